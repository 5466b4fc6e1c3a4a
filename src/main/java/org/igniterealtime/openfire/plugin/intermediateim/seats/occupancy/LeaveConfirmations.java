package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * What is said to clients in the name of rooms, which say nothing to them when they leave. It must not be taken for the
 * room's word when it comes by on its way to the client. Bounded; guarded by this.
 */
public final class LeaveConfirmations {

    /** They are on their way for a moment only. */
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
