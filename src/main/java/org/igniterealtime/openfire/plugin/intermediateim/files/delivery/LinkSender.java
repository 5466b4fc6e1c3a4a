package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;

/** Sends users links to their files. Any thread. */
public final class LinkSender {

    /** Finds the clients of senders. Any thread; must not block. */
    @FunctionalInterface
    public interface SenderClients {

        /** @return full JIDs of the clients of a local user that have asked for carbons (XEP-0280 §4) */
        List<JID> withCarbons(JID sender);
    }

    private final FileStore store;
    private final FileLinks links;
    private final SenderClients senders;
    private final Supplier<Locale> locale;
    private final StanzaSink sink;
    private final Clock clock;

    /** @param locale of the server at the time of asking */
    public LinkSender(
            FileStore store,
            FileLinks links,
            SenderClients senders,
            Supplier<Locale> locale,
            StanzaSink sink,
            Clock clock) {
        this.store = store;
        this.links = links;
        this.senders = senders;
        this.locale = locale;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Sends a link, and then notes that it was sent: a crash in between repeats the message, with the same id.
     *
     * @param name    bare JID in whose name it is sent; see {@link SenderNames}
     * @param clients that get it, at least one; the copy of the first is to be archived
     * @return false if files can't be downloaded now; then nothing was sent
     */
    boolean send(StoredFile file, JID name, List<Client> clients) {
        Optional<String> url = links.url(file);
        if (url.isEmpty()) {
            return false;
        }
        String size = new Quantities(locale.get()).bytes(file.offer().size());
        LinkMessage message = new LinkMessage(file, url.get(), name, size);
        boolean first = true;
        for (Client client : clients) {
            sink.send(message.to(client.address(), first, clock.instant()));
            first = false;
        }
        JID sender = file.offer().sender();
        if (name.equals(sender.asBareJID())) {
            senders.withCarbons(name).stream()
                    .filter(client -> !client.equals(sender))
                    .forEach(client -> sink.send(message.carbonTo(client)));
        }
        store.linked(file.id());
        return true;
    }
}
