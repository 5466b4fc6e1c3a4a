package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

/** We have sent a join that the room has not answered. Meanwhile it sends the other occupants (XEP-0045 §7.2). */
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
            OccupantContext context) {
        super(context);
        this.id = id;
        this.until = until;
        this.again = again;
        this.question = question;
        this.removal = removal;
    }

    static Joining begin(OccupantContext context, Instant now, List<Output> out) {
        return begin(false, context, now, out);
    }

    private static Joining begin(boolean again, OccupantContext context, Instant now, List<Output> out) {
        String id =
                context.presence().join(context.nicks().nick(), context.rejoin().history(), out);
        return new Joining(id, now.plus(context.times().answer()), again, null, MucUser.NOTHING, context);
    }

    @Override
    Instant wakeAt() {
        return until;
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        return now.isBefore(until) ? this : refused(context.rejoin().unanswered(), "", Optional.empty(), now, out);
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return Leaving.begin(this, now, out);
    }

    @Override
    Phase errorReceived(Presence error, Instant now, List<Output> out) {
        if (error.getID() != null && !error.getID().equals(id)) {
            return this;
        }
        Refusal why = Refusal.of(RoomStanzas.condition(error));
        if (why == Refusal.RESERVED_NICK_WANTED && context.nicks().mayAskForReserved()) {
            return Discovering.forReservedNick(context, now, out);
        } else if (why == Refusal.NICK_CONFLICT && context.nicks().takeAlternative()) {
            return begin(context, now, out);
        }
        return refused(why, RoomStanzas.text(error), RoomStanzas.alternate(error), now, out);
    }

    /** We are in when code 110 says so. */
    @Override
    Phase ownPresenceReceived(String nick, MucUser user, Instant now, List<Output> out) {
        if (!user.has(110)) {
            return this;
        }
        context.others().ownNickIs(nick);
        boolean created = user.has(201) && !context.presence().isShared(); // a client may be about to configure it
        Joined joined = new Joined(nick, user.item().privileges(), context, now);
        if (created && !context.rejoin().mayCreate()) {
            return joined.abandonRoom(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), out);
        }
        context.rejoin().heard(now);
        out.add(new Event.Joined(nick, joined.privileges(), ConfigurationNotice.in(user)));
        if (created) {
            joined.open(now, out);
        }
        return joined;
    }

    /**
     * What is not explained, or not certainly about us, is the echo of an earlier leave, or somebody who had the nick
     * before. The rest may be about an earlier stay, too: who took over from a node of a cluster that has died is
     * removed with all that were there.
     */
    @Override
    Phase ownRemovalReceived(MucUser user, Instant now, List<Output> out) {
        if (!user.has(110) || !user.isExplainedRemoval()) {
            return this;
        } else if (user.destroy().isPresent()) {
            return removed(user, Removal.of(user), Duration.ZERO, now, out);
        }
        PendingRequest<What> ping = PendingRequest.ask(
                What.PING,
                RoomStanzas.ping(),
                Nicks.occupant(context.request().room(), nick()),
                context.sender(),
                now,
                out);
        return new Joining(id, until, again, ping, user, context);
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
            return new Joining(id, until, again, null, MucUser.NOTHING, context);
        }
        Removal why = Removal.of(removal);
        return why.isAccident() && !again
                ? begin(true, context, now, out)
                : removed(removal, why, Duration.ZERO, now, out);
    }
}
