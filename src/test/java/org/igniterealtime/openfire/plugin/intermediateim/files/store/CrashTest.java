package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.NURSE;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.hash;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.isDone;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.now;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmpp.packet.JID;

/** The store is stopped at each of its steps and opened again. */
class CrashTest {

    private static final int SIZE = 25_000;
    private static final byte[] CONTENT = bytes(SIZE);
    private static final NewFile OFFER = offer(StoreFixture.ROMEO, JULIET, "a", SIZE, hash("MD5", CONTENT));

    @TempDir
    private Path folder;

    private interface Play {

        void in(StoreFixture fixture) throws Exception;
    }

    private interface Expected {

        void in(StoreFixture fixture) throws Exception;
    }

    /** Plays it again and again, each time one step further, until nothing is left at which it could be stopped. */
    private int stoppedAtEachStep(Play prepare, Play play, Expected expected) throws Exception {
        for (int step = 0; ; step++) {
            Path path = folder.resolve("files" + step);
            StoreFixture before = new StoreFixture(path).open();
            prepare.in(before);
            Crash crash = new Crash(step);
            try {
                StoreFixture fixture = before.again(crash.parts());
                fixture.open();
                play.in(fixture);
            } catch (Crash.Killed e) {
                assertTrue(crash.hasHappened());
            }
            StoreFixture after = before.again().open();
            isInOrder(after);
            expected.in(after);
            if (!crash.hasHappened()) {
                return step;
            }
        }
    }

    private static void isInOrder(StoreFixture fixture) throws IOException {
        assertTrue(fixture.store.isAvailable());
        Set<String> waiting = fixture.rows.entries().stream()
                .filter(entry -> entry.state() == FileState.WAITING)
                .map(entry -> entry.id().hex())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(waiting, fixture.names(), "every file is known, and every known file is there");
        assertEquals(
                Set.of(),
                fixture.rows.entries().stream()
                        .map(FileCatalogue.Entry::state)
                        .filter(state -> state == FileState.RECEIVING || state == FileState.LOST)
                        .collect(Collectors.toSet()));
        assertEquals((long) waiting.size() * SIZE, fixture.quotas.totalBytes());
    }

    private static void isWhole(StoredFile file, StoreFixture fixture) throws IOException {
        assertArrayEquals(CONTENT, fixture.read(file));
        assertEquals(
                hash("SHA-256", CONTENT),
                file.content().map(FileContent::sha256).orElseThrow());
    }

    private static List<StoredFile> waiting(StoreFixture fixture) {
        return now(fixture.store.waitingFor(JULIET));
    }

    @Test
    void aCrashWhileAFileComesInLosesNoWholeFile() throws Exception {
        boolean[] confirmed = new boolean[1];
        int[] written = new int[1];
        int steps = stoppedAtEachStep(
                fixture -> {
                    confirmed[0] = false;
                    written[0] = 0;
                },
                fixture -> {
                    Reservation reservation = fixture.store.reserve(OFFER, new Told());
                    if (!isDone(reservation.begin())) {
                        return;
                    }
                    for (int i = 0; i < SIZE; i += 5_000) {
                        reservation.write(ByteBuffer.wrap(CONTENT, i, 5_000));
                        written[0] += 5_000;
                    }
                    CompletionStage<StoredFile> whole = reservation.complete();
                    confirmed[0] = isDone(whole);
                },
                fixture -> {
                    List<StoredFile> found = waiting(fixture);
                    assertEquals(written[0] == SIZE ? 1 : 0, found.size(), "what had arrived is kept");
                    for (StoredFile file : found) {
                        isWhole(file, fixture);
                    }
                    assertTrue(!confirmed[0] || found.size() == 1);
                });
        assertEquals(10, steps, "insert, create, 5 writes, force, rename, update");
    }

    @Test
    void aCrashDuringAnAbortLeavesNothing() throws Exception {
        int steps = stoppedAtEachStep(
                fixture -> {},
                fixture -> {
                    Reservation reservation = fixture.store.reserve(OFFER, new Told());
                    if (isDone(reservation.begin())) {
                        reservation.write(ByteBuffer.wrap(CONTENT, 0, 5_000));
                    }
                    reservation.abort(RefusalReason.CANCELLED);
                },
                fixture -> assertEquals(List.of(), waiting(fixture)));
        assertEquals(5, steps, "insert, create, write, delete the part, delete the row");
    }

    @Test
    void aCrashDuringADeliveryRepeatsOrEndsIt() throws Exception {
        int steps = stoppedAtEachStep(
                fixture -> now(fixture.send(OFFER, CONTENT)),
                fixture -> fixture.store.delivered(waiting(fixture).get(0).id()),
                fixture -> {
                    for (StoredFile file : waiting(fixture)) {
                        isWhole(file, fixture);
                    }
                });
        assertEquals(2, steps, "update, delete");
    }

    @Test
    void aCrashDuringADeletionKeepsOrDeletesTheWholeFile() throws Exception {
        stoppedAtEachStep(
                fixture -> {
                    now(fixture.send(OFFER, CONTENT));
                    now(fixture.send(offer(StoreFixture.ROMEO, JULIET, "b", SIZE, null), CONTENT));
                    now(fixture.send(offer(StoreFixture.ROMEO, NURSE, "c", SIZE, null), CONTENT));
                },
                fixture -> fixture.store.deleteOf(JULIET),
                fixture -> {
                    JID nurse = NURSE;
                    assertEquals(1, now(fixture.store.waitingFor(nurse)).size());
                });
    }

    @Test
    void aCrashDuringARecoveryIsRecoveredFrom() throws Exception {
        stoppedAtEachStep(
                fixture -> {
                    StoredFile orphan = fixture.sent("orphan", CONTENT);
                    StoredFile renamed = fixture.sent("renamed", CONTENT);
                    StoredFile part = fixture.sent("part", CONTENT);
                    StoredFile half = fixture.sent("half", CONTENT);
                    StoredFile delivered = fixture.sent("delivered", CONTENT);
                    fixture.rows.delete(orphan.id());
                    for (StoredFile each : List.of(renamed, part, half)) {
                        fixture.rows.delete(each.id());
                        fixture.rows.insert(new StoredFile(
                                each.id(), each.offer(), each.taken(), FileState.RECEIVING, Optional.empty(), "here"));
                    }
                    makePart(part, SIZE, fixture);
                    makePart(half, SIZE / 2, fixture);
                    fixture.rows.update(delivered.in(FileState.DELIVERED));
                },
                fixture -> {},
                fixture -> assertEquals(
                        List.of("renamed", "part"),
                        waiting(fixture).stream()
                                .map(file -> file.offer().name().text())
                                .toList()));
    }

    private static void makePart(StoredFile file, int size, StoreFixture fixture) throws IOException {
        Files.delete(fixture.path.resolve(file.id().hex()));
        Files.write(fixture.path.resolve(file.id().hex() + ".part"), Arrays.copyOf(CONTENT, size));
    }

    @Nested
    class TheDirectoryAfterwards {

        private StoreFixture fixture;

        @BeforeEach
        void openStore() {
            fixture = new StoreFixture(folder.resolve("files")).open();
        }

        @Test
        void keepsWhatIsNotOurs() throws Exception {
            for (String name : List.of("passwords.txt", "abc", "x".repeat(32), "a".repeat(33), "important.part")) {
                Files.write(fixture.path.resolve(name), CONTENT);
            }
            Files.createDirectory(fixture.path.resolve("0".repeat(32)));
            Set<String> before = fixture.names();
            fixture = fixture.again().open();
            assertEquals(before, fixture.names());
            assertTrue(fixture.store.isAvailable());
        }

        @Test
        void isNotClearedForAFileThatCantBeUnderstood() throws Exception {
            StoredFile file = fixture.sent("a", CONTENT);
            fixture.again(new StoreFixture.Parts(each -> each, Unreadable::new, Runnable::run))
                    .open();
            assertEquals(Set.of(file.id().hex()), fixture.names());
        }

        @Test
        void isMissedAndComesBack() throws Exception {
            StoredFile file = fixture.sent("a", CONTENT);
            Path away = folder.resolve("unmounted");
            Files.move(fixture.path, away);
            fixture = fixture.again().open();
            assertEquals(
                    FileState.LOST, fixture.rows.find(file.id()).orElseThrow().state());
            assertEquals(List.of(), waiting(fixture));
            assertEquals(0, fixture.quotas.totalBytes());
            Files.delete(fixture.path.resolve(DirectoryName.FILE));
            Files.delete(fixture.path);
            Files.move(away, fixture.path);
            fixture = fixture.again().open();
            assertEquals(List.of(file), waiting(fixture));
            assertEquals(SIZE, fixture.quotas.totalBytes());
        }

        @Test
        void hasNoPartOfAnotherContentThanOffered() throws Exception {
            StoredFile file = now(fixture.send(OFFER, CONTENT));
            makePart(file, SIZE, fixture);
            Files.write(fixture.path.resolve(file.id() + ".part"), new byte[SIZE]);
            fixture.rows.delete(file.id());
            fixture.rows.insert(new StoredFile(
                    file.id(), file.offer(), file.taken(), FileState.RECEIVING, Optional.empty(), "here"));
            fixture = fixture.again().open();
            assertEquals(Set.of(), fixture.names());
            assertFalse(fixture.rows.has(file.id()));
        }

        @Test
        void countsForTheSendersDay() throws Exception {
            StoredFile file = fixture.sent("a", CONTENT);
            now(fixture.store.delivered(file.id()));
            fixture.sent("b", CONTENT);
            fixture = fixture.again().open();
            assertEquals(2L * SIZE, fixture.quotas.bytesToday(StoreFixture.ROMEO));
        }
    }

    /** Leaves out what it can't read. */
    private static final class Unreadable extends ForwardingCatalogue {

        private Unreadable(FileCatalogue catalogue) {
            super(catalogue);
        }

        @Override
        public List<Entry> entries() {
            return List.of();
        }
    }
}
