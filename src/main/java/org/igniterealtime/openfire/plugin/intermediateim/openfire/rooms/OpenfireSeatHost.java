package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PrivacyLists;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.group.DefaultGroupProvider;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.muc.spi.MUCPersistenceManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** The server as seats want to know it. */
public final class OpenfireSeatHost implements SeatHost {

    /**
     * Settings of a room service, in milliseconds: an occupant that is silent for so long is asked (5.x), or removed.
     */
    private static final List<String> IDLE_TASKS = List.of("tasks.user.ping", "tasks.user.idle");

    private final XMPPServer server;
    private final RoomOccupants rooms;

    public OpenfireSeatHost(XMPPServer server) {
        this.server = server;
        this.rooms = new RoomOccupants(
                domain -> server.getMultiUserChatManager().getMultiUserChatService(new JID(null, domain, null, true)));
    }

    @Override
    public boolean isLocalUser(JID jid) {
        try {
            return jid.getNode() != null
                    && server.isLocal(jid)
                    && UserManager.getInstance().getUser(jid.getNode()) != null;
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
    public List<ClientInRoom> clientsIn(JID user, JID room) {
        boolean local = isLocalService(room.getDomain());
        List<ClientInRoom> clients = new ArrayList<>();
        for (ClientSession session : server.getSessionManager().getSessions(user.getNode())) {
            JID client = session.getAddress();
            if (local) {
                rooms.nick(client, room).ifPresent(nick -> clients.add(new ClientInRoom(client, Optional.of(nick))));
            } else if (session.getPresence().isAvailable()
                    && server.getPresenceUpdateHandler().hasDirectPresence(client, room)) {
                clients.add(new ClientInRoom(client, Optional.empty()));
            }
        }
        return clients;
    }

    @Override
    public Optional<Duration> idleTime(String domain) {
        String subdomain = domain.substring(
                0, domain.length() - server.getServerInfo().getXMPPDomain().length() - 1);
        long shortest = Long.MAX_VALUE;
        for (String task : IDLE_TASKS) {
            long millis = MUCPersistenceManager.getLongProperty(subdomain, task, -1);
            shortest = millis > 0 ? Math.min(shortest, millis) : shortest;
        }
        return shortest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(shortest));
    }

    @Override
    public Optional<JID> availableClient(JID user) {
        return server.getSessionManager().getSessions(user.getNode()).stream()
                .filter(session -> session.getPresence().isAvailable()
                        && session.getPresence().getPriority() >= 0)
                .max(Comparator.comparingInt(session -> session.getPresence().getPriority()))
                .map(ClientSession::getAddress);
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
        OpenfireTables database = new OpenfireTables(
                DbConnectionManager::getConnection, manager.getProvider() instanceof DefaultGroupProvider);
        return new BookmarkReader(manager, server.getPrivateStorage(), database, this::isLocalUser).read(groups);
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        return PrivacyLists.block(server.getSessionManager(), client, stanza);
    }
}
