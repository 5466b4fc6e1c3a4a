package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xmpp.packet.Presence;

/** A phase in which the room knows us and sends us presence, our own included. */
abstract sealed class VisiblePhase extends Phase permits Joining, Joined, Leaving {

    VisiblePhase(OccupantContext context) {
        super(context);
    }

    @Override
    final Phase receive(Presence presence, String nick, Instant now, List<Output> out) {
        String type = RoomStanzas.type(presence);
        boolean available = type.isEmpty();
        if (type.equals("error")) {
            return errorReceived(presence, now, out);
        } else if (nick.isEmpty() || !available && !type.equals("unavailable")) {
            return this;
        }
        MucUser user = MucUser.in(presence.getElement());
        heard(now);
        if (!user.has(110) && !isOurs(nick)) {
            otherPresenceReceived(nick, available, user, out);
            return this;
        } else if (available) {
            return ownPresenceReceived(nick, user, now, out);
        }
        return ownUnavailableReceived(user, now, out);
    }

    private Phase ownUnavailableReceived(MucUser user, Instant now, List<Output> out) {
        boolean another = user.isAboutOthersThan(context.request().self());
        if (user.has(303)) { // the first half of a change of nick (XEP-0045 §7.6)
            if (!another) {
                ownNickWillChange(user.item().nick());
            }
            return this;
        }
        return another && !user.isExplainedRemoval() ? this : ownRemovalReceived(user, now, out);
    }

    /** By the nick too: some services leave out code 110 (§9.1), though none when we come in. */
    boolean isOurs(String nick) {
        return nick.equals(nick());
    }

    /** The room has sent us something. */
    void heard(Instant now) {}

    /** Our presence was returned with an error. */
    abstract Phase errorReceived(Presence error, Instant now, List<Output> out);

    /** Another occupant has entered, changed or left. */
    void otherPresenceReceived(String nick, boolean available, MucUser user, List<Output> out) {
        if (available) {
            context.others().available(nick, user.item(), out);
        } else {
            context.others().unavailable(nick, user, out);
        }
    }

    /** Our own available presence. */
    abstract Phase ownPresenceReceived(String nick, MucUser user, Instant now, List<Output> out);

    /** Our nick is about to change. */
    void ownNickWillChange(String nick) {}

    /**
     * Our nick is no longer in the room.
     *
     * @param user names us, nobody, or with an explanation another session that shares the nick
     */
    abstract Phase ownRemovalReceived(MucUser user, Instant now, List<Output> out);

    /** @param stayed how long we were in */
    final Phase removed(MucUser user, Removal why, Duration stayed, Instant now, List<Output> out) {
        if (user.destroy().isPresent()) {
            return end(RoomStanzas.destroyed(user.destroy().get()), out);
        }
        return stop(context.rejoin().removed(why, why.isDoubtful(user), user.item(), stayed), now, out);
    }
}
