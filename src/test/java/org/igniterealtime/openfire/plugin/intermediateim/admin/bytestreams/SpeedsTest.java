package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.junit.jupiter.api.Test;

class SpeedsTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Speeds speeds = new Speeds();

    private static StreamView stream(String id, long toTarget, long toRequester, Instant activated) {
        return new StreamView(
                id,
                new DestinationAddress("0".repeat(40)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                toTarget,
                toRequester,
                activated == null ? StreamView.State.JOINED : StreamView.State.ACTIVE,
                START,
                Optional.ofNullable(activated),
                List.of());
    }

    private double speed(long bytes, int second) {
        return speeds.measure(List.of(stream("1", bytes, 0, START)), START.plusSeconds(second))
                .get("1");
    }

    @Test
    void countsFromTheActivationAtFirst() {
        assertEquals(100, speed(1000, 10));
    }

    @Test
    void countsFromTheLastLookThen() {
        speed(1000, 10);
        assertEquals(500, speed(2000, 12));
        assertEquals(0, speed(2000, 14));
    }

    @Test
    void keepsWhatItSaidWhenItIsAskedAgainAtOnce() {
        assertEquals(100, speed(1000, 10));
        assertEquals(100, speed(999_999, 10));
    }

    @Test
    void addsBothDirections() {
        assertEquals(Map.of("1", 30.0), speeds.measure(List.of(stream("1", 10, 20, START)), START.plusSeconds(1)));
    }

    @Test
    void isZeroBeforeTheActivation() {
        assertEquals(Map.of("1", 0.0), speeds.measure(List.of(stream("1", 0, 0, null)), START.plusSeconds(1)));
    }

    @Test
    void forgetsWhoIsGone() {
        speed(1000, 10);
        speeds.measure(List.of(), START.plusSeconds(11));

        assertEquals(100, speed(2000, 20), "from the activation again");
    }
}
