package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.Presence;

/** We have asked to be let in, and the room has said neither yes nor no. Meanwhile it shows who else is there (XEP-0045 §7.2). */
final class Joining extends Announced {

    private final String id;
    private final Instant until;

    private Joining(String id, Instant until, Occupancy our) {
        super(our);
        this.id = id;
        this.until = until;
    }

    static Joining begin(Occupancy our, Instant now, List<Output> out) {
        String id = our.presence().join(our.nicks().nick(), our.rejoin().history(), out);
        return new Joining(id, now.plus(our.times().answer()), our);
    }

    @Override
    Instant wakeAt() {
        return until;
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        return now.isBefore(until) ? this : refused(our.rejoin().unanswered(), "", Optional.empty(), now, out);
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return Leaving.begin(this, now, out);
    }

    @Override
    Phase cameBack(Presence error, Instant now, List<Output> out) {
        if (error.getID() != null && !error.getID().equals(id)) {
            return this;
        }
        Refusal why = Refusal.of(RoomStanzas.condition(error));
        if (why == Refusal.RESERVED_NICK_WANTED && our.nicks().mayAskForReserved()) {
            return Asking.forReservedNick(our, now, out);
        } else if (why == Refusal.NICK_CONFLICT && our.nicks().takeAlternative()) {
            return begin(our, now, out);
        }
        return refused(why, RoomStanzas.text(error), RoomStanzas.alternate(error), now, out);
    }

    /** We are in when code 110 says so. */
    @Override
    Phase showsUs(String nick, MucUser user, Instant now, List<Output> out) {
        if (!user.has(110)) {
            return this;
        }
        our.others().isUs(nick);
        boolean created = user.has(201);
        Stay stay = new Stay(nick, user.item().standing(), our, now);
        if (created && !our.rejoin().mayCreate()) {
            return stay.givesUpRoom(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), out);
        }
        our.rejoin().heard(now);
        out.add(new Event.Joined(nick, stay.standing(), Notice.in(user)));
        if (created) {
            stay.open(now, out);
        }
        return stay;
    }

    /** What is not explained, or not certainly about us, is the echo of an earlier leave, or somebody who had the nick before. */
    @Override
    Phase removes(MucUser user, Instant now, List<Output> out) {
        Removal why = Removal.of(user);
        if (!user.has(110) || user.destroy().isEmpty() && why == Removal.UNEXPLAINED) {
            return this;
        }
        return removed(user, why, Duration.ZERO, now, out);
    }
}
