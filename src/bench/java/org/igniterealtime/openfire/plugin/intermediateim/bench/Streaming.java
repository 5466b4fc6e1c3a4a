package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What streams that carry data cost, and how long they take. */
final class Streaming {

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double BYTES_PER_GIBIBYTE = 1L << 30;
    private static final int SMALL = 64;
    private static final int SETTLING_MILLIS = 200;

    private final Results results;

    Streaming(Results results) {
        this.results = results;
    }

    /** Sends {@code mebibytes} (less where the proxy is slow) through {@code count} streams together. */
    void measure(Proxy proxy, int count, int mebibytes) throws IOException, InterruptedException {
        long each = ((long) mebibytes << 20) / proxy.divisor() / count;
        List<Bytestream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                streams.add(proxy.open());
            }
            Thread.sleep(SETTLING_MILLIS);
            double cpuBefore = cpu(proxy);
            double seconds = new Transfer().run(streams, each);
            double cpu = cpu(proxy) - cpuBefore;
            results.add(proxy, Measure.rate(count), each * count / BYTES_PER_MEGABYTE / seconds);
            if (proxy.process().isPresent()) {
                results.add(proxy, Measure.cpu(count), cpu / (each * count / BYTES_PER_GIBIBYTE));
            }
        } finally {
            for (Bytestream stream : streams) {
                stream.close();
            }
        }
    }

    private static double cpu(Proxy proxy) throws IOException {
        return proxy.process().isPresent() ? proxy.process().get().cpuSeconds() : 0;
    }

    /** Sends 64 bytes to and fro, {@code count} times. */
    void measureRoundTrip(Proxy proxy, int count) throws IOException {
        long[] nanos = new long[count];
        ByteBuffer bytes = ByteBuffer.allocateDirect(SMALL);
        try (Bytestream stream = proxy.open();
                Watchdog dog = new Watchdog(stream)) {
            for (int i = -count / 10; i < count; i++) { // the first tenth is for warming up
                long start = System.nanoTime();
                bytes.clear().putLong(0, i);
                stream.requester().write(bytes);
                readAll(stream.target(), bytes);
                stream.target().write(bytes.flip());
                readAll(stream.requester(), bytes);
                if (bytes.getLong(0) != i) {
                    throw new IOException("another answer in round trip " + i);
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
        }
        Arrays.sort(nanos);
        results.add(proxy, Measure.ROUND_TRIP, nanos[count / 2] / 1000.0);
    }

    private static void readAll(java.nio.channels.SocketChannel channel, ByteBuffer bytes) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("ended");
            }
        }
    }
}
