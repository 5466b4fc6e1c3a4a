package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xmpp.packet.JID;

/**
 * Which rooms one user was asked into lately, so that an invitation is shown once however often and in whatever way it
 * comes (XEP-0249 §4), and a flood of them (§5) ends. One thread at a time.
 */
public final class RecentInvitations {

    /** Rooms that one is asked into within {@link #WINDOW}. */
    static final int MOST = 20;

    static final Duration WINDOW = Duration.ofHours(1);

    private final Map<JID, Instant> rooms = new LinkedHashMap<>();

    /** @return whether to show it: its room is not among the recent ones, and they are not too many */
    public boolean isNews(Invitation invitation, Instant now) {
        rooms.values().removeIf(time -> !now.isBefore(time.plus(WINDOW)));
        return rooms.size() < MOST && rooms.putIfAbsent(invitation.room(), now) == null;
    }
}
