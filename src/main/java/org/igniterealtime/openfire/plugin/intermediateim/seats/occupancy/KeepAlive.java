package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.xmpp.packet.IQ;

/**
 * A room may remove who sends nothing for long: with the nick, the owner's clients would go too. So now and then it
 * gets a sign of life that nobody but the room sees. Guarded by its seat.
 */
final class KeepAlive {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private final CurrentSeatConfig current;
    private Duration max = LONGEST_SILENCE;
    private Instant due = Instant.MAX;

    KeepAlive(CurrentSeatConfig current) {
        this.current = current;
    }

    /** Tells after which time without a word from us the service may remove us: the room gets one earlier. */
    void setIdleLimit(Duration idle) {
        Duration half = idle.dividedBy(2);
        max = half.compareTo(LONGEST_SILENCE) < 0 ? half : LONGEST_SILENCE;
    }

    void joined(Instant now) {
        due = now.plus(max);
    }

    /** While we are in the room. */
    void tick(Instant now, List<SeatEffect> effects) {
        Instant earlier = now.plus(max);
        if (due.isAfter(earlier)) { // it has become shorter
            due = earlier;
        }
        if (!now.isBefore(due)) {
            due = earlier;
            IQ sign = new IQ(IQ.Type.get);
            sign.setFrom(current.config().address());
            sign.setTo(current.config().room());
            sign.setChildElement("query", "jabber:iq:version");
            effects.add(new SeatEffect.Send(sign));
        }
    }
}
