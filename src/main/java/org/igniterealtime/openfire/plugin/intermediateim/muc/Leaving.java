package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;
import java.util.List;
import org.xmpp.packet.Presence;

/** We have sent unavailable presence, and the room has not confirmed it (XEP-0045 §7.14). */
final class Leaving extends VisiblePhase {

    /** Tells what we are called. */
    private final VisiblePhase before;

    private final Instant until;

    private Leaving(VisiblePhase before, Instant until) {
        super(before.context);
        this.before = before;
        this.until = until;
    }

    static Leaving begin(VisiblePhase from, Instant now, List<Output> out) {
        from.context.presence().retract(from.nick(), out);
        return new Leaving(from, now.plus(from.context.times().leave()));
    }

    @Override
    String nick() {
        return before.nick();
    }

    @Override
    Privileges privileges() {
        return before.privileges();
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
    Phase errorReceived(Presence error, Instant now, List<Output> out) {
        return left(out);
    }

    @Override
    void otherPresenceReceived(String nick, boolean available, MucUser user, List<Output> out) {}

    @Override
    Phase ownPresenceReceived(String nick, MucUser user, Instant now, List<Output> out) {
        return this;
    }

    @Override
    Phase ownRemovalReceived(MucUser user, Instant now, List<Output> out) {
        return user.isAboutOthersThan(context.request().self()) ? this : left(out);
    }

    private Phase left(List<Output> out) {
        return end(new Event.Left(), out);
    }
}
