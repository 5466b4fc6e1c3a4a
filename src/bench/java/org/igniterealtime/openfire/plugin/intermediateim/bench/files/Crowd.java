package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Server;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;

/** Many who send files at once, each to somebody else's drop box, by turns by SOCKS5 bytestream and in-band. */
final class Crowd implements AutoCloseable {

    private static final int LIMIT_MINUTES = 5;
    private static final int CHUNK_BYTES = 49_152;
    /** Each file begins elsewhere in the pattern, so that no two are the same. */
    private static final int DISTANCE = 101;

    private static final String WAITING = "SELECT sha256 FROM ofIntermediateImFile WHERE state = 'WAITING'";

    private final EmbeddedOpenfire openfire;
    private final Server server;
    private final Pattern pattern = new Pattern();
    private final List<RawClient> clients = new ArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private int runs;

    Crowd(EmbeddedOpenfire openfire, int size) throws IOException {
        this.openfire = openfire;
        this.server = new Server(openfire);
        for (int i = 0; i < size; i++) {
            openfire.control().createUser(receiver(i), EmbeddedOpenfire.PASSWORD);
            openfire.control().createUser("crowd" + i, EmbeddedOpenfire.PASSWORD);
            clients.add(RawClient.login(openfire.clientPort(), "crowd" + i, EmbeddedOpenfire.PASSWORD, "bench"));
        }
    }

    private static String receiver(int number) {
        return "receiver" + number;
    }

    /**
     * What was seen while all transfers were under way.
     *
     * @param threads of the server more than before
     * @param ownThreads of them the plugin's
     * @param heapMib  in use more than before, at each look
     * @param intact   files that have arrived as they were sent
     * @param seconds  for all of them
     */
    record Outcome(int threads, int ownThreads, Spread heapMib, int intact, double seconds) {}

    /**
     * @param bytes       of each file by SOCKS5 bytestream
     * @param inBandBytes of each file in-band
     */
    Outcome send(long bytes, long inBandBytes) throws Exception {
        runs++;
        long heapBefore = server.liveHeapNow();
        List<String> threadsBefore = server.threads();
        CountDownLatch open = new CountDownLatch(clients.size());
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        List<Future<String>> hashes = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            int number = i;
            long size = i % 2 == 0 ? bytes : inBandBytes;
            hashes.add(senders.submit(() -> send(number, size, open, go, sent)));
        }
        if (!open.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            throw new IOException(open.getCount() + " streams were not opened");
        }
        long start = System.nanoTime();
        go.countDown();
        List<Double> heap = new ArrayList<>();
        List<String> threads = server.threads();
        for (long look = server.liveHeapNow(); sent.get() == 0; look = server.liveHeapNow()) {
            heap.add((double) (look - heapBefore) / Size.MIB);
            threads = server.threads();
        }
        int intact = 0;
        List<String> expected = new ArrayList<>();
        for (Future<String> hash : hashes) {
            expected.add(hash.get(LIMIT_MINUTES, TimeUnit.MINUTES));
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        List<String> arrived = new ArrayList<>(openfire.control().query(WAITING));
        for (String hash : expected) {
            intact += arrived.remove(hash) ? 1 : 0;
        }
        return new Outcome(
                threads.size() - threadsBefore.size(),
                own(threads) - own(threadsBefore),
                Spread.of(heap),
                intact,
                seconds);
    }

    private static int own(List<String> threads) {
        return (int) threads.stream()
                .filter(name -> name.startsWith(EmbeddedOpenfire.PLUGIN))
                .count();
    }

    private String send(int number, long size, CountDownLatch open, CountDownLatch go, AtomicInteger sent)
            throws Exception {
        RawClient client = clients.get(number);
        RawFiles files = new RawFiles(client, openfire.proxyPort());
        String dropBox = receiver(number) + "@files." + EmbeddedOpenfire.DOMAIN + "/inbox";
        String sid = "crowd-" + runs + "-" + number;
        String method = number % 2 == 0 ? RawFiles.S5B : RawFiles.IBB;
        files.offered(dropBox, sid, "bench", size, method);
        if (method.equals(RawFiles.S5B)) {
            try (Socks5Client socket = files.openThroughProxy(dropBox, sid)) {
                await(open, go);
                each(number, size, (block, at) -> socket.write(block));
                sent.incrementAndGet();
                socket.endOutput();
                socket.readToEnd(); // ends when the file is safe
            }
        } else {
            files.openInBand(dropBox, sid);
            await(open, go);
            each(
                    number,
                    size,
                    (block, at) -> client.ask(RawFiles.block(dropBox, sid, (int) (at / CHUNK_BYTES), block)));
            sent.incrementAndGet();
            client.ask("<iq type='set' id='%s' to='" + dropBox + "'><close xmlns='" + RawFiles.IBB + "' sid='" + sid
                    + "'/></iq>");
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        each(number, size, (block, at) -> digest.update(block));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void await(CountDownLatch open, CountDownLatch go) throws InterruptedException {
        open.countDown();
        go.await();
    }

    private interface Step {
        void take(byte[] block, long at) throws IOException;
    }

    /** Goes through the content of a file. */
    private void each(int number, long size, Step step) throws IOException {
        for (long at = 0; at < size; at += CHUNK_BYTES) {
            byte[] block = new byte[(int) Math.min(CHUNK_BYTES, size - at)];
            pattern.from((long) number * DISTANCE + at, block.length).get(block);
            step.take(block, at);
        }
    }

    @Override
    public void close() throws IOException {
        senders.shutdownNow();
        for (RawClient client : clients) {
            client.close();
        }
    }
}
