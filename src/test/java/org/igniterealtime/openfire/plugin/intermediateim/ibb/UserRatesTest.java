package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates.StreamRate;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTimer;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class UserRatesTest {

    private static final JID ROMEO = new JID("romeo@montague.net/orchard");
    private static final JID ROMEO_TOO = new JID("romeo@montague.net/garden");
    private static final JID JULIET = new JID("juliet@capulet.com/balcony");
    private static final int PER_SECOND = 10_000;

    private final ManualTimer timer = new ManualTimer();
    private final UserRates rates = new UserRates(timer::nanos, timer::after);
    private final List<String> goneOn = new ArrayList<>();

    UserRatesTest() {
        rates.limit(PER_SECOND);
    }

    private StreamRate stream(JID user, String name) {
        return rates.stream(user, () -> goneOn.add(name));
    }

    private void passes(int millis) {
        timer.pass(Duration.ofMillis(millis));
    }

    @Test
    void letsABurstPass() {
        StreamRate stream = stream(ROMEO, "a");

        stream.take(2_500);

        assertFalse(stream.isWaiting());
        assertEquals(0, timer.waiting());
    }

    @Test
    void hasWhatIsMoreWait() {
        StreamRate stream = stream(ROMEO, "a");
        stream.take(12_500);
        assertTrue(stream.isWaiting());

        passes(999);
        assertTrue(stream.isWaiting());
        assertEquals(List.of(), goneOn);

        passes(1);
        assertFalse(stream.isWaiting());
        assertEquals(List.of("a"), goneOn);
    }

    @Test
    void savesNoMoreThanABurst() {
        StreamRate stream = stream(ROMEO, "a");
        stream.take(1);
        passes(60_000);

        stream.take(12_500);

        passes(999);
        assertTrue(stream.isWaiting());
    }

    @Test
    void countsAllStreamsOfAUserTogether() {
        StreamRate one = stream(ROMEO, "a");
        StreamRate other = stream(ROMEO_TOO, "b");
        one.take(12_500);
        other.take(10_000);

        passes(1_000);
        assertEquals(List.of("a"), goneOn);
        assertTrue(other.isWaiting());
        passes(1_000);
        assertEquals(List.of("a", "b"), goneOn);
    }

    @Test
    void countsEachUserAlone() {
        stream(ROMEO, "a").take(12_500);

        StreamRate juliet = stream(JULIET, "b");
        juliet.take(2_500);

        assertFalse(juliet.isWaiting());
    }

    @Test
    void waitsForWhatComesWhileItWaits() {
        StreamRate stream = stream(ROMEO, "a");
        stream.take(12_500);
        stream.take(10_000);
        assertEquals(1, timer.waiting(), "however much comes");

        passes(1_999);
        assertEquals(List.of(), goneOn);
        passes(1);
        assertEquals(List.of("a"), goneOn);
    }

    @Test
    void hasNobodyWaitSoLongThatClientsGiveUp() {
        StreamRate stream = stream(ROMEO, "a");
        stream.take(1_000_000);

        passes(4_000);

        assertEquals(List.of("a"), goneOn);
        stream.take(2_500);
        passes(250);
        assertFalse(stream.isWaiting(), "the rest is forgiven");
    }

    @Test
    void hasNobodyWaitWithoutALimit() {
        rates.limit(0);
        StreamRate stream = stream(ROMEO, "a");

        stream.take(1_000_000);

        assertFalse(stream.isWaiting());
        assertEquals(0, rates.size());
    }

    @Test
    void goesByANewLimitAtOnce() {
        StreamRate stream = stream(ROMEO, "a");
        stream.take(12_500);
        rates.limit(100_000);

        stream(ROMEO, "b").take(125_000);
        passes(1_000);
        assertEquals(List.of("a", "b"), goneOn);

        rates.limit(0);
        stream.take(1_000_000);
        assertFalse(stream.isWaiting());
    }

    @Test
    void remembersNobodyWhoOwesNothing() {
        passes(9_900); // before the clock wraps around
        stream(ROMEO, "a").take(5_000);
        stream(JULIET, "b").take(1);
        passes(1);
        rates.tick();
        assertEquals(1, rates.size());

        passes(500);
        rates.tick();

        assertEquals(0, rates.size());
    }

    /** A stream with a window of one, as its blocks are acknowledged. */
    @Property(tries = 100)
    void neverLetsMorePassThanItShould(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 20_000) Integer> blocks) {
        ManualTimer clock = new ManualTimer();
        UserRates each = new UserRates(clock::nanos, clock::after);
        each.limit(PER_SECOND);
        StreamRate stream = each.stream(ROMEO, () -> {});
        long start = clock.nanos();
        long bytes = 0;
        for (int block : blocks) {
            stream.take(block);
            bytes += block;
            while (stream.isWaiting()) {
                clock.pass(Duration.ofMillis(1));
            }
            long allowed = 2_500 + (clock.nanos() - start) * PER_SECOND / 1_000_000_000;
            assertTrue(bytes <= allowed + 1, bytes + " of " + allowed);
        }
    }
}
