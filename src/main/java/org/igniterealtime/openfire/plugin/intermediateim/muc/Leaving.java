package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import org.xmpp.packet.Presence;

/** We have said that we leave, and the room has not said that we are out (XEP-0045 §7.14). */
final class Leaving extends VisiblePhase {

    /** Tells what we are called. */
    private final VisiblePhase before;

    private final Instant until;

    private Leaving(VisiblePhase before, Instant until) {
        super(before.our);
        this.before = before;
        this.until = until;
    }

    static Leaving begin(VisiblePhase from, Instant now, List<Output> out) {
        from.our.presence().retract(from.nick(), out);
        return new Leaving(from, now.plus(from.our.times().leave()));
    }

    @Override
    String nick() {
        return before.nick();
    }

    @Override
    Privileges standing() {
        return before.standing();
    }

    @Override
    boolean isOurs(String nick) {
        return before.isOurs(nick);
    }

    @Override
    Instant wakeAt() {
        return until;
    }

    @Override
    Phase tick(Instant now, List<Output> out) {
        return now.isBefore(until) ? this : left(out);
    }

    @Override
    Phase leave(Instant now, List<Output> out) {
        return this;
    }

    /** We were not even in. */
    @Override
    Phase cameBack(Presence error, Instant now, List<Output> out) {
        return left(out);
    }

    @Override
    void shows(String nick, boolean available, MucUser user, List<Output> out) {}

    @Override
    Phase showsUs(String nick, MucUser user, Instant now, List<Output> out) {
        return this;
    }

    @Override
    Phase removes(MucUser user, Instant now, List<Output> out) {
        return user.isAboutOthersThan(our.request().self()) ? this : left(out);
    }

    private Phase left(List<Output> out) {
        return end(new Event.Left(), out);
    }
}
