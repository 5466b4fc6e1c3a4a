package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.BookmarkReading;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatHost;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.group.DefaultGroupProvider;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The server as seats want to know it. */
public final class OpenfireSeatHost implements SeatHost {


    private final XMPPServer server;
    private final RoomOccupants rooms;

    public OpenfireSeatHost(XMPPServer server) {
        this.server = server;
        this.rooms = new RoomOccupants(domain -> server.getMultiUserChatManager().getMultiUserChatService(new JID(null, domain, null, true)));
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
    public Optional<JID> availableClient(JID user) {
        return server.getSessionManager().getSessions(user.getNode()).stream()
                .filter(session -> session.getPresence().isAvailable() && session.getPresence().getPriority() >= 0)
                .max(Comparator.comparingInt(session -> session.getPresence().getPriority())).map(ClientSession::getAddress);
    }

    @Override
    public List<JID> occupants(JID occupant) {
        return rooms.occupants(occupant);
    }

    @Override
    public Optional<String> nick(JID client, JID room) {
        return rooms.nick(client, room);
    }

    @Override
    public BookmarkReading bookmarks(List<String> groups) {
        GroupManager manager = GroupManager.getInstance();
        OpenfireTables database = new OpenfireTables(DbConnectionManager::getConnection,
                manager.getProvider() instanceof DefaultGroupProvider);
        return new BookmarkReader(manager, server.getPrivateStorage(), database, this::isLocalUser).read(groups);
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        return PrivacyLists.block(server.getSessionManager(), client, stanza);
    }
}
