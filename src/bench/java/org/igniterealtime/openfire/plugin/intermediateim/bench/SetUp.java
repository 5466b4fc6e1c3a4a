package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What it costs to set streams up, and whether all are. */
final class SetUp {

    /** Longest that anything here may take. */
    static final int LIMIT_SECONDS = 240;

    private static final int SETTLING_MILLIS = 300;
    private static final byte[] PROBE =
            "Art thou not Romeo, and a Montague?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Results results;

    SetUp(Results results) {
        this.results = results;
    }

    /**
     * Opens {@code count} streams, {@code depth} at a time; each carries a few bytes and is closed.
     *
     * @param seconds after which no more are opened
     */
    void measure(Proxy proxy, int count, int depth, int seconds) throws IOException, InterruptedException {
        Outcome outcome = cpuOf(proxy, count, depth, seconds, () -> {
            try (Bytestream stream = proxy.open()) {
                probe(stream);
            }
        });
        results.add(proxy, Measure.failures(depth), outcome.failures());
        results.add(proxy, Measure.setUpRate(depth), outcome.perSecond());
        results.add(proxy, Measure.setUpCpu(depth), outcome.cpuMillis());
        double ping = proxy.ping().isEmpty()
                ? 0
                : cpuOf(proxy, count, depth, seconds, proxy.ping().get()::ask).cpuMillis();
        results.add(proxy, Measure.stanzaCpu(depth), ping);
        results.add(proxy, Measure.netSetUpCpu(depth), outcome.cpuMillis() - ping);
        if (outcome.failures() > 0) {
            results.trouble("%s, set-up at depth %d: %d of %d failed; the last: %s"
                    .formatted(proxy.name(), depth, outcome.failures(), outcome.done(), outcome.lastFailure()));
        }
        if (outcome.done() < count && seconds == LIMIT_SECONDS) {
            results.trouble("%s, set-up at depth %d: only %d streams in %d s"
                    .formatted(proxy.name(), depth, outcome.done(), seconds));
        }
    }

    private static void probe(Bytestream stream) throws IOException {
        stream.requester().socket().getOutputStream().write(PROBE);
        byte[] received = stream.target().socket().getInputStream().readNBytes(PROBE.length);
        if (!java.util.Arrays.equals(received, PROBE)) {
            throw new IOException("other bytes arrived than were sent");
        }
    }

    /** @param cpuMillis of the server, for each */
    private record Outcome(int done, double cpuMillis, double perSecond, int failures, String lastFailure) {}

    private interface Work {
        void run() throws IOException;
    }

    private static Outcome cpuOf(Proxy proxy, int count, int depth, int limit, Work work)
            throws IOException, InterruptedException {
        ServerProcess process = proxy.process().orElseThrow();
        AtomicInteger failures = new AtomicInteger();
        AtomicReference<String> lastFailure = new AtomicReference<>();
        Thread.sleep(SETTLING_MILLIS);
        double cpu = process.cpuSeconds();
        long start = System.nanoTime();
        int done = each(count, depth, limit, () -> {
            try {
                work.run();
            } catch (IOException e) {
                failures.incrementAndGet();
                lastFailure.set(e.toString());
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        Thread.sleep(SETTLING_MILLIS); // the server still closes
        return new Outcome(
                done, (process.cpuSeconds() - cpu) * 1000 / done, done / seconds, failures.get(), lastFailure.get());
    }

    /**
     * Does something {@code count} times on {@code depth} threads.
     *
     * @param seconds after which it is not begun again
     * @return how often it was done
     */
    static int each(int count, int depth, int seconds, Runnable work) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(depth);
        AtomicInteger left = new AtomicInteger(count);
        AtomicInteger done = new AtomicInteger();
        try {
            for (int i = 0; i < depth; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end && left.getAndDecrement() > 0) {
                        work.run();
                        done.incrementAndGet();
                    }
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(2 * LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("hangs");
            }
            return done.get();
        } finally {
            threads.shutdownNow();
        }
    }
}
