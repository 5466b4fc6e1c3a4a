package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.HashMap;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatHost;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.privacy.PrivacyList;
import org.jivesoftware.openfire.privacy.PrivacyListManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The server as seats want to know it. */
public final class OpenfireSeatHost implements SeatHost {

    private final XMPPServer server;

    public OpenfireSeatHost(XMPPServer server) {
        this.server = server;
    }

    @Override
    public boolean isLocalUser(JID jid) {
        try {
            return jid.getNode() != null && server.isLocal(jid) && UserManager.getInstance().getUser(jid.getNode()) != null;
        } catch (UserNotFoundException e) {
            return false;
        }
    }

    @Override
    public boolean isLocalService(String domain) {
        return domain.endsWith("." + server.getServerInfo().getXMPPDomain())
                && server.getMultiUserChatManager().getMultiUserChatService(new JID(null, domain, null, true)) != null;
    }

    @Override
    public boolean isAvailable(JID client) {
        ClientSession session = server.getSessionManager().getSession(client);
        return session != null && !session.isClosed() && session.getPresence().isAvailable();
    }

    @Override
    public Map<JID, Presence> clientsIn(JID user, JID room) {
        Map<JID, Presence> clients = new HashMap<>();
        for (ClientSession session : server.getSessionManager().getSessions(user.getNode())) {
            if (session.getPresence().isAvailable()
                    && server.getPresenceUpdateHandler().hasDirectPresence(session.getAddress(), room)) {
                clients.put(session.getAddress(), session.getPresence());
            }
        }
        return clients;
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        ClientSession session = server.getSessionManager().getSession(client);
        PrivacyList list = session == null ? null : session.getActiveList();
        if (list == null) {
            list = PrivacyListManager.getInstance().getDefaultPrivacyList(client.getNode());
        }
        return list != null && list.shouldBlockPacket(stanza);
    }
}
