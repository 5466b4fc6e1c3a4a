package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.xmpp.packet.IQ;

/**
 * A room may remove an occupant that sends nothing for long, and with the nick it would remove the owner's clients. So
 * it is sent a query regularly, which the other occupants do not see. Guarded by its seat.
 */
final class KeepAlive {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private final CurrentSeatConfig current;
    private Duration max = LONGEST_SILENCE;
    /** When the next query is due, in milliseconds of the epoch: an {@code Instant} per seat costs memory. */
    private long dueMillis = Long.MAX_VALUE;

    KeepAlive(CurrentSeatConfig current) {
        this.current = current;
    }

    /** Sets how long we may be silent before the service removes us. The room is sent a query earlier. */
    void setIdleLimit(Duration idle) {
        Duration half = idle.dividedBy(2);
        max = half.compareTo(LONGEST_SILENCE) < 0 ? half : LONGEST_SILENCE;
    }

    void joined(Instant now) {
        dueMillis = now.plus(max).toEpochMilli();
    }

    /** While we are in the room. */
    void tick(Instant now, List<SeatEffect> effects) {
        long next = now.plus(max).toEpochMilli();
        dueMillis = Math.min(dueMillis, next); // the silence that is allowed may have become shorter
        if (now.toEpochMilli() >= dueMillis) {
            dueMillis = next;
            IQ sign = new IQ(IQ.Type.get);
            sign.setFrom(current.config().address());
            sign.setTo(current.config().room());
            sign.setChildElement("query", "jabber:iq:version");
            effects.add(new SeatEffect.Send(sign));
        }
    }
}
