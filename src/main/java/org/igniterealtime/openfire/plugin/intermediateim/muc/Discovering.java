package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;

/** Before the join: we ask the room for its features (XEP-0045 §6.4), or for our reserved nick (§7.12). */
final class Discovering extends Phase {

    private enum What {
        ROOM_INFO,
        RESERVED_NICK
    }

    private final PendingRequest<What> question;

    private Discovering(PendingRequest<What> question, OccupantContext context) {
        super(context);
        this.question = question;
    }

    static Discovering forRoom(OccupantContext context, Instant now, List<Output> out) {
        return ask(What.ROOM_INFO, RoomStanzas.askInfo(), context, now, out);
    }

    static Discovering forReservedNick(OccupantContext context, Instant now, List<Output> out) {
        return ask(What.RESERVED_NICK, RoomStanzas.askReservedNick(), context, now, out);
    }

    private static Discovering ask(What what, IQ iq, OccupantContext context, Instant now, List<Output> out) {
        return new Discovering(
                PendingRequest.ask(what, iq, context.request().room(), context.sender(), now, out), context);
    }

    @Override
    Instant wakeAt() {
        return question.until();
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        if (!question.isOverdue(now)) {
            return this;
        }
        return refused(
                question.about() == What.ROOM_INFO ? Refusal.UNREACHABLE : Refusal.RESERVED_NICK_WANTED, now, out);
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return end(new Event.Left(), out);
    }

    @Override
    Phase answered(IQ answer, Instant now, List<Output> out) {
        if (!question.isAnsweredBy(answer)) {
            return this;
        } else if (question.about() == What.RESERVED_NICK) {
            return context.nicks().takeReserved(Nicks.reserved(answer))
                    ? Joining.begin(context, now, out)
                    : refused(Refusal.RESERVED_NICK_WANTED, now, out);
        }
        return RoomStanzas.type(answer).equals("result")
                ? roomIs(RoomInfo.in(answer.getChildElement()), now, out)
                : roomUnknown(answer, now, out);
    }

    private Phase roomIs(Optional<RoomInfo> info, Instant now, List<Output> out) {
        if (info.isEmpty()) {
            return refused(Refusal.NOT_A_ROOM, now, out);
        }
        out.add(new Event.RoomKnown(info.get()));
        return Joining.begin(context, now, out);
    }

    /** Only what the join would say too ends it here: rooms may hide from strangers. */
    private Phase roomUnknown(IQ error, Instant now, List<Output> out) {
        Refusal why = Refusal.of(RoomStanzas.condition(error));
        if (why == Refusal.NO_SUCH_ROOM
                && context.rejoin().hasBeenIn()) { // destroyed since: not to be brought to life again (§10.9 note)
            return end(new Event.Refused(why, RoomStanzas.text(error), RoomStanzas.alternate(error), false), out);
        }
        boolean missing = why == Refusal.NO_SUCH_ROOM && !context.rejoin().mayCreate();
        context.rejoin().markPerhapsMissing();
        return missing || why == Refusal.UNREACHABLE || why == Refusal.MOVED
                ? refused(why, RoomStanzas.text(error), RoomStanzas.alternate(error), now, out)
                : Joining.begin(context, now, out);
    }

    private Phase refused(Refusal why, Instant now, List<Output> out) {
        return refused(why, "", Optional.empty(), now, out);
    }
}
