package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xmpp.packet.IQ;

/**
 * A room may remove who sends nothing for long: with the nick, the owner's clients would go too. So now and then it gets a sign of
 * life that nobody but the room sees. Guarded by its seat.
 */
final class KeepAlive {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private final Wanted wanted;
    private Instant due = Instant.MAX;

    KeepAlive(Wanted wanted) {
        this.wanted = wanted;
    }

    void joined(Instant now) {
        due = now.plus(LONGEST_SILENCE);
    }

    /** While we are in the room. */
    void tick(Instant now, List<Effect> effects) {
        if (!now.isBefore(due)) {
            due = now.plus(LONGEST_SILENCE);
            IQ sign = new IQ(IQ.Type.get);
            sign.setFrom(wanted.order().address());
            sign.setTo(wanted.order().room());
            sign.setChildElement("query", "jabber:iq:version");
            effects.add(new Effect.Send(sign));
        }
    }
}
