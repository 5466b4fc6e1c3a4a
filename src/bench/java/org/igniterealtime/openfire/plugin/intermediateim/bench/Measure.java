package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.List;

/**
 * One row of the table.
 *
 * @param fold how the rounds are made one figure
 */
record Measure(String name, String unit, int decimals, Fold fold) {

    enum Fold {
        MEDIAN,
        LARGEST,
        SUM;

        double of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int n = sorted.size();
            return switch (this) {
                case MEDIAN -> (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
                case LARGEST -> sorted.get(n - 1);
                case SUM -> sorted.stream().mapToDouble(Double::doubleValue).sum();
            };
        }
    }

    static Measure cpu(int streams) {
        return new Measure("CPU, " + streams(streams), "s/GiB", 3, Fold.MEDIAN);
    }

    static Measure rate(int streams) {
        return new Measure("throughput, " + streams(streams), "MB/s", 0, Fold.MEDIAN);
    }

    private static String streams(int streams) {
        return streams == 1 ? "1 stream" : streams + " streams";
    }

    static final Measure ROUND_TRIP = new Measure("64-byte ping-pong, p50", "µs", 1, Fold.MEDIAN);

    static Measure failures(int depth) {
        return new Measure("streams not set up, depth " + depth, "of all rounds", 0, Fold.SUM);
    }

    static Measure setUpRate(int depth) {
        return new Measure("set-up, depth " + depth, "streams/s", 0, Fold.MEDIAN);
    }

    static Measure setUpCpu(int depth) {
        return new Measure("CPU of a set-up, depth " + depth, "ms", 3, Fold.MEDIAN);
    }

    static Measure stanzaCpu(int depth) {
        return new Measure("CPU of an IQ ping, depth " + depth, "ms", 3, Fold.MEDIAN);
    }

    static Measure netSetUpCpu(int depth) {
        return new Measure("set-up without the ping, depth " + depth, "ms", 3, Fold.MEDIAN);
    }

    static final Measure IDLE_THREADS = new Measure("idle streams: threads added", "in all", 0, Fold.LARGEST);
    static final Measure IDLE_RESIDENT = new Measure("idle streams: resident memory", "KiB each", 1, Fold.LARGEST);
    static final Measure IDLE_CPU = new Measure("idle streams: CPU added", "% of a core", 2, Fold.MEDIAN);
    static final Measure IDLE_DESCRIPTORS =
            new Measure("descriptors left 2 s after closing", "in all", 0, Fold.LARGEST);
}
