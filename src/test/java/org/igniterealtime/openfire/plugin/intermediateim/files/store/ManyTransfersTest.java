package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.hash;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xmpp.packet.JID;

/** Many transfers at once, with threads as in the server. */
@Timeout(300)
class ManyTransfersTest {

    private static final int SENDERS = 8;
    private static final int FILES_OF_EACH = 10;
    private static final Limits LIMITS =
            new Limits(1 << 20, 1 << 30, 10_000, 1 << 30, 5, 1 << 30, 0, Duration.ofSeconds(30), Duration.ofDays(30));

    @TempDir
    private Path folder;

    private final ExecutorService disk = Executors.newFixedThreadPool(2);
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final MemoryCatalogue rows = new MemoryCatalogue();
    private final Quotas quotas = new Quotas(LIMITS, "capulet.lit", new FakeClock());

    @AfterEach
    void endThreads() {
        disk.shutdownNow();
        senders.shutdownNow();
    }

    /** Waits as a sender does whose bytes are not read. */
    private static final class Patience implements Reservation.Observer {

        private final Semaphore drained = new Semaphore(0);

        @Override
        public void drained() {
            drained.release();
        }

        @Override
        public void failed(RefusalReason reason) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void keepEachOtherOutOfTheirFiles() throws Exception {
        FileStore store = new FileStore(
                new Surroundings(
                        new LocalDirectory(folder.resolve("files"), "verona"),
                        rows,
                        disk,
                        quotas,
                        new MediaTypes(),
                        () -> TypePolicy.ALL,
                        size -> Admission.PASS,
                        new FakeClock(),
                        OtherNodes.NONE),
                new WriteQueue(
                        "files",
                        new WriteQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE),
                        Executors.newSingleThreadScheduledExecutor()));
        store.open();
        store.waitingFor(JULIET).toCompletableFuture().get(60, TimeUnit.SECONDS); // opened
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            work.add(() -> sendMany(sender, store));
        }
        long stored = 0;
        for (Future<Long> each : senders.invokeAll(work)) {
            stored += each.get();
        }
        store.close();
        assertEquals(0, store.incoming());
        assertEquals(stored, quotas.totalBytes());
        assertEquals(stored, quotas.usage(JULIET).bytes());
        assertEquals(stored, bytesInTheDirectory());
        for (StoredFile file : rows.waitingFor(JULIET)) {
            byte[] content =
                    Files.readAllBytes(folder.resolve("files").resolve(file.id().hex()));
            assertEquals(
                    hash("SHA-256", content),
                    file.content().map(FileContent::sha256).orElseThrow());
            assertEquals(hash("MD5", content), file.offer().md5().orElseThrow());
        }
        assertTrue(rows.entries().stream().noneMatch(entry -> entry.state() == FileState.RECEIVING));
    }

    /** @return bytes that stay in the store */
    private static long sendMany(int sender, FileStore store) throws Exception {
        Random random = new Random(sender);
        long stored = 0;
        for (int i = 0; i < FILES_OF_EACH; i++) {
            byte[] content = new byte[random.nextInt(900_000)];
            random.nextBytes(content);
            NewFile offer = offer(
                    new JID("sender" + sender + "@capulet.lit"), JULIET, "a", content.length, hash("MD5", content));
            Patience patience = new Patience();
            Reservation reservation = store.reserve(offer, patience);
            reservation.begin().toCompletableFuture().get();
            boolean aborted = i % 4 == 0;
            write(content, aborted ? content.length / 2 : content.length, reservation, patience);
            if (aborted) {
                reservation.abort(RefusalReason.CANCELLED);
                continue;
            }
            StoredFile file = reservation.complete().toCompletableFuture().get();
            if (i % 4 == 1) {
                store.delivered(file.id()).toCompletableFuture().get();
            } else {
                stored += content.length;
            }
        }
        return stored;
    }

    private static void write(byte[] content, int length, Reservation reservation, Patience patience)
            throws InterruptedException {
        for (int at = 0; at < length; at += 8192) {
            if (!reservation.write(ByteBuffer.wrap(content, at, Math.min(8192, length - at)))) {
                patience.drained.acquire();
            }
        }
    }

    private long bytesInTheDirectory() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.filter(file -> !file.endsWith(DirectoryName.FILE))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
