package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.ROMEO;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.now;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Parts;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of the store is changed while the store is open. */
class FileStoreMovesTest {

    @TempDir
    private Path folder;

    private CurrentDirectory directory;
    private StoreFixture fixture;
    private StoredFile file;

    @BeforeEach
    void store() throws RefusedException {
        fixture = new StoreFixture(
                        folder.resolve("old"),
                        new Parts(
                                old -> directory = new CurrentDirectory(old),
                                Parts.PLAIN.catalogue(),
                                Parts.PLAIN.disk()))
                .open();
        file = fixture.sent("letter.txt", bytes(10));
    }

    private Path moved() {
        return folder.resolve("new");
    }

    private void move() {
        fixture.store.reopen(() -> directory.set(new LocalDirectory(moved(), "verona")));
    }

    private FileState state() {
        return now(fixture.store.find(file.id())).orElseThrow().state();
    }

    private void moveFile() throws IOException {
        Files.move(
                fixture.path.resolve(file.id().hex()), moved().resolve(file.id().hex()));
    }

    @Test
    void newFilesComeIntoTheNewDirectory() throws Exception {
        move();
        StoredFile next = fixture.sent("next.txt", bytes(20));

        assertTrue(Files.exists(moved().resolve(next.id().hex())));
        assertEquals(Set.of(file.id().hex()), fixture.names());
    }

    @Test
    void filesThatAreNotThereAreMissing() {
        move();

        assertEquals(FileState.LOST, state());
        assertEquals(List.of(), now(fixture.store.waitingFor(JULIET)));
        assertEquals(0, fixture.quotas.totalBytes());
    }

    @Test
    void filesThatAreFoundWaitAgain() throws Exception {
        move();
        now(fixture.store.findLost());
        assertEquals(FileState.LOST, state());

        moveFile();
        now(fixture.store.findLost());

        assertEquals(
                List.of(file.id()),
                now(fixture.store.waitingFor(JULIET)).stream()
                        .map(StoredFile::id)
                        .toList());
        assertEquals(10, fixture.quotas.usage(JULIET).bytes());
        now(fixture.store.findLost());
        assertEquals(10, fixture.quotas.totalBytes());
    }

    @Test
    void whatALinkLedToIsFoundAsThat() throws Exception {
        now(fixture.store.linked(file.id()));
        move();
        assertEquals(FileState.LOST, state());
        moveFile();
        now(fixture.store.findLost());
        assertEquals(FileState.LINKED, state());
        assertEquals(10, fixture.quotas.totalBytes());
    }

    @Test
    void theServerLooksForThemByItself() throws Exception {
        move();
        moveFile();
        now(fixture.store.expire());

        assertEquals(FileState.WAITING, state());
    }

    @Test
    void whatIsNotWholeStaysMissing() throws Exception {
        move();
        Files.write(moved().resolve(file.id().hex()), bytes(9));
        now(fixture.store.findLost());

        assertEquals(FileState.LOST, state());
    }

    @Test
    void filesThatWereMovedBeforeWait() throws Exception {
        Files.createDirectory(moved());
        moveFile();
        move();

        assertEquals(FileState.WAITING, state());
        assertEquals(10, fixture.quotas.totalBytes());
        assertEquals(10, fixture.quotas.bytesToday(ROMEO)); // counted once
    }

    @Test
    void whatIsComingInIsEndedInTheOldDirectory() throws Exception {
        Told told = new Told();
        Reservation coming = fixture.store.reserve(offer("letter.txt", 10), told);
        coming.begin();
        move();

        assertEquals(List.of(RefusalReason.UNAVAILABLE), told.failures);
        assertEquals(Set.of(file.id().hex()), fixture.names());
        assertEquals(0, fixture.store.incoming());
        assertTrue(fixture.store.isAvailable());
    }

    @Test
    void nothingIsTakenWhileItCannotBeUsed() throws Exception {
        Files.createFile(moved()); // no directory
        move();

        assertTrue(fixture.store.isTroubled());
        assertThrows(RefusedException.class, () -> fixture.sent("next.txt", bytes(10)));
        Files.delete(moved());
        fixture.store.tick();
        assertTrue(fixture.store.isAvailable());
    }

    @Test
    void itMovesWhenTheDatabaseIsBack() throws Exception {
        fixture.rows.away(true);
        move();
        assertFalse(fixture.store.isAvailable());

        fixture.rows.away(false);
        fixture.writer.timePasses();
        assertTrue(fixture.store.isAvailable());
        assertEquals(FileState.LOST, state());
    }

    @Test
    void aClosedStoreStaysClosed() {
        fixture.store.close();
        move();

        assertFalse(fixture.store.isAvailable());
    }
}
