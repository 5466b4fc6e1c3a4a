package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The server of the Montagues, as the test has it. */
final class FakeSeatHost implements SeatHost {

    /** Whether rooms are this server's own. */
    boolean local = true;
    final Set<JID> unavailable = new HashSet<>();
    /** What clients have shown the room before the seat came. */
    final Map<JID, Presence> inTheRoom = new HashMap<>();
    final List<Bookmark> bookmarks = new ArrayList<>();
    /** Texts that nobody wants to read. */
    final Set<String> blocked = new HashSet<>();

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
    public Map<JID, Presence> clientsIn(JID user, JID room) {
        return inTheRoom;
    }

    @Override
    public List<Bookmark> bookmarks(List<String> groups) {
        return groups.isEmpty() ? List.of() : bookmarks;
    }

    @Override
    public boolean blocks(JID client, Packet stanza) {
        return blocked.contains(((Message) stanza).getBody());
    }
}
