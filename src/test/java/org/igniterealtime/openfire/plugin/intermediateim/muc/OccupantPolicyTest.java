package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy.Times;

class OccupantPolicyTest {

    @Property
    void waitsLongerWithEachFailure(@ForAll long seed, @ForAll @IntRange(max = 40) int attempt) {
        long doubled = Times.USUAL.firstRetry().toMillis() << Math.min(attempt, 30);
        Duration most =
                Duration.ofMillis(Math.min(doubled, Times.USUAL.longestRetry().toMillis()));
        Duration wait = new OccupantPolicy(new Random(seed)).backOff(attempt);
        assertTrue(wait.compareTo(most) <= 0, () -> wait + " > " + most);
        assertTrue(wait.compareTo(most.dividedBy(2)) >= 0, () -> wait + " is less than half of " + most);
    }
}
