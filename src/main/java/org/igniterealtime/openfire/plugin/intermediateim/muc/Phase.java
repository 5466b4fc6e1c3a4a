package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/**
 * How far an occupant is on its way into the room or out of it. Each input gives the phase that follows, mostly the
 * same one. A phase ignores input that it has no method for.
 */
abstract sealed class Phase permits NotJoined, Discovering, VisiblePhase {

    final OccupantContext context;

    Phase(OccupantContext context) {
        this.context = context;
    }

    /** @return when to call {@link #tick}; {@link Instant#MAX} for never */
    abstract Instant wakeAt();

    /** It is time. */
    abstract Phase tick(Instant now, List<Output> out);

    /** The owner wants to leave. */
    abstract Phase leave(Instant now, List<Output> out);

    String nick() {
        return context.nicks().nick();
    }

    Privileges privileges() {
        return Privileges.NONE;
    }

    boolean isOwnQuestion(IQ request) {
        return false;
    }

    /** @param answer from the room, whatever it answers */
    Phase answered(IQ answer, Instant now, List<Output> out) {
        return this;
    }

    /** @param nick of the sender; empty for the room itself */
    Phase receive(Message message, String nick, Instant now, List<Output> out) {
        return this;
    }

    /** @param nick whose presence it is; empty for the room itself */
    Phase receive(Presence presence, String nick, Instant now, List<Output> out) {
        return this;
    }

    // How a phase ends

    /** Our join is refused: for good, or until we try again. */
    final Phase refused(Refusal why, String text, Optional<JID> alternate, Instant now, List<Output> out) {
        return stop(new Event.Refused(why, text, alternate, context.rejoin().mayRetry(why)), now, out);
    }

    /** @param event what has put an end to it; unless it ends everything, we come back after a while */
    final Phase stop(Event event, Instant now, List<Output> out) {
        if (event.ends()) {
            return end(event, out);
        }
        context.others().clear();
        out.add(event);
        return NotJoined.until(context.rejoin().next(now), context);
    }

    final Phase end(Event event, List<Output> out) {
        context.presence().retract(nick(), out);
        context.others().clear();
        out.add(event);
        return NotJoined.forGood(context);
    }
}
