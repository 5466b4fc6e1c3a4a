package org.igniterealtime.openfire.plugin.intermediateim.seats.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Releases waiting items in order and at a bounded rate, so that a restart causes no burst of joins. Guarded by this.
 *
 * @param <T> what waits, each once
 */
final class JoinPacer<T> {

    /** Unused turns are saved for at most this long. */
    private static final Duration MAX_SAVED = Duration.ofMillis(200);

    private final Set<T> waiting = new LinkedHashSet<>();
    private double turns;
    private Instant last;

    JoinPacer(Instant now) {
        last = now;
    }

    synchronized void add(T one) {
        waiting.add(one);
    }

    synchronized void remove(T one) {
        waiting.remove(one);
    }

    synchronized int size() {
        return waiting.size();
    }

    /**
     * @param perSecond how many may go
     * @param mayGo     whether one may go now; who may not keeps its place
     * @return who goes, each of them waiting no more
     */
    synchronized List<T> next(Instant now, long perSecond, Predicate<T> mayGo) {
        turns = Math.min(
                turns + Duration.between(last, now).toNanos() * 1e-9 * perSecond,
                Math.max(1, MAX_SAVED.toMillis() * perSecond / 1000.0));
        last = now;
        List<T> going = new ArrayList<>();
        for (var each = waiting.iterator(); each.hasNext() && turns >= 1; ) {
            T one = each.next();
            if (mayGo.test(one)) {
                each.remove();
                going.add(one);
                turns--;
            }
        }
        return going;
    }
}
