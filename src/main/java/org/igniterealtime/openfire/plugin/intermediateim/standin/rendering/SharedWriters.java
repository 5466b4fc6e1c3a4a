package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings.Client;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Tells the other nodes of a cluster which clients that show message styling write something. What {@code *bold*} means
 * depends on its writer's client, and the reader's node may have no presence of a client of another node, or not any
 * more. Any thread.
 */
public final class SharedWriters implements ClusterMessageHandler {

    /** A node may have joined meanwhile, or have forgotten it. */
    static final Duration TELL_AGAIN = Duration.ofMinutes(10);

    private static final int REMEMBERED = 10_000;
    private static final QName WRITER = QName.get("writer", "urn:intermediateim:writers");
    private static final String STYLING = "styling";
    private static final String MARKUP = "markup";
    private static final String XHTML = "xhtml";

    private final ClientRenderings renderings;
    private final Consumer<Element> others;
    private final Clock clock;
    private final RecentClients told = new RecentClients(REMEMBERED);
    private volatile Instant forgetAt = Instant.MIN;

    /** @param others tells each of the other nodes; must not block */
    public SharedWriters(ClientRenderings renderings, Consumer<Element> others, Clock clock) {
        this.renderings = renderings;
        this.others = others;
        this.clock = clock;
    }

    /** A client of this node, by its full JID, has sent something that may be rich text. */
    public void wrote(JID writer) {
        Optional<Client> client =
                renderings.client(writer).filter(known -> known.shows().styling());
        if (client.isPresent() && isNews(writer, client.get())) {
            others.accept(payload(writer, client.get()));
        }
    }

    private boolean isNews(JID writer, Client client) {
        Instant now = clock.instant();
        if (!now.isBefore(forgetAt)) {
            forgetAt = now.plus(TELL_AGAIN);
            told.forgetAll();
        }
        if (told.of(writer).filter(client::equals).isPresent()) {
            return false;
        }
        told.put(writer, client);
        return true;
    }

    private static Element payload(JID writer, Client client) {
        return DocumentHelper.createElement(WRITER)
                .addAttribute("jid", writer.toString())
                .addAttribute("name", client.name())
                .addAttribute("shows", RendererRow.forms(client.shows()));
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        Element writer = request.getChildElement();
        if (!writer.getQName().equals(WRITER)) {
            return Optional.empty();
        }
        List<String> shows = List.of(writer.attributeValue("shows", "").split(", "));
        renderings.remember(
                new JID(writer.attributeValue("jid"), true), // as the other node has it
                new Client(
                        writer.attributeValue("name", ""),
                        new Rendering(shows.contains(XHTML), shows.contains(STYLING), shows.contains(MARKUP))));
        return Optional.of(IQ.createResultIQ(request));
    }

    /** Forgets all full JIDs of the bare JID. */
    public void forget(JID bareJid) {
        told.forget(bareJid);
    }
}
