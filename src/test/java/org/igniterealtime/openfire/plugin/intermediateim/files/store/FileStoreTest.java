package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.NURSE;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.ROMEO;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.hash;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.isDone;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.now;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.refusal;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Usage;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Parts;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {

    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private FileStore store;
    private final Told told = new Told();

    @BeforeEach
    void openStore() {
        use(new StoreFixture(folder.resolve("files")).open());
    }

    private void use(StoreFixture used) {
        fixture = used;
        store = used.store;
    }

    private void nothingIsLeft() throws IOException {
        assertEquals(Set.of(), fixture.names());
        assertEquals(List.of(), fixture.rows.entries());
        assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
        assertEquals(0, fixture.quotas.totalBytes());
        assertEquals(0, store.incoming());
    }

    @Nested
    class TakesAFile {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 9_999, 10_000, 65_535, 65_536, 65_537, 1 << 20})
        void ofAnySize(int size) throws Exception {
            byte[] content = bytes(size);
            StoredFile file = fixture.sent("a.bin", content);
            assertArrayEquals(content, fixture.read(file));
            assertEquals(Set.of(file.id().hex()), fixture.names());
            assertEquals(Optional.of(hash("SHA-256", content)), file.content().map(FileContent::sha256));
            assertEquals(List.of(file), now(store.waitingFor(JULIET)));
            assertEquals(new Usage(1, size), fixture.quotas.usage(JULIET));
            assertEquals(0, store.incoming());
        }

        @Test
        void withItsHash() throws Exception {
            byte[] content = bytes(100_000);
            NewFile offer = offer(ROMEO, JULIET, "a", content.length, hash("MD5", content));
            assertEquals(FileState.WAITING, now(fixture.send(offer, content)).state());
        }

        @Test
        void andKnowsItsTypeByItsContent() throws Exception {
            assertEquals(
                    "image/gif",
                    fixture.sent("a.txt", text("GIF89a\u0001"))
                            .content()
                            .orElseThrow()
                            .mediaType());
        }

        @Test
        void forTheEyesOfTheServerAlone() throws Exception {
            StoredFile file = fixture.sent("a", bytes(10));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.path)));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            fixture.path.resolve(file.id().hex()))));
        }

        @Test
        void withANameThatIsNoPathOfOurs() throws Exception {
            StoredFile file = fixture.sent("../../../../tmp/evil", bytes(10));
            assertEquals("evil", file.offer().name().text());
            assertEquals(Set.of(file.id().hex()), fixture.names());
        }
    }

    @Nested
    class Refuses {

        private void refuses(RefusalReason reason, NewFile offer) {
            RefusedException refused = assertThrows(RefusedException.class, () -> store.reserve(offer, told));
            assertEquals(reason, refused.reason());
        }

        @Test
        void aFileThatIsTooLargeBeforeAnyByte() throws IOException {
            refuses(RefusalReason.TOO_LARGE, offer("a", (1 << 20) + 1));
            nothingIsLeft();
        }

        @Test
        void moreBytesThanOffered() throws Exception {
            Reservation reservation = store.reserve(offer("a", 10), told);
            reservation.begin();
            reservation.write(ByteBuffer.wrap(bytes(10)));
            reservation.write(ByteBuffer.wrap(bytes(1)));
            assertEquals(List.of(RefusalReason.WRONG_SIZE), told.failures);
            assertEquals(RefusalReason.WRONG_SIZE, refusal(reservation.complete()));
            nothingIsLeft();
        }

        @Test
        void fewerBytesThanOffered() throws Exception {
            assertEquals(RefusalReason.WRONG_SIZE, refusal(fixture.send(offer("a", 11), bytes(10))));
            nothingIsLeft();
        }

        @Test
        void anotherHashThanOffered() throws Exception {
            NewFile offer = offer(ROMEO, JULIET, "a", 10, hash("MD5", bytes(9)));
            assertEquals(RefusalReason.WRONG_HASH, refusal(fixture.send(offer, bytes(10))));
            nothingIsLeft();
        }

        @Test
        void aTypeByItsNameBeforeAnyByte() {
            fixture.policy = new TypePolicy(Set.of(), Set.of("application/pdf", ".exe"));
            refuses(RefusalReason.TYPE_NOT_ALLOWED, offer("a.PDF", 10));
            refuses(RefusalReason.TYPE_NOT_ALLOWED, offer("a.Exe", 10));
        }

        @Test
        void aTypeByItsContentBeforeItsEnd() throws Exception {
            fixture.policy = new TypePolicy(Set.of(), Set.of("application/pdf"));
            Reservation reservation = store.reserve(offer("a.txt", 100_000), told);
            reservation.begin();
            byte[] pdf = Arrays.copyOf(text("%PDF-1.4\n"), MediaTypes.HEAD_BYTES);
            reservation.write(ByteBuffer.wrap(pdf));
            assertEquals(List.of(RefusalReason.TYPE_NOT_ALLOWED), told.failures);
            nothingIsLeft();
        }

        @Test
        void everythingBeforeItIsOpen() {
            use(fixture.again());
            refuses(RefusalReason.UNAVAILABLE, offer("a", 1));
            store.open();
            assertTrue(store.isAvailable());
        }

        @Test
        void everythingWithoutADirectory() throws IOException {
            Path file = Files.createFile(folder.resolve("no directory"));
            use(new StoreFixture(file.resolve("files")).open());
            refuses(RefusalReason.UNAVAILABLE, offer("a", 1));
            Files.delete(file);
            store.tick();
            assertTrue(store.isAvailable());
        }

        @Test
        void everythingAfterItsEnd() {
            store.close();
            refuses(RefusalReason.UNAVAILABLE, offer("a", 1));
        }
    }

    @Nested
    class EndsATransfer {

        private Reservation half() throws RefusedException {
            Reservation reservation = store.reserve(offer("a", 1000), told);
            now(reservation.begin());
            reservation.write(ByteBuffer.wrap(bytes(500)));
            return reservation;
        }

        @Test
        void thatIsAbortedAndCountsItsBytes() throws Exception {
            Reservation reservation = half();
            reservation.abort(RefusalReason.CANCELLED);
            reservation.abort(RefusalReason.CANCELLED);
            assertEquals(List.of(), told.failures);
            assertEquals(RefusalReason.CANCELLED, refusal(reservation.complete()));
            assertTrue(reservation.write(ByteBuffer.wrap(bytes(1))));
            nothingIsLeft();
            assertEquals(500, fixture.quotas.bytesToday(ROMEO));
        }

        @Test
        void thatIsSilentForTooLong() throws Exception {
            Reservation reservation = half();
            fixture.clock.pass(Duration.ofSeconds(29));
            reservation.write(ByteBuffer.wrap(bytes(1)));
            fixture.clock.pass(Duration.ofSeconds(30));
            store.tick();
            assertEquals(1, store.incoming());
            fixture.clock.pass(Duration.ofSeconds(1));
            store.tick();
            assertEquals(List.of(RefusalReason.STALLED), told.failures);
            nothingIsLeft();
        }

        @Test
        void thatNeverBegins() throws Exception {
            Reservation reservation = store.reserve(offer("a", 1000), told);
            fixture.clock.pass(Duration.ofSeconds(31));
            store.tick();
            nothingIsLeft();
            assertEquals(RefusalReason.STALLED, refusal(reservation.begin()));
        }

        @Test
        void whenTheReceiverIsDeleted() throws Exception {
            half();
            fixture.sent("b", bytes(10));
            now(store.deleteOf(JULIET));
            assertEquals(List.of(RefusalReason.CANCELLED), told.failures);
            nothingIsLeft();
        }

        @Test
        void whenTheFileIsDeleted() throws Exception {
            half();
            now(store.delete(fixture.rows.entries().get(0).id()));
            assertEquals(List.of(RefusalReason.CANCELLED), told.failures);
            nothingIsLeft();
        }

        @Test
        void whenTheStoreCloses() throws Exception {
            half();
            store.close();
            nothingIsLeft();
        }
    }

    @Nested
    class WithASlowDisk {

        private final Deque<Runnable> tasks = new ArrayDeque<>();

        @BeforeEach
        void waitForTheDisk() {
            use(new StoreFixture(folder.resolve("slow"), new Parts(each -> each, each -> each, tasks::add)).open());
            store.tick();
            work();
        }

        private void work() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }

        @Test
        void theSenderWaits() throws Exception {
            Reservation reservation = store.reserve(offer("a", 500_000), told);
            reservation.begin();
            work();
            assertTrue(reservation.write(ByteBuffer.wrap(bytes(200_000))));
            assertFalse(reservation.write(ByteBuffer.wrap(bytes(100_000))));
            assertEquals(0, told.drained);
            tasks.remove().run();
            assertEquals(1, told.drained);
            work();
            assertEquals(1, told.drained);
            assertTrue(reservation.write(ByteBuffer.wrap(bytes(200_000))));
            CompletionStage<StoredFile> whole = reservation.complete();
            assertFalse(isDone(whole));
            work();
            assertEquals(FileState.WAITING, now(whole).state());
        }

        @Test
        void theSenderIsNotTakenForSilent() throws Exception {
            Reservation reservation = store.reserve(offer("a", 500_000), told);
            reservation.begin();
            work();
            reservation.write(ByteBuffer.wrap(bytes(300_000)));
            fixture.clock.pass(Duration.ofMinutes(5));
            store.tick();
            work();
            store.tick();
            assertEquals(List.of(), told.failures);
        }

        @Test
        void manyTransfersShareItsThreads() throws Exception {
            Reservation one = store.reserve(offer("a", 100), told);
            Reservation other = store.reserve(offer("b", 100), told);
            one.begin();
            other.begin();
            work();
            one.write(ByteBuffer.wrap(bytes(50)));
            one.write(ByteBuffer.wrap(bytes(50)));
            other.write(ByteBuffer.wrap(bytes(50)));
            assertEquals(2, tasks.size(), "one task for each");
            work();
            assertEquals(150, fixture.quotas.bytesToday(ROMEO));
        }
    }

    @Nested
    class WithAFullDisk {

        @Test
        void theStreamEndsCleanly() throws Exception {
            use(new StoreFixture(
                            folder.resolve("full"),
                            new Parts(plain -> new FullDirectory(plain, 700), each -> each, Runnable::run))
                    .open());
            Reservation reservation = store.reserve(offer("a", 1000), told);
            now(reservation.begin());
            reservation.write(ByteBuffer.wrap(bytes(600)));
            assertEquals(List.of(), told.failures);
            reservation.write(ByteBuffer.wrap(bytes(300)));
            assertEquals(List.of(RefusalReason.UNAVAILABLE), told.failures);
            nothingIsLeft();
            assertEquals(900, fixture.quotas.bytesToday(ROMEO));
        }

        @Test
        void nothingIsTakenWithoutRoom() {
            fixture.quotas.diskHas(99);
            assertEquals(
                    RefusalReason.DISK_FULL,
                    assertThrows(RefusedException.class, () -> store.reserve(offer("a", 100), told))
                            .reason());
        }
    }

    @Nested
    class WithoutADatabase {

        @Test
        void whatIsNotWrittenIsRefusedAtOnce() throws Exception {
            Reservation reservation = store.reserve(offer("a", 10), told);
            fixture.rows.away(true);
            CompletionStage<Void> begun = reservation.begin();
            assertEquals(RefusalReason.UNAVAILABLE, refusal(begun));
            assertEquals(
                    RefusalReason.UNAVAILABLE,
                    assertThrows(RefusedException.class, () -> store.reserve(offer("b", 1), told))
                            .reason());
            fixture.rows.away(false);
            fixture.writer.timePasses();
            nothingIsLeft();
            now(store.reserve(offer("b", 1), told).begin());
        }

        @Test
        void nothingIsConfirmedThatIsNotWritten() throws Exception {
            Reservation reservation = store.reserve(offer("a", 10), told);
            reservation.begin();
            reservation.write(ByteBuffer.wrap(bytes(10)));
            fixture.rows.away(true);
            CompletionStage<StoredFile> whole = reservation.complete();
            assertFalse(isDone(whole));
            reservation.abort(RefusalReason.CANCELLED);
            fixture.clock.pass(Duration.ofMinutes(10));
            store.tick();
            fixture.rows.away(false);
            fixture.writer.timePasses();
            assertEquals(List.of(now(whole)), now(store.waitingFor(JULIET)));
        }

        @Test
        void aWholeFileOutlivesTheEndOfTheServer() throws Exception {
            Reservation reservation = store.reserve(offer("a", 10), told);
            reservation.begin();
            reservation.write(ByteBuffer.wrap(bytes(10)));
            fixture.rows.away(true);
            CompletionStage<StoredFile> whole = reservation.complete();
            store.close();
            assertEquals(RefusalReason.UNAVAILABLE, refusal(whole));
            fixture.rows.away(false);
            use(fixture.again().open());
            StoredFile found = now(store.waitingFor(JULIET)).get(0);
            assertArrayEquals(bytes(10), fixture.read(found));
        }

        @Test
        void theStoreOpensWhenItIsBack() {
            fixture.rows.away(true);
            use(fixture.again().open());
            assertFalse(store.isAvailable());
            fixture.rows.away(false);
            fixture.writer.timePasses();
            assertTrue(store.isAvailable());
        }

        @Test
        void aLostAnswerDoesNotCostRoom() throws Exception {
            StoredFile first = fixture.sent("a", bytes(10));
            StoredFile second = fixture.sent("b", bytes(10));
            fixture.rows.loseNextAnswer();
            CompletionStage<Boolean> delivered = store.delivered(first.id());
            fixture.writer.timePasses();
            assertTrue(now(delivered));
            fixture.rows.loseNextAnswer();
            CompletionStage<Void> deleted = store.delete(second.id());
            fixture.writer.timePasses();
            now(deleted);
            assertEquals(Set.of(), fixture.names());
            assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
        }
    }

    @Nested
    class AWaitingFile {

        private StoredFile file;

        @BeforeEach
        void takeAFile() throws RefusedException {
            file = fixture.sent("a", bytes(100_000));
        }

        @Test
        void isReadInPieces() throws Exception {
            OpenFile open = now(store.read(file));
            ByteBuffer piece = ByteBuffer.allocate(60_000);
            assertEquals(60_000, now(open.read(0, piece)));
            assertArrayEquals(Arrays.copyOf(bytes(100_000), 60_000), piece.array());
            assertEquals(40_000, now(open.read(60_000, piece.clear())));
            assertEquals(0, now(open.read(100_000, piece.clear())));
            now(store.delete(file.id()));
            assertEquals(10, now(open.read(99_990, piece.clear())), "still there for who reads it");
            open.close();
            assertThrows(CompletionException.class, () -> now(open.read(0, piece)));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isDeletedWhenItsOwnerHasDecided(boolean wanted) throws Exception {
            CompletionStage<Boolean> done = wanted ? store.delivered(file.id()) : store.declined(file.id());
            assertTrue(now(done));
            assertEquals(Set.of(), fixture.names());
            assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
            assertEquals(
                    wanted ? FileState.DELIVERED : FileState.DECLINED,
                    now(store.find(file.id())).orElseThrow().state());
            assertFalse(now(store.delivered(file.id())));
            assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
        }

        @Test
        void isDeletedAfterItsTime() throws Exception {
            fixture.clock.pass(Duration.ofDays(30));
            now(store.expire());
            assertEquals(1, fixture.names().size());
            fixture.clock.pass(Duration.ofMillis(1));
            now(store.expire());
            nothingIsLeft();
        }

        @Test
        void staysWhenALinkIsSent() throws Exception {
            assertTrue(now(store.linked(file.id())));
            StoredFile linked = now(store.find(file.id())).orElseThrow();
            assertEquals(FileState.LINKED, linked.state());
            assertEquals(fixture.clock.instant(), linked.link().orElseThrow().sent());
            assertEquals(1, fixture.names().size());
            assertEquals(1, fixture.quotas.usage(JULIET).files());
            assertEquals(List.of(), now(store.waitingFor(JULIET)));
            assertEquals(List.of(linked), now(store.filesOf(JULIET)));
            assertFalse(now(store.linked(file.id())));
            assertFalse(now(store.delivered(file.id())));
            assertFalse(now(store.declined(file.id())));
            now(store.delete(file.id()));
            nothingIsLeft();
        }

        @Test
        void hasItsTimeFromTheLinkOn() throws Exception {
            fixture.clock.pass(Duration.ofDays(29));
            now(store.linked(file.id()));
            fixture.clock.pass(Duration.ofDays(30));
            now(store.expire());
            assertEquals(1, fixture.names().size());
            fixture.clock.pass(Duration.ofMillis(1));
            now(store.expire());
            nothingIsLeft();
        }

        @Test
        void countsAfterARestartThoughALinkWasSent() throws Exception {
            now(store.linked(file.id()));
            StoreFixture next = fixture.again().open();
            assertEquals(1, next.quotas.usage(JULIET).files());
        }

        @Test
        void isDownloadedOnlyByItsLink() throws Exception {
            assertFalse(now(store.downloaded(file.id())));
            now(store.linked(file.id()));
            assertTrue(now(store.downloaded(file.id())));
            Instant then = fixture.clock.instant();
            fixture.clock.pass(Duration.ofHours(1));
            now(store.downloaded(file.id()));
            assertEquals(
                    Optional.of(then),
                    now(store.find(file.id()))
                            .orElseThrow()
                            .link()
                            .orElseThrow()
                            .downloaded());
            now(store.expireDownloaded(then));
            assertEquals(1, fixture.names().size());
            now(store.expireDownloaded(then.plusMillis(1)));
            nothingIsLeft();
        }

        @Test
        void isForgottenOnTheDayAfterItsDelivery() throws Exception {
            now(store.delivered(file.id()));
            now(store.expire());
            assertEquals(1, fixture.rows.entries().size());
            fixture.clock.pass(Duration.ofHours(12));
            now(store.expire());
            nothingIsLeft();
        }

        @Test
        void goesWithItsOwnerAndNobodyElse() throws Exception {
            StoredFile hers = now(fixture.send(offer(JULIET, NURSE, "b", 10, null), bytes(10)));
            now(store.deleteOf(JULIET));
            assertEquals(Set.of(hers.id().hex()), fixture.names());
            assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
            assertEquals(List.of(hers), now(store.waitingFor(NURSE)));
        }

        @Test
        void isNotedAsLostWhenItIsMissed() throws Exception {
            Files.delete(fixture.path.resolve(file.id().hex()));
            assertThrows(CompletionException.class, () -> now(store.read(file)));
            assertEquals(
                    FileState.LOST, now(store.find(file.id())).orElseThrow().state());
            assertEquals(Usage.NONE, fixture.quotas.usage(JULIET));
            now(store.delete(file.id()));
            nothingIsLeft();
        }
    }

    @Test
    void mostLoginsAskNoDatabase() {
        fixture.rows.away(true);
        assertEquals(List.of(), now(store.waitingFor(NURSE)));
    }
}
