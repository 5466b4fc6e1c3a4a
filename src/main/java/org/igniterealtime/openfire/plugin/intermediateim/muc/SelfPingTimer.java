package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;

/** When to ask whether we are still in the room, and what to make of the answer (XEP-0410 §3.2). */
final class SelfPingTimer {

    private final OccupantPolicy.Times times;
    private final SilenceLimit silence;
    /** When this was last thought about: a number, since it is noted at each stanza. */
    private long sinceMillis;
    /** For how long from then on nothing is to be done; null for as long as the room may be silent. */
    private Duration wait;
    /** The room did not know our nick when we asked. */
    private boolean doubted;

    SelfPingTimer(OccupantPolicy.Times times, SilenceLimit silence, Instant now) {
        this.times = times;
        this.silence = silence;
        heard(now);
    }

    Instant at() {
        return Instant.ofEpochMilli(sinceMillis).plus(wait == null ? silence.most() : wait);
    }

    /** The room has sent us something: for as long as we are not in, it does not. */
    void heard(Instant now) {
        pause(null, now);
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
                pause(times.answer(), now);
            }
            default -> undecided(now);
        }
        return false;
    }

    /** Nobody has answered, or this is no time to ask. */
    void undecided(Instant now) {
        pause(times.undecided(), now);
    }

    private void pause(Duration time, Instant now) {
        sinceMillis = now.toEpochMilli();
        wait = time;
    }
}
