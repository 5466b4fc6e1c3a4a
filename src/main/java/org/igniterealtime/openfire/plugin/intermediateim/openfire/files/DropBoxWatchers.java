package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.concurrent.Executor;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Asks drop boxes for their presence in the name of clients that have them as contacts. The server does so when a client
 * comes (RFC 6121 §4.3), but not when a drop box does.
 */
public final class DropBoxWatchers {

    private static final Logger Log = LoggerFactory.getLogger(DropBoxWatchers.class);

    private final XMPPServer server;
    private final StanzaSink sink;
    private final Executor thread;

    /** @param thread on which rosters are read, which may take time */
    public DropBoxWatchers(XMPPServer server, StanzaSink sink, Executor thread) {
        this.server = server;
        this.sink = sink;
        this.thread = thread;
    }

    /** The drop boxes at a domain have come: whoever is online and has some as contacts learns that soon. */
    public void boxesHaveCome(String domain) {
        thread.execute(() -> server.getSessionManager().getSessions().forEach(session -> probe(session, domain)));
    }

    private void probe(ClientSession session, String domain) {
        try {
            if (!session.isAnonymousUser()) {
                server.getRosterManager().getRoster(session.getUsername()).getRosterItems().stream()
                        .filter(item -> item.getJid().getDomain().equals(domain) && isSubscribed(item))
                        .forEach(item -> probe(session, item.getJid()));
            }
        } catch (UserNotFoundException | RuntimeException e) {
            Log.debug("{} is not told about drop boxes", session, e);
        }
    }

    private static boolean isSubscribed(RosterItem item) {
        return item.getSubStatus() == RosterItem.SUB_TO || item.getSubStatus() == RosterItem.SUB_BOTH;
    }

    /** Asks a drop box in the name of a client, if that is available. */
    void probe(ClientSession session, JID box) {
        if (session.getPresence().isAvailable()) {
            Presence probe = new Presence(Presence.Type.probe);
            probe.setFrom(session.getAddress());
            probe.setTo(box);
            sink.send(probe);
        }
    }
}
