package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.NURSE;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.ROMEO;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.bytes;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.now;
import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Usage;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two stores have one catalogue. */
class NodesOfAClusterTest {

    @TempDir
    private Path folder;

    private final FakeNodes aroundVerona = new FakeNodes();
    private final FakeNodes aroundMantua = new FakeNodes();
    private StoreFixture verona;
    private StoreFixture mantua;

    private void start(String ofVerona, String ofMantua) {
        verona = new StoreFixture(folder.resolve(ofVerona));
        verona.others = aroundVerona;
        verona.open();
        mantua = verona.onAnotherNode(folder.resolve(ofMantua));
        mantua.others = aroundMantua;
        mantua.open();
        aroundVerona.directories.add(mantua.directory.name());
        aroundMantua.directories.add(verona.directory.name());
    }

    private FileState state(StoredFile file) {
        return verona.rows.find(file.id()).orElseThrow().state();
    }

    private static List<StoredFile> waiting(StoreFixture node) {
        return now(node.store.waitingFor(JULIET));
    }

    private void tell(StoreFixture node, StoredFile file) {
        now(node.store.changedElsewhere(JULIET, Set.of(file.id())));
    }

    @Nested
    class WithADirectoryEach {

        private StoredFile file;

        @BeforeEach
        void takeAFile() throws RefusedException {
            start("verona", "mantua");
            file = verona.sent("letter.txt", bytes(10));
        }

        @Test
        void tellWhichTheyHave() {
            assertEquals(List.of(verona.directory.name()), aroundVerona.opened);
            assertEquals(List.of(mantua.directory.name()), aroundMantua.opened);
            assertEquals(verona.directory.name(), file.directory());
        }

        @Test
        void tellEachChange() {
            assertEquals(List.of(file.id(), file.id()), aroundVerona.changed, "it came in and was whole");
            now(verona.store.delivered(file.id()));
            now(verona.store.delivered(file.id()));
            now(verona.store.delete(file.id()));
            assertEquals(4, aroundVerona.changed.size());
        }

        @Test
        void learnThatAFileWaits() {
            assertEquals(Usage.NONE, mantua.quotas.usage(JULIET));
            assertTrue(now(mantua.store.changedElsewhere(JULIET, Set.of(file.id()))));

            assertEquals(new Usage(1, 10), mantua.quotas.usage(JULIET));
            assertEquals(new Usage(1, 10), mantua.quotas.share(JULIET, ROMEO));
            assertEquals(List.of(file), waiting(mantua));
            tell(mantua, file);
            assertEquals(10, mantua.quotas.totalBytes());
        }

        @Test
        void learnWhatIsComingInElsewhere() throws Exception {
            Reservation coming = verona.store.reserve(offer("next.txt", 1000), new Told());
            coming.begin();
            assertTrue(now(mantua.store.changedElsewhere(JULIET, Set.of())));
            assertEquals(new Usage(2, 1010), mantua.quotas.usage(JULIET));
        }

        @Test
        void countWhatComesInHereOnce() throws Exception {
            Reservation coming = mantua.store.reserve(offer("next.txt", 1000), new Told());
            coming.begin();
            tell(mantua, file);
            assertEquals(new Usage(2, 1010), mantua.quotas.usage(JULIET));
            coming.write(ByteBuffer.wrap(bytes(1000)));
            now(coming.complete());
            tell(mantua, file);
            assertEquals(new Usage(2, 1010), mantua.quotas.usage(JULIET));
        }

        @Test
        void keepAPromiseThatIsNotInTheCatalogueYet() throws Exception {
            Reservation promised = mantua.store.reserve(offer("next.txt", 1000), new Told());
            tell(mantua, file);
            assertEquals(new Usage(2, 1010), mantua.quotas.usage(JULIET));
            promised.abort(RefusalReason.CANCELLED);
            assertEquals(new Usage(1, 10), mantua.quotas.usage(JULIET));
        }

        @Test
        void deleteWhatWasDeliveredElsewhere() throws Exception {
            tell(mantua, file);
            assertTrue(now(mantua.store.delivered(file.id())));
            assertEquals(0, mantua.quotas.totalBytes());
            assertEquals(Set.of(file.id().hex()), verona.names());

            tell(verona, file);

            assertEquals(Set.of(), verona.names());
            assertEquals(Usage.NONE, verona.quotas.usage(JULIET));
        }

        @Test
        void changeWhatTheyHaveNotHeardOf() {
            assertTrue(now(mantua.store.delivered(file.id())), "though the notice was slower than the client");
            assertEquals(Usage.NONE, mantua.quotas.usage(JULIET));
        }

        @Test
        void deleteWhatWasDeletedElsewhere() throws Exception {
            now(mantua.store.delete(file.id()));
            tell(verona, file);
            assertEquals(Set.of(), verona.names());
        }

        @Test
        void findByThemselvesWhatTheyWereNotTold() throws Exception {
            now(mantua.store.delivered(file.id()));
            StoredFile next = mantua.sent("next.txt", bytes(20));

            now(verona.store.expire());

            assertEquals(Set.of(), verona.names());
            assertEquals(new Usage(1, 20), verona.quotas.usage(JULIET));
            assertEquals(List.of(next), waiting(verona));
        }

        @Test
        void endATransferWhoseRowIsDeletedElsewhere() throws Exception {
            Told told = new Told();
            Reservation coming = verona.store.reserve(offer("next.txt", 1000), told);
            coming.begin();
            StoredFile row = verona.rows.find(aroundVerona.changed.get(2)).orElseThrow();
            now(mantua.store.delete(row.id()));
            tell(verona, row);
            assertEquals(List.of(RefusalReason.CANCELLED), told.failures);
            assertEquals(new Usage(1, 10), verona.quotas.usage(JULIET));
        }

        @Test
        void deliverOnce() throws Exception {
            assertTrue(now(verona.store.delivered(file.id())));
            assertFalse(now(mantua.store.delivered(file.id())));
            assertFalse(now(mantua.store.declined(file.id())));
            assertFalse(now(mantua.store.linked(file.id())));
            assertEquals(FileState.DELIVERED, state(file));
        }

        @Test
        void doNotMissWhatOthersHave() {
            now(mantua.store.readAgain());
            mantua = mantua.again();
            mantua.others = aroundMantua;
            mantua.open();
            assertEquals(FileState.WAITING, state(file));
        }

        @Test
        void doNotMissWhatANodeHasThatIsNotRunning() {
            aroundMantua.directories.clear();
            now(mantua.store.readAgain());
            assertThrows(CompletionException.class, () -> now(mantua.store.read(file)));
            assertEquals(FileState.WAITING, state(file));
        }

        @Test
        void offerNothingThatCannotBeReadNow() {
            aroundMantua.directories.clear();
            assertFalse(now(mantua.store.changedElsewhere(JULIET, Set.of(file.id()))));
            assertEquals(List.of(), waiting(mantua));
            assertEquals(List.of(), now(mantua.store.filesOf(JULIET)));
            assertEquals(new Usage(1, 10), mantua.quotas.usage(JULIET), "it still takes its room");

            aroundMantua.directories.add(verona.directory.name());
            assertEquals(List.of(file), waiting(mantua));
        }

        @Test
        void missWhatIsMissingInTheirOwnDirectory() throws Exception {
            Files.delete(verona.path.resolve(file.id().hex()));
            now(mantua.store.readAgain());
            assertEquals(FileState.WAITING, state(file));
            now(verona.store.readAgain());
            assertEquals(FileState.LOST, state(file));
        }

        @Test
        void missWhatAnotherAsksForInVain() throws Exception {
            assertEquals(10, now(verona.store.readHere(file.id(), 0, 10)).length);
            Files.delete(verona.path.resolve(file.id().hex()));
            CompletionException failed =
                    assertThrows(CompletionException.class, () -> now(verona.store.readHere(file.id(), 0, 10)));
            assertTrue(failed.getCause() instanceof NoSuchFileException);
            assertEquals(FileState.LOST, state(file));
        }

        @Test
        void keepWhatTheyFindInTheirDirectory() throws Exception {
            Files.move(
                    verona.path.resolve(file.id().hex()),
                    mantua.path.resolve(file.id().hex()));
            now(mantua.store.readAgain());
            now(verona.store.readAgain());

            assertEquals(
                    mantua.directory.name(),
                    verona.rows.find(file.id()).orElseThrow().directory());
            assertEquals(FileState.WAITING, state(file));
            assertEquals(Set.of(file.id().hex()), mantua.names());
        }

        @Test
        void leaveTransfersAloneThatOthersReceive() throws Exception {
            Reservation coming = verona.store.reserve(offer("next.txt", 1000), new Told());
            coming.begin();
            coming.write(ByteBuffer.wrap(bytes(1000)));
            verona.clock.pass(Duration.ofHours(1));
            now(mantua.store.readAgain());
            now(verona.store.readAgain());
            assertEquals("next.txt", now(coming.complete()).offer().name().text());
        }

        @Test
        void expireAFileOnce() throws Exception {
            verona.clock.pass(Duration.ofDays(31));
            now(mantua.store.expire());
            now(verona.store.expire());
            assertEquals(Set.of(), verona.names());
            assertFalse(verona.rows.has(file.id()));
            assertEquals(0, verona.quotas.totalBytes());
            assertEquals(0, mantua.quotas.totalBytes());
        }
    }

    @Nested
    class WithOneDirectory {

        @BeforeEach
        void share() {
            start("files", "files");
        }

        @Test
        void knowThatItIsTheSame() {
            assertEquals(verona.directory.name(), mantua.directory.name());
        }

        @Test
        void readWhatTheOtherHasTaken() throws Exception {
            StoredFile file = verona.sent("letter.txt", bytes(10));
            try (OpenFile open = now(mantua.store.read(file))) {
                ByteBuffer content = ByteBuffer.allocate(10);
                assertEquals(10, now(open.read(0, content)));
                assertEquals(ByteBuffer.wrap(bytes(10)), content.flip());
            }
            tell(mantua, file);
            aroundMantua.directories.clear();
            assertEquals(List.of(file), waiting(mantua), "though that node is not running any more");
        }

        @Test
        void doNotMissWhatTheyCannotSeeYet() throws Exception {
            StoredFile file = verona.sent("letter.txt", bytes(10));
            Files.delete(verona.path.resolve(file.id().hex()));
            now(mantua.store.readAgain());
            assertThrows(CompletionException.class, () -> now(mantua.store.read(file)));
            assertEquals(FileState.WAITING, state(file));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void missNothingBeforeTheyKnowAllOthers(boolean known) throws Exception {
            StoredFile file = verona.sent("letter.txt", bytes(10));
            Files.delete(verona.path.resolve(file.id().hex()));
            aroundMantua.directories.clear();
            aroundMantua.areKnown = known;
            now(mantua.store.readAgain());
            assertEquals(known ? FileState.LOST : FileState.WAITING, state(file));
        }

        @Test
        void receiveIntoItWhileTheOtherStarts() throws Exception {
            Reservation coming = verona.store.reserve(offer("letter.txt", 20_000), new Told());
            coming.begin();
            coming.write(ByteBuffer.wrap(bytes(10_000)));
            mantua = mantua.again();
            mantua.others = aroundMantua;
            aroundMantua.areKnown = false;
            mantua.open();

            coming.write(ByteBuffer.wrap(bytes(10_000)));
            StoredFile file = now(coming.complete());

            assertEquals(FileState.WAITING, state(file));
        }

        @Test
        void clearUpAfterANodeThatHasEnded() throws Exception {
            Reservation coming = verona.store.reserve(offer("letter.txt", 20_000), new Told());
            coming.begin();
            coming.write(ByteBuffer.wrap(bytes(10_000)));
            mantua = mantua.again();
            mantua.others = aroundMantua;
            mantua.open();
            assertEquals(1, mantua.names().size());
            assertEquals(new Usage(1, 20_000), mantua.quotas.usage(JULIET));

            Files.setLastModifiedTime(
                    folder.resolve("files").resolve(mantua.names().iterator().next()),
                    FileTime.from(mantua.clock.instant().minusSeconds(3)));
            mantua.clock.pass(Duration.ofMinutes(2));
            mantua.store.tick();

            assertEquals(Set.of(), mantua.names());
            assertEquals(Usage.NONE, mantua.quotas.usage(JULIET));
            assertEquals(List.of(), mantua.rows.entries());
        }
    }

    @Test
    void aNodeThatHasLeftTheClusterForGoodMissesWhatItCannotFind() throws Exception {
        start("verona", "mantua");
        StoredFile file = verona.sent("letter.txt", bytes(10));
        mantua.others = OtherNodes.NONE;
        now(mantua.store.read(file).exceptionally(failure -> null));
        assertEquals(FileState.LOST, state(file));
        assertEquals(Usage.NONE, mantua.quotas.usage(NURSE));
    }
}
