package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What ours is to reach.
 *
 * @param against whose figure {@code limit} is a multiple of; null where it is the figure itself
 * @param atLeast whether more is better
 */
record Goal(Measure measure, String against, double limit, boolean atLeast) {

    static List<Goal> all(List<Integer> streams, List<Integer> depths) {
        List<Goal> goals = new ArrayList<>();
        for (int n : streams) {
            goals.add(atMost(Measure.cpu(n), CRelay.NAME, 1.25));
            goals.add(atMost(Measure.cpu(n), OpenfireProxy.BUILT_IN, 0.8));
            goals.add(atMost(Measure.cpu(n), DebianProxy.EJABBERD, 0.7));
            goals.add(atMost(Measure.cpu(n), DebianProxy.PROSODY, 0.1));
            goals.add(new Goal(Measure.rate(n), CRelay.NAME, 0.9, true));
        }
        goals.add(atMost(Measure.ROUND_TRIP, CRelay.NAME, 1.5));
        for (int depth : depths) {
            goals.add(atMost(Measure.failures(depth), null, 0));
            goals.add(atMost(Measure.netSetUpCpu(depth), null, 0.35));
        }
        goals.add(atMost(Measure.IDLE_THREADS, null, 0));
        goals.add(atMost(Measure.IDLE_RESIDENT, null, 16));
        goals.add(atMost(Measure.IDLE_CPU, null, 1));
        goals.add(atMost(Measure.IDLE_DESCRIPTORS, null, 0));
        return goals;
    }

    private static Goal atMost(Measure measure, String against, double limit) {
        return new Goal(measure, against, limit, false);
    }

    /** @return e.g. {@code ≤ 0.8 × ejabberd: yes}; with a question mark if a figure is lacking */
    String verdict(Results results) {
        OptionalDouble reached = against == null
                ? results.get(OpenfireProxy.OURS, measure)
                : results.ratio(OpenfireProxy.OURS, against, measure);
        String wanted = (atLeast ? "≥ " : "≤ ") + (against == null ? number(limit) : number(limit) + " × " + against);
        return wanted + ": " + (reached.isEmpty() ? "?" : isMet(reached.getAsDouble()) ? "yes" : "**no**");
    }

    private boolean isMet(double reached) {
        return atLeast ? reached >= limit : reached <= limit;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value);
    }
}
