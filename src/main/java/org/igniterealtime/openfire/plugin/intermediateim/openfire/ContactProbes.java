package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.List;
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
 * Has users see those of their contacts that are at an address of ours which has just come. The server probes contacts
 * when a client comes (RFC 6121 §4.3.1). For clients that were online before, the contacts would stay unavailable.
 */
public final class ContactProbes {

    private static final Logger Log = LoggerFactory.getLogger(ContactProbes.class);

    private final XMPPServer server;
    private final StanzaSink sink;
    private final Executor thread;

    /** @param thread reads rosters, for which it may have to wait for the database */
    public ContactProbes(XMPPServer server, StanzaSink sink, Executor thread) {
        this.server = server;
        this.sink = sink;
        this.thread = thread;
    }

    /**
     * Probes what is at this domain, in the names of the available clients of this node. Any thread; does not block.
     */
    public void send(String domain) {
        thread.execute(
                () -> server.getRoutingTable().getClientsRoutes(true).forEach(session -> sendFor(session, domain)));
    }

    private void sendFor(ClientSession session, String domain) {
        if (session.isAnonymousUser()) {
            return;
        }
        try {
            List.copyOf(server.getRosterManager()
                            .getRoster(session.getUsername())
                            .getRosterItems())
                    .stream()
                    .filter(item -> domain.equals(item.getJid().getDomain()) && isSubscribed(item))
                    .forEach(item -> send(session, item.getJid()));
        } catch (UserNotFoundException e) {
            Log.debug("{} has no contacts", session.getAddress());
        } catch (RuntimeException e) {
            Log.warn("The contacts of {} could not be read", session.getAddress(), e);
        }
    }

    private static boolean isSubscribed(RosterItem item) {
        return item.getSubStatus() == RosterItem.SUB_TO || item.getSubStatus() == RosterItem.SUB_BOTH;
    }

    /** Probes a contact in the name of a client. For one that is not available, the server does it later. */
    public void send(ClientSession client, JID contact) {
        if (client.getPresence().isAvailable()) {
            Presence probe = new Presence(Presence.Type.probe);
            probe.setFrom(client.getAddress());
            probe.setTo(contact);
            sink.send(probe);
        }
    }
}
