package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What streams cost that are open and carry nothing, and whether nothing of them is left. */
final class Idle {

    private static final int DEPTH = 16;
    private static final int SETTLING_MILLIS = 1000;
    private static final long DESCRIPTORS_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Results results;

    Idle(Results results) {
        this.results = results;
    }

    void measure(Proxy proxy, int count, int seconds) throws IOException, InterruptedException {
        ServerProcess process = proxy.process().orElseThrow();
        double quiet = watchedCpu(proxy, process, seconds);
        int threads = process.threads();
        int resident = process.residentKib();
        int descriptors = process.descriptors();
        Queue<Bytestream> streams = new ConcurrentLinkedQueue<>();
        try {
            SetUp.each(count, DEPTH, SetUp.LIMIT_SECONDS, () -> {
                try {
                    streams.add(proxy.open());
                } catch (IOException e) {
                    // the fewer are noted below
                }
            });
            double cpu = watchedCpu(proxy, process, seconds);
            if (streams.size() < count) {
                results.trouble("%s: %d of %d idle streams could not be opened"
                        .formatted(proxy.name(), count - streams.size(), count));
            }
            results.add(proxy, Measure.IDLE_THREADS, process.threads() - threads);
            results.add(proxy, Measure.IDLE_RESIDENT, (process.residentKib() - resident) / (double) count);
            results.add(proxy, Measure.IDLE_CPU, cpu - quiet);
        } finally {
            for (Bytestream stream : streams) {
                stream.close();
            }
        }
        long closed = System.nanoTime();
        while (process.descriptors() > descriptors && System.nanoTime() - closed < DESCRIPTORS_LIMIT_NANOS) {
            Thread.sleep(50);
        }
        results.add(proxy, Measure.IDLE_DESCRIPTORS, Math.max(0, process.descriptors() - descriptors));
    }

    /** @return the percentage of a core that it needs when nothing is asked of it; garbage is collected before */
    private static double watchedCpu(Proxy proxy, ServerProcess process, int seconds)
            throws IOException, InterruptedException {
        proxy.collectGarbage();
        Thread.sleep(SETTLING_MILLIS);
        double before = process.cpuSeconds();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        return 100 * (process.cpuSeconds() - before) / ((System.nanoTime() - start) / 1e9);
    }
}
