package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** The server of the Montagues, as the test has it. */
public final class FakeSeatHost implements SeatHost {

    /** Whether rooms are this server's own. */
    public boolean local = true;

    final Set<JID> unavailable = new HashSet<>();
    /** What clients have shown the room before the seat came. */
    final List<ClientInRoom> inTheRoom = new ArrayList<>();

    Optional<Duration> idleTime = Optional.empty();
    final List<Bookmark> bookmarks = new ArrayList<>();
    final Set<JID> unread = new HashSet<>();
    boolean groupsRead = true;
    /** By the user. */
    final Map<JID, JID> available = new HashMap<>();
    /** Where clients, and seats, are in a room. */
    public final Map<JID, JID> occupants = new HashMap<>();
    /** Texts that nobody wants to read. */
    public final Set<String> blocked = new HashSet<>();

    @Override
    public boolean isLocalUser(JID jid) {
        return jid.getDomain().equals("montague.lit");
    }

    @Override
    public boolean isLocalService(String domain) {
        return local;
    }

    @Override
    public boolean isAvailable(JID client) {
        return !unavailable.contains(client);
    }

    @Override
    public List<ClientInRoom> clientsIn(JID user, JID room) {
        return inTheRoom;
    }

    @Override
    public Optional<Duration> idleTime(String domain) {
        return idleTime;
    }

    @Override
    public Optional<JID> availableClient(JID user) {
        return Optional.ofNullable(available.get(user));
    }

    @Override
    public List<JID> occupants(JID occupant) {
        return occupants.entrySet().stream()
                .filter(entry -> entry.getValue().equals(occupant))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Optional<String> nick(JID client, JID room) {
        return Optional.ofNullable(occupants.get(client)).map(JID::getResource);
    }

    @Override
    public BookmarkReading bookmarks(List<String> groups) {
        return new BookmarkReading(groups.isEmpty() ? List.of() : bookmarks, unread, groupsRead);
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        return blocked.contains(((Message) stanza).getBody());
    }
}
