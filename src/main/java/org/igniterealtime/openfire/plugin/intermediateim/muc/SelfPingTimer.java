package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Instant;

/** When to ask whether we are still in the room, and what to make of the answer (XEP-0410 §3.2). */
final class SelfPingTimer {

    private final Conduct.Times times;
    private Instant at;
    /** The room did not know our nick when we asked. */
    private boolean doubted;

    SelfPingTimer(Conduct.Times times, Instant now) {
        this.times = times;
        heard(now);
    }

    Instant at() {
        return at;
    }

    /** The room has sent us something: for as long as we are not in, it does not. */
    void heard(Instant now) {
        at = now.plus(times.silence());
        doubted = false;
    }

    /** @return whether we are out */
    boolean answered(SelfPing answer, Instant now) {
        if (answer == SelfPing.OUT || answer == SelfPing.NICK_UNKNOWN && doubted) {
            return true;
        }
        switch (answer) {
            case IN -> heard(now);
            case NICK_UNKNOWN -> {
                doubted = true; // a change of nick may be on its way to us: it is asked once more
                at = now.plus(times.answer());
            }
            default -> undecided(now);
        }
        return false;
    }

    /** Nobody has answered, or this is no time to ask. */
    void undecided(Instant now) {
        at = now.plus(times.undecided());
    }
}
