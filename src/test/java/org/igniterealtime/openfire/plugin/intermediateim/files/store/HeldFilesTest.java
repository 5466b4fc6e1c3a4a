package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.now;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Entry;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that may not be delivered yet, or ever. */
class HeldFilesTest {

    private static final String FINDING = "Eicar-Test-Signature";

    @TempDir
    private Path directory;

    private StoreFixture fixture;
    private StoredFile file;

    @BeforeEach
    void aFileIsHeld() throws RefusedException {
        fixture = new StoreFixture(directory).open();
        fixture.admission = size -> size > 1000 ? Admission.REFUSE : Admission.HOLD;
        file = fixture.sent("letter.txt", bytes(10));
    }

    private StoredFile stored() {
        return now(fixture.store.find(file.id())).orElseThrow();
    }

    private Optional<String> finding() {
        return stored().content().flatMap(FileContent::finding);
    }

    private static List<FileId> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }

    private StoreFixture afterRestart() {
        StoreFixture again = fixture.again();
        again.admission = fixture.admission;
        return again.open();
    }

    @Test
    void aHeldFileIsSafeAndDoesNotWait() throws IOException {
        assertEquals(FileState.HELD, file.state());
        assertEquals(file, stored());
        assertEquals(Set.of(file.id().hex()), fixture.names());
        assertEquals(List.of(), now(fixture.store.waitingFor(JULIET)));
        assertEquals(List.of(stored()), now(fixture.store.filesOf(JULIET)), "it can be deleted");
        assertEquals(List.of(file.id()), ids(now(fixture.store.held())));
        assertEquals(10, fixture.quotas.usage(JULIET).bytes());
    }

    @Test
    void aHeldFileIsNotDelivered() {
        assertFalse(now(fixture.store.delivered(file.id())));
        assertFalse(now(fixture.store.declined(file.id())));
        assertFalse(now(fixture.store.linked(file.id())));
        assertEquals(FileState.HELD, stored().state());
    }

    @Test
    void aFileThatPassesWaits() {
        assertTrue(now(fixture.store.passed(file.id())));

        assertEquals(List.of(file.in(FileState.WAITING)), now(fixture.store.waitingFor(JULIET)));
        assertEquals(List.of(), now(fixture.store.held()));
        assertEquals(10, fixture.quotas.usage(JULIET).bytes());
        assertFalse(now(fixture.store.passed(file.id())));
        assertFalse(now(fixture.store.infected(file.id(), FINDING)));
    }

    @Test
    void anInfectedFileIsKept() throws IOException {
        assertTrue(now(fixture.store.infected(file.id(), FINDING)));

        assertEquals(FileState.DETECTED, stored().state());
        assertEquals(Optional.of(FINDING), finding());
        assertEquals(Set.of(file.id().hex()), fixture.names());
        assertEquals(10, fixture.quotas.usage(JULIET).bytes());
        assertEquals(List.of(stored()), now(fixture.store.filesOf(JULIET)), "it can be deleted");
        assertEquals(List.of(), now(fixture.store.held()));
        assertFalse(now(fixture.store.passed(file.id())));
        assertFalse(now(fixture.store.delivered(file.id())));
        assertFalse(now(fixture.store.linked(file.id())));
    }

    /** Has the file be in a state. */
    private void bring(FileState state) {
        switch (state) {
            case WAITING -> now(fixture.store.passed(file.id()));
            case DETECTED -> now(fixture.store.infected(file.id(), FINDING));
            case INFECTED -> {
                now(fixture.store.infected(file.id(), FINDING));
                now(fixture.store.told(file.id()));
            }
            default -> assertEquals(FileState.HELD, state);
        }
        assertEquals(state, stored().state());
    }

    @Test
    void whatWasFoundIsToBeToldOnce() {
        assertFalse(now(fixture.store.told(file.id())));
        bring(FileState.DETECTED);
        assertEquals(
                List.of(file.id()),
                now(fixture.store.detected()).stream()
                        .map(FileCatalogue.Entry::id)
                        .toList());

        assertTrue(now(fixture.store.told(file.id())));

        assertEquals(FileState.INFECTED, stored().state());
        assertEquals(Optional.of(FINDING), finding());
        assertEquals(List.of(), now(fixture.store.detected()));
    }

    @ParameterizedTest
    @EnumSource(
            value = FileState.class,
            names = {"DETECTED", "INFECTED"})
    void whatIsReleasedWaits(FileState state) {
        bring(state);

        assertTrue(now(fixture.store.released(file.id())));

        assertEquals(List.of(file.in(FileState.WAITING)), now(fixture.store.waitingFor(JULIET)));
        assertEquals(Optional.empty(), finding());
        assertFalse(now(fixture.store.released(file.id())));
    }

    @Test
    void whatIsHeldCanBeReleasedToo() {
        assertTrue(now(fixture.store.released(file.id())));

        assertEquals(FileState.WAITING, stored().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = FileState.class,
            names = {"HELD", "DETECTED", "INFECTED"})
    void whatIsKeptBackOutlivesARestart(FileState state) {
        bring(state);
        StoreFixture again = afterRestart();

        assertEquals(state, stored().state());
        assertEquals(10, again.quotas.usage(JULIET).bytes());
        assertEquals(10, again.quotas.totalBytes());
    }

    @ParameterizedTest
    @EnumSource(
            value = FileState.class,
            names = {"HELD", "DETECTED", "INFECTED", "WAITING"})
    void whatWasMissingIsNotDeliveredUnscanned(FileState state) throws IOException {
        bring(state);
        byte[] content = fixture.read(file);
        Files.delete(directory.resolve(file.id().hex()));
        StoreFixture again = afterRestart();
        assertEquals(FileState.LOST, stored().state());
        assertEquals(0, again.quotas.totalBytes());

        Files.write(directory.resolve(file.id().hex()), content);
        now(again.store.findLost());

        boolean isInfected = state == FileState.DETECTED || state == FileState.INFECTED;
        assertEquals(isInfected ? FileState.INFECTED : FileState.HELD, stored().state());
        assertEquals(10, again.quotas.totalBytes());
    }

    @Test
    void aHeldFileThatCannotBeReadIsMissing() throws IOException {
        Files.delete(directory.resolve(file.id().hex()));

        assertTrue(fixture.store.read(file).toCompletableFuture().isCompletedExceptionally());

        assertEquals(FileState.LOST, stored().state());
        assertEquals(0, fixture.quotas.totalBytes());
    }

    @Test
    void whatWasCompleteAtACrashIsHeld() throws IOException {
        file = new StoredFile(
                new FileId("5a".repeat(16)),
                offer("other.txt", 20),
                fixture.clock.instant(),
                FileState.RECEIVING,
                Optional.empty(),
                "here");
        fixture.rows.insert(file);
        Files.write(directory.resolve(file.id().hex()), bytes(20));

        afterRestart();

        assertEquals(FileState.HELD, stored().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = FileState.class,
            names = {"HELD", "DETECTED", "INFECTED"})
    void whatIsKeptBackIsDeletedInTheEnd(FileState state) throws IOException {
        bring(state);
        fixture.clock.pass(Duration.ofDays(31));
        now(fixture.store.expire());

        assertEquals(Optional.empty(), now(fixture.store.find(file.id())));
        assertEquals(Set.of(), fixture.names());
        assertEquals(0, fixture.quotas.totalBytes());
    }

    @Test
    void whatIsInAnotherDirectoryIsNotScannedHere() {
        fixture.rows.insert(held("5a"));
        assertEquals(List.of(file.id()), ids(now(fixture.store.held())));
    }

    private StoredFile held(String digits) {
        return new StoredFile(
                new FileId(digits.repeat(16)),
                offer("other.txt", 20),
                fixture.clock.instant(),
                FileState.HELD,
                file.content(),
                "here");
    }

    @Test
    void whatIsTooLargeToScanIsRefusedBeforeAnyByte() {
        RefusedException refused = assertThrows(RefusedException.class, () -> fixture.sent("large.txt", bytes(1001)));

        assertEquals(RefusalReason.TOO_LARGE_TO_SCAN, refused.reason());
        assertEquals(10, fixture.quotas.totalBytes());
    }

    @Test
    void whatHasBecomeTooLargeMeanwhileIsHeld() throws RefusedException {
        Reservation reservation = fixture.store.reserve(offer("letter.txt", 100), new StoreFixture.Told());
        reservation.begin();
        reservation.write(ByteBuffer.wrap(bytes(100)));
        fixture.admission = size -> Admission.REFUSE;

        assertEquals(FileState.HELD, now(reservation.complete()).state());
    }
}
