package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;

/**
 * How fast streams are: since the last look at least a second ago; on the first look, since they were activated.
 * Remembers only streams that live.
 */
final class Speeds {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private record Sample(Instant at, long bytes, double speed) {}

    private Map<String, Sample> last = Map.of();

    /** @return stream's id to bytes per second, both directions together */
    synchronized Map<String, Double> measure(List<StreamView> streams, Instant now) {
        Map<String, Sample> next = new HashMap<>();
        Map<String, Double> speeds = new HashMap<>();
        for (StreamView stream : streams) {
            Sample sample = sample(stream, now);
            next.put(stream.id(), sample);
            speeds.put(stream.id(), sample.speed());
        }
        last = next;
        return speeds;
    }

    private Sample sample(StreamView stream, Instant now) {
        long bytes = stream.bytesToTarget() + stream.bytesToRequester();
        Sample before = last.get(stream.id());
        if (before == null) {
            return new Sample(
                    now,
                    bytes,
                    perSecond(bytes, Duration.between(stream.activated().orElse(now), now)));
        }
        Duration time = Duration.between(before.at(), now);
        return time.compareTo(SHORTEST) < 0 ? before : new Sample(now, bytes, perSecond(bytes - before.bytes(), time));
    }

    private static double perSecond(long bytes, Duration time) {
        return time.isZero() || time.isNegative() ? 0 : bytes * 1e9 / time.toNanos();
    }
}
