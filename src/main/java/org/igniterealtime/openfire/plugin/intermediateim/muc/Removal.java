package org.igniterealtime.openfire.plugin.intermediateim.muc;

import org.xmpp.packet.Presence;

/** Why we are no longer in a room. {@link Event.Removed#again} says whether we rejoin. */
public enum Removal {
    /** By a moderator (XEP-0045 §8.2), or repeatedly by the room itself. */
    KICKED,
    BANNED,
    /** The room is for members only, and we are no longer one (§9.4). */
    MEMBERSHIP_LOST,
    /** The room is now for members only (§10.2). */
    MEMBERS_ONLY,
    /** A kick without an actor, mostly for idleness, or an error that the room attributes to us (§11.1, code 333). */
    TECHNICAL,
    /** The service shuts down (§11.2). */
    SHUTDOWN,
    /** The room says that we are out and not why: as older services do for a room that is destroyed (§10.9 note). */
    UNEXPLAINED,
    /** The room no longer knows us, as a self-ping has shown (XEP-0410). */
    FORGOTTEN;

    /** @param user of unavailable presence of our own, the room not being destroyed */
    static Removal of(MucUser user) {
        if (user.has(301)) {
            return BANNED;
        } else if (user.has(321)) {
            return MEMBERSHIP_LOST;
        } else if (user.has(322)) {
            return MEMBERS_ONLY;
        } else if (user.has(332)) {
            return SHUTDOWN;
        } else if (user.has(333)) {
            return TECHNICAL; // a 307 beside it is for older clients (§11.1)
        } else if (user.has(307)) {
            return user.item().actor().isEmpty() ? TECHNICAL : KICKED;
        }
        return UNEXPLAINED;
    }

    /**
     * @param told unavailable presence.
     * @return whether it says why somebody is not in the room any more, or that the room is no more
     */
    public static boolean isExplainedBy(Presence told) {
        return MucUser.in(told.getElement()).isExplainedRemoval();
    }

    /**
     * @param told unavailable presence, to a session that has our nick in our place
     * @return what would have become of us
     */
    public static Event in(Presence told) {
        MucUser user = MucUser.in(told.getElement());
        Removal why = of(user);
        return user.destroy().isPresent()
                ? RoomStanzas.destroyed(user.destroy().get())
                : new Event.Removed(why, user.item().actor(), user.item().reason(), why.isAccident());
    }

    /** @return whether to try and come back */
    boolean isAccident() {
        return this == TECHNICAL || this == SHUTDOWN || this == UNEXPLAINED || this == FORGOTTEN;
    }

    /**
     * @return whether the room means us, without a doubt: it is not known for certain who left when several share a
     *     nick
     */
    boolean isDoubtful(MucUser user) {
        return this == UNEXPLAINED || this == TECHNICAL && !user.has(333);
    }
}
