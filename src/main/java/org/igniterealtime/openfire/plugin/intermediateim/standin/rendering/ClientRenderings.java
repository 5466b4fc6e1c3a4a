package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import java.util.Optional;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.xmpp.packet.JID;

/**
 * What clients show, by what they announce and by the {@link RendererTable}. A client that has written something and
 * left is remembered for as long as there is room, since what it wrote may be delivered later. Any thread.
 */
public final class ClientRenderings {

    private static final int REMEMBERED = 10_000;
    private static final String OUT_OF_BAND = "jabber:x:oob";
    private static final String FILE_SHARING = "urn:xmpp:sfs:0";

    private final AnnouncedClients clients;
    private final RecentClients recent = new RecentClients(REMEMBERED);
    private volatile RendererTable table;

    public ClientRenderings(AnnouncedClients clients, RendererTable table) {
        this.clients = clients;
        this.table = table;
    }

    public RendererTable table() {
        return table;
    }

    public void use(RendererTable table) {
        this.table = table;
    }

    /**
     * A client.
     *
     * @param name as the table has it, else the node that it announces; may be empty
     */
    public record Client(String name, Rendering shows) {}

    /** @return what is shown at the address; empty if nothing is known of it */
    public Optional<Rendering> of(JID address) {
        return client(address).map(Client::shows);
    }

    /** @return empty if nothing is known of it */
    public Optional<Client> client(JID address) {
        return now(address).or(() -> recent.of(address));
    }

    /** @return as the table has it, else the node that is announced; empty if nothing is known */
    public String name(JID address) {
        return client(address)
                .map(Client::name)
                .or(() -> clients.at(address).map(Announced::node))
                .orElse("");
    }

    /** @return what has proved to be announced there; empty as long as it is not known */
    public Optional<Announced> proved(JID address) {
        return clients.at(address).filter(client -> client.capabilities().isPresent());
    }

    /** @return which links are shown there; empty as long as its capabilities are not known */
    public Optional<LinkDisplay> links(JID address) {
        return proved(address).map(client -> {
            LinkDisplay unannounced = table.find(client.node(), client::has)
                    .map(RendererRow::links)
                    .orElse(LinkDisplay.NONE);
            boolean outOfBand = client.has(OUT_OF_BAND);
            return new LinkDisplay(
                    outOfBand || unannounced.outOfBand(),
                    // whoever knows one of the two well enough to announce it may know the other
                    outOfBand || client.has(FILE_SHARING) || unannounced.fileSharing());
        });
    }

    /** @return what is announced there, if it names software of which no row of the table knows */
    public Optional<Announced> unknown(JID address) {
        return clients.at(address)
                .filter(client -> !client.node().isEmpty()
                        && table.find(client.node(), client::has).isEmpty());
    }

    /** Remembers a client that has just written something. */
    public void wrote(JID address) {
        now(address).ifPresent(client -> recent.put(address, client));
    }

    /** Remembers a client of another node that has written something there. */
    void remember(JID address, Client client) {
        recent.put(address, client);
    }

    private Optional<Client> now(JID address) {
        return clients.at(address).flatMap(this::client);
    }

    private Optional<Client> client(Announced announced) {
        Predicate<String> advertises = announced::has;
        Optional<RendererRow> row = table.find(announced.node(), advertises);
        if (row.isPresent()) {
            return Optional.of(new Client(row.get().name(), row.get().shows()));
        }
        return RendererTable.advertised(advertises).map(shows -> new Client(announced.node(), shows));
    }

    /** Forgets all full JIDs of the bare JID. */
    public void forget(JID bareJid) {
        recent.forget(bareJid);
    }

    public void forgetAll() {
        recent.forgetAll();
    }
}
