package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Unavailable presence that confirms to a client that it has left a room, sent where the room does not send it. It must
 * not be mistaken for a stanza from the room when it passes on its way to the client. Bounded; guarded by this.
 */
public final class LeaveConfirmations {

    /** They pass within a moment. */
    private static final int MAX_ENTRIES = 1024;

    private final Set<String> ids = new LinkedHashSet<>();

    /** @param here the address that the client had in the room */
    public synchronized Presence create(JID here, JID client) {
        Presence leaveConfirmation = RoomPresence.leaveConfirmation(here, client);
        leaveConfirmation.setID(UUID.randomUUID().toString());
        if (ids.size() == MAX_ENTRIES) {
            ids.remove(ids.iterator().next());
        }
        ids.add(leaveConfirmation.getID());
        return leaveConfirmation;
    }

    /** @return whether it is one of these, seen for the first time */
    public synchronized boolean isOne(Presence presence) {
        return presence.getID() != null && ids.remove(presence.getID());
    }
}
