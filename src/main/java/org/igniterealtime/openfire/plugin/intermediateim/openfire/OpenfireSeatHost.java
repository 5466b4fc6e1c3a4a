package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatHost;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.group.Group;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The server as seats want to know it. */
public final class OpenfireSeatHost implements SeatHost {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireSeatHost.class);

    private static final QName STORAGE = QName.get("storage", Bookmark.NAMESPACE);

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
        return session != null && session.getPresence().isAvailable(); // one that waits to be resumed (XEP-0198), too
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
    public List<Bookmark> bookmarks(List<String> groups) {
        Set<JID> members = new LinkedHashSet<>();
        for (String name : groups) {
            try {
                Group group = GroupManager.getInstance().getGroup(name);
                members.addAll(group.getMembers());
                members.addAll(group.getAdmins());
            } catch (GroupNotFoundException e) {
                Log.warn("There is no group {}, so no seats are kept for it", name);
            }
        }
        List<Bookmark> bookmarks = new ArrayList<>();
        members.stream().map(JID::asBareJID).filter(this::isLocalUser).forEach(member -> bookmarks.addAll(Bookmark.in(
                server.getPrivateStorage().get(member.getNode(), DocumentHelper.createElement(STORAGE)), member)));
        return bookmarks;
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        return PrivacyLists.block(server.getSessionManager(), client, stanza);
    }
}
