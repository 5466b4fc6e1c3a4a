package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanningTest {

    private static final long MOST = 1000;
    private static final String FOUND = "stream: Eicar-Test-Signature FOUND\0";

    @TempDir
    private Path directory;

    private FakeClamd clamd;
    private StoreFixture fixture;
    private ScanPolicy policy;
    private final ManualTasks timer = new ManualTasks();
    private final Pool pool = new Pool();
    private final List<String> told = new ArrayList<>();
    private CompletableFuture<Void> telling = CompletableFuture.completedFuture(null);
    private Scanning scanning;
    private StoredFile file;

    /** Does things at once, but for those that it puts off or rejects when a test wants that. */
    private static final class Pool extends AbstractExecutorService {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private boolean busy;
        private int room = Integer.MAX_VALUE;

        @Override
        public void execute(Runnable task) {
            if (!busy) {
                task.run();
            } else if (waiting.size() < room) {
                waiting.add(task);
            } else {
                throw new RejectedExecutionException();
            }
        }

        private void work() {
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        }

        @Override
        public void shutdown() {
            // nothing to do
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @BeforeEach
    void start() throws IOException, RefusedException {
        clamd = FakeClamd.onTcp();
        fixture = new StoreFixture(directory).open();
        policy = new ScanPolicy(Optional.of(clamd.address()), MOST, WhenDown.HOLD, Admission.HOLD);
        fixture.admission = size -> policy.of(size);
        scanning = scanning(pool);
        scanning.open();
        file = fixture.sent("letter.txt", bytes(10));
    }

    private Scanning scanning(ExecutorService threads) {
        return new Scanning(
                new Scanning.Surroundings(fixture.store, () -> policy, timer, threads, fixture.clock),
                new Scanning.Listener() {
                    @Override
                    public void passed(StoredFile file) {
                        told.add("passed " + file.offer().name() + " " + file.state());
                    }

                    @Override
                    public CompletionStage<Void> infected(StoredFile file) {
                        told.add("infected " + file.offer().name() + " "
                                + file.content().orElseThrow().finding().orElseThrow());
                        return telling;
                    }
                });
    }

    @AfterEach
    void end() throws IOException {
        clamd.close();
    }

    private FileState state() {
        return fixture.rows.find(file.id()).orElseThrow().state();
    }

    private void withScanner(Optional<ScannerAddress> scanner, WhenDown whenDown, Admission larger) {
        policy = new ScanPolicy(scanner, MOST, whenDown, larger);
        scanning.settingsChanged();
    }

    private void minutePasses() {
        fixture.clock.pass(Scanning.INTERVAL);
        timer.repeat();
    }

    @Nested
    class WhenTheScannerAnswers {

        @Test
        void aCleanFileWaits() {
            scanning.held(file.id());

            assertArrayEquals(bytes(10), clamd.scanned.get(0));
            assertEquals(FileState.WAITING, state());
            assertEquals(List.of("passed letter.txt WAITING"), told);
        }

        @Test
        void aFileIsGivenToItAsItIs() throws RefusedException {
            policy = new ScanPolicy(Optional.of(clamd.address()), 1 << 20, WhenDown.HOLD, Admission.HOLD);
            file = fixture.sent("large.txt", bytes(300_000));
            scanning.held(file.id());

            assertArrayEquals(bytes(300_000), clamd.scanned.get(0));
        }

        @Test
        void anInfectedFileIsKeptBack() {
            clamd.answer(FOUND);
            scanning.held(file.id());
            minutePasses();

            assertEquals(FileState.INFECTED, state());
            assertEquals(List.of("infected letter.txt Eicar-Test-Signature"), told);
            assertEquals(1, clamd.scanned.size(), "it is not scanned again");
        }

        @Test
        void whatWasFoundIsToldAgainIfThatWasNotDone() {
            clamd.answer(FOUND);
            telling = new CompletableFuture<>();
            scanning.held(file.id());
            minutePasses();
            assertEquals(FileState.DETECTED, state());
            assertEquals(1, told.size(), "it is being told");

            telling.completeExceptionally(new IllegalStateException());
            telling = CompletableFuture.completedFuture(null);
            minutePasses();
            minutePasses();
            assertEquals(FileState.INFECTED, state());
            assertEquals(Collections.nCopies(2, "infected letter.txt Eicar-Test-Signature"), told);
        }

        @Test
        void whatWasFoundBeforeACrashIsToldThoughTheScannerIsGone() {
            withScanner(Optional.empty(), WhenDown.HOLD, Admission.HOLD);
            fixture.store.infected(file.id(), "Eicar");
            timer.repeat();

            assertEquals(FileState.INFECTED, state());
            assertEquals(List.of("infected letter.txt Eicar"), told);
        }

        @Test
        void whatIsNotHeldIsLeftAlone() {
            fixture.store.delete(file.id());
            scanning.held(file.id());

            assertEquals(List.of(), clamd.scanned);
            assertEquals(List.of(), told);
        }

        @Test
        void whatIsHeldAtTheStartIsScanned() {
            timer.repeat();

            assertEquals(FileState.WAITING, state());
        }

        @Test
        void itIsNotLookedForAllTheTime() throws RefusedException {
            timer.repeat();
            file = fixture.sent("next.txt", bytes(20));
            timer.repeat();
            assertEquals(FileState.HELD, state());

            minutePasses();
            assertEquals(FileState.WAITING, state());
        }

        @Test
        void nothingIsLookedForBeforeTheStoreIsOpen() {
            fixture.store.close();
            timer.repeat();

            assertEquals(List.of(), clamd.scanned);
        }

        @Test
        void aFileThatWaitsForAThreadIsNotQueuedTwice() {
            pool.busy = true;
            scanning.held(file.id());
            minutePasses();
            assertEquals(1, pool.waiting.size());

            pool.work();
            assertEquals(1, clamd.scanned.size());
        }

        @Test
        void whatFindsNoRoomIsFoundAgainAsSoonAsThereIsSome() throws RefusedException {
            pool.busy = true;
            pool.room = 1;
            timer.repeat();
            file = fixture.sent("next.txt", bytes(20));
            scanning.held(file.id());
            pool.work();
            assertEquals(FileState.HELD, state());

            timer.repeat();
            pool.work();
            assertEquals(FileState.WAITING, state());
        }
    }

    @Nested
    class WhenTheScannerIsDown {

        @BeforeEach
        void down() throws IOException {
            clamd.close();
        }

        @Test
        void filesWaitForIt() {
            scanning.held(file.id());

            assertEquals(FileState.HELD, state());
            assertTrue(scanning.isDown());
        }

        @Test
        void filesAreScannedWhenItIsBack() throws IOException {
            scanning.held(file.id());
            clamd = FakeClamd.onTcp();
            policy = new ScanPolicy(Optional.of(clamd.address()), MOST, WhenDown.HOLD, Admission.HOLD);
            timer.repeat();

            assertEquals(FileState.WAITING, state());
            assertEquals(1, clamd.scanned.size());
            assertFalse(scanning.isDown());
        }

        @Test
        void itIsAskedAgainAfterSeconds() throws IOException {
            timer.repeat();
            clamd = FakeClamd.onTcp();
            policy = new ScanPolicy(Optional.of(clamd.address()), MOST, WhenDown.HOLD, Admission.HOLD);
            timer.repeat();
            assertEquals(FileState.HELD, state());

            fixture.clock.pass(Scanning.INTERVAL_WHILE_DOWN);
            timer.repeat();
            assertEquals(FileState.WAITING, state());
        }

        @Test
        void itIsAskedAgainAfterSecondsAlsoIfAScanHasFoundItDown() throws Exception {
            clamd = FakeClamd.onTcp();
            policy = new ScanPolicy(Optional.of(clamd.address()), MOST, WhenDown.HOLD, Admission.HOLD);
            timer.repeat(); // it answers, so the next look is in a minute
            clamd.close();
            file = fixture.sent("next.txt", bytes(20));
            scanning.held(file.id());
            assertTrue(scanning.isDown());
            clamd = FakeClamd.onTcp();
            policy = new ScanPolicy(Optional.of(clamd.address()), MOST, WhenDown.HOLD, Admission.HOLD);

            fixture.clock.pass(Scanning.INTERVAL_WHILE_DOWN);
            timer.repeat();
            assertEquals(FileState.WAITING, state());
        }

        @Test
        void filesPassIfThatIsSet() {
            withScanner(policy.scanner(), WhenDown.PASS, Admission.HOLD);
            scanning.held(file.id());

            assertEquals(FileState.WAITING, state());
            assertEquals(List.of("passed letter.txt WAITING"), told);
        }

        @Test
        void filesThatWereHeldPassWhenThatIsSet() {
            timer.repeat();
            withScanner(policy.scanner(), WhenDown.PASS, Admission.HOLD);
            timer.repeat();

            assertEquals(FileState.WAITING, state());
        }

        @Test
        void filesPassWhenScanningIsSwitchedOff() {
            timer.repeat();
            withScanner(Optional.empty(), WhenDown.HOLD, Admission.HOLD);
            assertFalse(scanning.isDown());
            timer.repeat();

            assertEquals(FileState.WAITING, state());
        }

        @Test
        void theTestSaysWhatIsWrong() {
            assertFalse(scanning.test().orElseThrow().good());
            assertTrue(scanning.test().orElseThrow().detail().contains("ConnectException"));
        }
    }

    @Nested
    class WhenTheScannerFails {

        @Test
        void theFileIsTriedAgain() {
            clamd.answer("stream: Can't allocate memory ERROR\0");
            scanning.held(file.id());
            assertEquals(FileState.HELD, state());
            assertFalse(scanning.isDown(), "it answers");

            minutePasses();
            assertEquals(FileState.WAITING, state());
        }

        @Test
        void theFilePassesIfThatIsSet() {
            withScanner(policy.scanner(), WhenDown.PASS, Admission.HOLD);
            clamd.answer("stream: Can't allocate memory ERROR\0");
            scanning.held(file.id());

            assertEquals(FileState.WAITING, state());
        }

        @Test
        void aFileThatCannotBeReadIsNotItsFault() throws IOException {
            withScanner(policy.scanner(), WhenDown.PASS, Admission.PASS);
            Files.delete(directory.resolve(file.id().hex()));
            scanning.held(file.id());

            assertEquals(FileState.LOST, state());
            assertEquals(List.of(), told);
            assertFalse(scanning.isDown());
        }
    }

    @Nested
    class WhenAFileIsTooLarge {

        @BeforeEach
        void large() throws RefusedException {
            file = fixture.sent("large.txt", bytes(1001));
        }

        @Test
        void theScannerIsNotAsked() {
            scanning.held(file.id());
            minutePasses();

            assertEquals(FileState.HELD, state());
            assertEquals(1, clamd.scanned.size(), "the other file");
        }

        @Test
        void itIsScannedWhenMoreIsToBeScanned() {
            scanning.held(file.id());
            policy = new ScanPolicy(policy.scanner(), 2 * MOST, WhenDown.HOLD, Admission.HOLD);
            scanning.settingsChanged();
            timer.repeat();

            assertEquals(FileState.WAITING, state());
            assertArrayEquals(bytes(1001), clamd.scanned.get(1));
        }

        @Test
        void itPassesWhenThatIsSet() {
            scanning.held(file.id());
            withScanner(policy.scanner(), WhenDown.HOLD, Admission.PASS);
            timer.repeat();

            assertEquals(FileState.WAITING, state());
        }

        @Test
        void itPassesWhenScanningIsSwitchedOff() {
            scanning.held(file.id());
            withScanner(Optional.empty(), WhenDown.HOLD, Admission.REFUSE);
            timer.repeat();

            assertEquals(FileState.WAITING, state());
        }

        @ParameterizedTest
        @EnumSource(Admission.class)
        void theScannerMayBeOfAnotherOpinionThanTheSettings(Admission larger) {
            policy = new ScanPolicy(policy.scanner(), 2 * MOST, WhenDown.HOLD, larger);
            clamd.answer("INSTREAM size limit exceeded. ERROR\0");
            scanning.held(file.id());
            minutePasses();

            assertEquals(larger == Admission.PASS ? FileState.WAITING : FileState.HELD, state());
            assertEquals(2, clamd.scanned.size(), "it is tried once, as is the other file");
        }
    }

    @Nested
    class WhenAnAdministratorReleases {

        @Test
        void anInfectedFileWaits() {
            clamd.answer(FOUND);
            scanning.held(file.id());
            told.clear();

            assertTrue(scanning.release(fixture.rows.find(file.id()).orElseThrow())
                    .toCompletableFuture()
                    .join());
            minutePasses();

            assertEquals(FileState.WAITING, state());
            assertEquals(List.of("passed letter.txt WAITING"), told);
        }

        @Test
        void whatIsGoneStaysSo() {
            fixture.store.delete(file.id());

            assertFalse(scanning.release(file).toCompletableFuture().join());
            assertEquals(List.of(), told);
        }
    }

    @Test
    void theTestTellsTheVersion() {
        assertEquals(
                Optional.of(new Scanning.Answer(true, "ClamAV 1.4.6/27800/Sun Nov 29 10:00:00 2026")), scanning.test());
        policy = new ScanPolicy(Optional.empty(), MOST, WhenDown.HOLD, Admission.HOLD);
        assertEquals(Optional.empty(), scanning.test());
    }

    /** With a policy that would let it pass, so that the end is not mistaken for a failure of the scanner. */
    @Test
    void theEndInterruptsAScanAndTheFileStaysHeld() throws Exception {
        withScanner(policy.scanner(), WhenDown.PASS, Admission.PASS);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        clamd.next(peer -> {
            peer.command();
            asked.countDown();
            try {
                assertTrue(ended.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Scanning ending = scanning(threads);
        ending.held(file.id());
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        ending.close();

        assertTrue(threads.isTerminated());
        assertEquals(FileState.HELD, state());
        ended.countDown();
    }
}
