package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

/**
 * We have asked to be let in, and the room has said neither yes nor no. Meanwhile it shows who else is there (XEP-0045
 * §7.2).
 */
final class Joining extends VisiblePhase {

    private enum What {
        PING
    }

    private final String id;
    private final Instant until;
    /** Whether we have asked anew after a removal that was not ours to believe. */
    private final boolean again;
    /** Null unless the room has said that we are removed: then we ask it whether it is so. */
    private final PendingRequest<What> question;

    private final MucUser removal;

    private Joining(
            String id,
            Instant until,
            boolean again,
            PendingRequest<What> question,
            MucUser removal,
            OccupantContext our) {
        super(our);
        this.id = id;
        this.until = until;
        this.again = again;
        this.question = question;
        this.removal = removal;
    }

    static Joining begin(OccupantContext our, Instant now, List<Output> out) {
        return begin(false, our, now, out);
    }

    private static Joining begin(boolean again, OccupantContext our, Instant now, List<Output> out) {
        String id = our.presence().join(our.nicks().nick(), our.rejoin().history(), out);
        return new Joining(id, now.plus(our.times().answer()), again, null, MucUser.NOTHING, our);
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
            return Discovering.forReservedNick(our, now, out);
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
        Joined stay = new Joined(nick, user.item().standing(), our, now);
        if (created && !our.rejoin().mayCreate()) {
            return stay.givesUpRoom(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), out);
        }
        our.rejoin().heard(now);
        out.add(new Event.Joined(nick, stay.standing(), ConfigurationNotice.in(user)));
        if (created) {
            stay.open(now, out);
        }
        return stay;
    }

    /**
     * What is not explained, or not certainly about us, is the echo of an earlier leave, or somebody who had the nick
     * before. The rest may be about an earlier stay, too: who took over from a node of a cluster that has died is
     * removed with all that were there.
     */
    @Override
    Phase removes(MucUser user, Instant now, List<Output> out) {
        if (!user.has(110) || !user.isExplainedRemoval()) {
            return this;
        } else if (user.destroy().isPresent()) {
            return removed(user, Removal.of(user), Duration.ZERO, now, out);
        }
        PendingRequest<What> ping = PendingRequest.ask(
                What.PING, RoomStanzas.ping(), Nicks.occupant(our.request().room(), nick()), our.sender(), now, out);
        return new Joining(id, until, again, ping, user, our);
    }

    @Override
    boolean isOwnQuestion(IQ request) {
        return question != null && question.is(request);
    }

    @Override
    Phase answered(IQ answer, Instant now, List<Output> out) {
        if (question == null || !question.isAnsweredBy(answer)) {
            return this;
        }
        SelfPing in = SelfPing.of(answer);
        if (in == SelfPing.IN || in == SelfPing.UNDECIDED) {
            return new Joining(id, until, again, null, MucUser.NOTHING, our);
        }
        Removal why = Removal.of(removal);
        return why.isAccident() && !again ? begin(true, our, now, out) : removed(removal, why, Duration.ZERO, now, out);
    }
}
