package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Entry;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Inbox;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Inboxes;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Page;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Place;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.storage.DatabaseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

/** What holds on every database, with the tables made by the script that the plugin brings for it. */
abstract class FileCatalogueContract {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID NURSE = new JID("nurse@capulet.lit");
    private static final String DIRECTORY = "verona-1";
    private static final FileContent PICTURE = new FileContent("image/png", "5a".repeat(32));

    private Database database;
    private SqlFileCatalogue catalogue;

    abstract TestedDatabase database();

    @BeforeEach
    void makeTables() throws Exception {
        database = database().empty();
        database().schema().install(database);
        catalogue = new SqlFileCatalogue(database, FileCatalogueContract::linkHash);
    }

    private static String linkHash(FileId id) {
        return id.hex() + id.hex();
    }

    private static FileId id(int number) {
        return new FileId(String.format("%032x", number));
    }

    private static StoredFile file(int number, JID sender, JID owner, String name, long millis) {
        NewFile offer = new NewFile(
                sender, owner, FileName.of(name), 1000 + number, Optional.empty(), "", OfferedTo.FILES_ADDRESS);
        return new StoredFile(
                id(number), offer, NOW.plusMillis(millis), FileState.RECEIVING, Optional.empty(), DIRECTORY);
    }

    /** Writes a file, whatever it was before. */
    private boolean update(StoredFile file) {
        return catalogue
                .find(file.id())
                .filter(before -> catalogue.update(file, before.state()))
                .isPresent();
    }

    private StoredFile waiting(StoredFile file) {
        catalogue.insert(file);
        StoredFile whole = file.whole(PICTURE);
        assertTrue(update(whole));
        return whole;
    }

    @Test
    void aFileComesBackAsItWas() {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit/o ♥"),
                JULIET,
                FileName.of("Müller – 履歴 😀.png"),
                Long.MAX_VALUE,
                Optional.of("552da749930852c69ae5d2141d3766b1"),
                "It's \"you\"!\n\t😀",
                OfferedTo.BARE_JID);
        StoredFile file = new StoredFile(id(1), offer, NOW, FileState.RECEIVING, Optional.empty(), DIRECTORY);
        catalogue.insert(file);
        assertEquals(Optional.of(file), catalogue.find(id(1)));
        update(file.whole(PICTURE));
        assertEquals(Optional.of(file.whole(PICTURE)), catalogue.find(id(1)));
        assertEquals(Optional.empty(), catalogue.find(id(2)));
    }

    @Test
    void theLongestTextsFit() {
        JID longest = new JID("r".repeat(1023), "m".repeat(63) + ".lit", "♥".repeat(341));
        NewFile offer = new NewFile(
                longest,
                new JID("j".repeat(1023), "capulet.lit", null),
                FileName.of("ä".repeat(500) + ".png"),
                1,
                Optional.empty(),
                "😀".repeat(2000),
                OfferedTo.FULL_JID);
        StoredFile file = new StoredFile(id(1), offer, NOW, FileState.RECEIVING, Optional.empty(), "d".repeat(64));
        catalogue.insert(file);
        assertEquals(Optional.of(file), catalogue.find(id(1)));
    }

    @Test
    void aServerCanBeTheSender() {
        StoredFile file = file(1, new JID("montague.lit"), JULIET, "a", 0);
        catalogue.insert(file);
        assertEquals(Optional.of(file), catalogue.find(id(1)));
        assertEquals(new JID("montague.lit"), catalogue.entries().get(0).sender());
    }

    @Test
    void aFileIsThereOnceThoughItIsWrittenTwice() {
        StoredFile file = file(1, ROMEO, JULIET, "a", 0);
        StoredFile whole = waiting(file);
        catalogue.insert(file);
        assertEquals(Optional.of(whole), catalogue.find(id(1)));
    }

    @Test
    void saysSoIfThereIsNothingToUpdate() {
        StoredFile file = file(1, ROMEO, JULIET, "a", 0);
        assertFalse(update(file.whole(PICTURE)));
        StoredFile whole = waiting(file);
        assertTrue(update(whole), "although nothing changes");
        catalogue.delete(id(1));
        catalogue.delete(id(1));
        assertFalse(update(whole));
        assertFalse(catalogue.has(id(1)));
    }

    @Test
    void findsWhatWaitsForAUserInItsOrder() {
        StoredFile second = waiting(file(1, ROMEO, JULIET, "b", 1));
        StoredFile first = waiting(file(2, ROMEO, JULIET, "a", 0));
        waiting(file(3, ROMEO, NURSE, "c", 0));
        catalogue.insert(file(4, ROMEO, JULIET, "d", 0));
        update(waiting(file(5, ROMEO, JULIET, "e", 0)).in(FileState.DELIVERED));
        assertEquals(List.of(first, second), catalogue.waitingFor(JULIET));
        assertEquals(Set.of(id(1), id(2), id(4), id(5)), Set.copyOf(catalogue.of(JULIET)));
        assertEquals(List.of(), catalogue.waitingFor(ROMEO));
    }

    @Test
    void findsWhatIsOld() {
        waiting(file(1, ROMEO, JULIET, "a", -1));
        waiting(file(2, ROMEO, JULIET, "b", 0));
        update(waiting(file(3, ROMEO, JULIET, "c", -1)).in(FileState.LOST));
        catalogue.insert(file(4, ROMEO, JULIET, "d", -1));
        assertEquals(
                Set.of(id(1), id(3)),
                Set.copyOf(catalogue.takenBefore(NOW, Set.of(FileState.WAITING, FileState.LOST))));
        assertEquals(List.of(), catalogue.takenBefore(NOW, Set.of(FileState.DELIVERED)));
    }

    @Test
    void timeRunsFromTheLink() {
        update(waiting(file(1, ROMEO, JULIET, "a", -9)).linked(NOW));
        update(waiting(file(2, ROMEO, JULIET, "b", -9)).linked(NOW.plusMillis(-1)));
        StoredFile lost = waiting(file(3, ROMEO, JULIET, "c", -9)).linked(NOW);
        update(lost.in(FileState.LOST));
        Set<FileState> states = Set.of(FileState.LINKED, FileState.LOST);
        assertEquals(List.of(id(2)), catalogue.takenBefore(NOW, states));
        assertEquals(Set.of(id(1), id(2), id(3)), Set.copyOf(catalogue.takenBefore(NOW.plusMillis(1), states)));
    }

    @Test
    void findsWhatALinkLeadsTo() {
        StoredFile file = file(1, ROMEO, JULIET, "a", 0);
        catalogue.insert(file);
        waiting(file(2, ROMEO, JULIET, "b", 0));
        assertEquals(Optional.of(file), catalogue.findByLink(linkHash(id(1))));
        StoredFile linked = file.whole(PICTURE).linked(NOW);
        update(linked);
        assertEquals(Optional.of(linked), catalogue.findByLink(linkHash(id(1))));
        update(linked.downloaded(NOW.plusMillis(1)));
        assertEquals(Optional.of(linked.downloaded(NOW.plusMillis(1))), catalogue.findByLink(linkHash(id(1))));
        assertEquals(Optional.empty(), catalogue.findByLink("' OR '1' = '1"));
        catalogue.delete(id(1));
        assertEquals(Optional.empty(), catalogue.findByLink(linkHash(id(1))));
    }

    @Test
    void aChangedKeyChangesALinkWhenItIsSent() {
        StoredFile file = waiting(file(1, ROMEO, JULIET, "a", 0));
        SqlFileCatalogue changed = new SqlFileCatalogue(database, id -> "changed");
        assertEquals(Optional.empty(), changed.findByLink("changed"));
        changed.update(file.linked(NOW), FileState.WAITING);
        assertEquals(Optional.of(file.linked(NOW)), changed.findByLink("changed"));
        assertEquals(Optional.empty(), changed.findByLink(linkHash(id(1))));
    }

    @Test
    void findsWhatWasDownloadedLongAgo() {
        StoredFile linked = waiting(file(1, ROMEO, JULIET, "a", -9)).linked(NOW.plusMillis(-8));
        update(linked);
        assertEquals(List.of(), catalogue.downloadedBefore(NOW.plusMillis(1)));
        update(linked.downloaded(NOW));
        assertEquals(List.of(), catalogue.downloadedBefore(NOW));
        assertEquals(List.of(id(1)), catalogue.downloadedBefore(NOW.plusMillis(1)));
        update(linked.downloaded(NOW).in(FileState.LOST));
        assertEquals(List.of(), catalogue.downloadedBefore(NOW.plusMillis(1)));
    }

    @Test
    void findsFilesOfAUserInSomeStates() {
        StoredFile first = waiting(file(1, ROMEO, JULIET, "a", 0));
        StoredFile second = waiting(file(2, ROMEO, JULIET, "b", -1)).linked(NOW);
        update(second);
        catalogue.insert(file(3, ROMEO, JULIET, "c", 0));
        waiting(file(4, ROMEO, NURSE, "d", 0));
        assertEquals(List.of(second, first), catalogue.of(JULIET, Set.of(FileState.LINKED, FileState.WAITING)));
        assertEquals(List.of(first), catalogue.waitingFor(JULIET));
    }

    @Test
    void listsEveryFile() {
        waiting(file(1, ROMEO, JULIET, "a", 0));
        catalogue.insert(file(2, NURSE, JULIET, "b", 1));
        catalogue.move(id(2), "mantua-2");
        assertEquals(
                List.of(
                        new Entry(id(1), JULIET, ROMEO.asBareJID(), 1001, NOW, FileState.WAITING, DIRECTORY),
                        new Entry(id(2), JULIET, NURSE, 1002, NOW.plusMillis(1), FileState.RECEIVING, "mantua-2")),
                catalogue.entries().stream()
                        .sorted(Comparator.comparing(entry -> entry.id().hex()))
                        .toList());
    }

    @Test
    void listsEveryFileOfAUser() {
        waiting(file(1, ROMEO, JULIET, "a", 0));
        waiting(file(2, ROMEO, NURSE, "b", 0));
        update(waiting(file(3, ROMEO, JULIET, "c", 0)).in(FileState.DELIVERED));
        assertEquals(
                Set.of(id(1), id(3)),
                catalogue.entries(JULIET).stream().map(entry -> entry.id()).collect(Collectors.toSet()));
    }

    @Test
    void changesOnlyWhatIsStillAsItWas() {
        StoredFile file = waiting(file(1, ROMEO, JULIET, "a", 0));
        assertTrue(catalogue.update(file.in(FileState.DELIVERED), FileState.WAITING));
        assertFalse(catalogue.update(file.in(FileState.DECLINED), FileState.WAITING));
        assertEquals(Optional.of(file.in(FileState.DELIVERED)), catalogue.find(id(1)));
    }

    @Test
    void tellsWhatDirectoriesShouldHave() {
        waiting(file(1, ROMEO, JULIET, "a", 0));
        update(waiting(file(2, ROMEO, NURSE, "b", 0)).linked(NOW));
        waiting(file(3, ROMEO, JULIET, "c", 0));
        catalogue.move(id(3), "mantua-2");
        update(waiting(file(4, ROMEO, JULIET, "d", 0)).in(FileState.DELIVERED));
        catalogue.insert(file(5, ROMEO, JULIET, "e", 0));
        assertEquals(List.of(new Place(DIRECTORY, 2, 2003), new Place("mantua-2", 1, 1003)), catalogue.places());
    }

    @Test
    void searchesSendersOwnersAndNames() {
        StoredFile first = waiting(file(1, ROMEO, JULIET, "Report_2026.pdf", 0));
        StoredFile second = waiting(file(2, NURSE, JULIET, "100% sure!.txt", 1));
        StoredFile third = waiting(file(3, ROMEO, NURSE, "report.txt", 2));
        assertEquals(new Page(List.of(third, second, first), 3), catalogue.search("", 0, 10));
        assertEquals(new Page(List.of(second), 3), catalogue.search("", 1, 1));
        assertEquals(new Page(List.of(), 3), catalogue.search("", 5, 1));
        assertEquals(new Page(List.of(third, first), 2), catalogue.search("REPORT", 0, 10));
        assertEquals(new Page(List.of(third, second), 2), catalogue.search("nurse@", 0, 10));
        assertEquals(new Page(List.of(third, first), 2), catalogue.search("montague", 0, 10));
        assertEquals(new Page(List.of(first), 1), catalogue.search("t_2", 0, 10));
        assertEquals(new Page(List.of(second), 1), catalogue.search("100% sure!", 0, 10));
        assertEquals(new Page(List.of(), 0), catalogue.search("'; DROP TABLE ofIntermediateImFile; --", 0, 10));
    }

    @Test
    void findsWhatIsInAState() {
        StoredFile first = waiting(file(1, ROMEO, JULIET, "a", 1)).in(FileState.HELD);
        StoredFile second = waiting(file(2, ROMEO, JULIET, "b", 0)).in(FileState.HELD);
        StoredFile third = waiting(file(3, ROMEO, NURSE, "c", 2))
                .infected("Eicar-Test-Signature")
                .in(FileState.INFECTED);
        waiting(file(4, ROMEO, NURSE, "d", 3));
        List.of(first, second, third).forEach(this::update);

        assertEquals(
                List.of(id(2), id(1)),
                catalogue.entries(FileState.HELD).stream().map(Entry::id).toList());
        assertEquals(
                new Page(List.of(third, first, second), 3),
                catalogue.page(Set.of(FileState.HELD, FileState.INFECTED), 0, 10));
        assertEquals(new Page(List.of(third), 1), catalogue.page(Set.of(FileState.INFECTED), 0, 10));
        assertEquals(new Page(List.of(second), 2), catalogue.page(Set.of(FileState.HELD), 1, 10));
    }

    @Test
    void whatWasFoundComesBackAsItWas() {
        StoredFile infected = waiting(file(1, ROMEO, JULIET, "a", 0)).infected("x".repeat(FileContent.MAX_FINDING));
        update(infected);
        assertEquals(Optional.of(infected), catalogue.find(id(1)));
        update(infected.released());
        assertEquals(Optional.of(infected.released()), catalogue.find(id(1)));
    }

    @Test
    void whatIsKeptBackTakesRoom() {
        update(waiting(file(1, ROMEO, JULIET, "a", 0)).in(FileState.HELD));
        update(waiting(file(2, ROMEO, JULIET, "b", 0)).infected("Eicar-Test-Signature"));

        assertEquals(new Inboxes(List.of(new Inbox(JULIET, 2, 2003, 0, NOW)), 1), catalogue.inboxes("", 0, 10));
    }

    @Test
    void sumsUpInboxes() {
        waiting(file(1, ROMEO, JULIET, "a", 0));
        catalogue.insert(file(2, ROMEO, JULIET, "b", -1));
        update(waiting(file(3, ROMEO, JULIET, "c", -2)).in(FileState.LOST));
        update(waiting(file(4, ROMEO, JULIET, "d", -3)).in(FileState.DELIVERED));
        waiting(file(5, JULIET, NURSE, "e", 0));
        update(waiting(file(6, JULIET, ROMEO.asBareJID(), "f", 1)).in(FileState.LOST));
        update(waiting(file(7, ROMEO, new JID("tybalt@capulet.lit"), "g", 0)).in(FileState.DECLINED));
        update(waiting(file(8, ROMEO, JULIET, "h", 0)).linked(NOW));
        Inbox juliet = new Inbox(JULIET, 3, 3011, 1, NOW.plusMillis(-2));
        Inbox nurse = new Inbox(NURSE, 1, 1005, 0, NOW);
        Inbox romeo = new Inbox(ROMEO.asBareJID(), 0, 0, 1, NOW.plusMillis(1));

        assertEquals(new Inboxes(List.of(juliet, nurse, romeo), 3), catalogue.inboxes("", 0, 10));
        assertEquals(new Inboxes(List.of(nurse), 3), catalogue.inboxes("", 1, 1));
        assertEquals(new Inboxes(List.of(juliet, nurse), 2), catalogue.inboxes("@CAPULET", 0, 10));
        assertEquals(new Inboxes(List.of(), 0), catalogue.inboxes("_@%", 0, 10));
    }

    @Test
    void sumsUpLargeFiles() {
        for (int i = 1; i <= 3; i++) {
            NewFile offer = new NewFile(
                    ROMEO, JULIET, FileName.of("a"), 1L << 40, Optional.empty(), "", OfferedTo.FILES_ADDRESS);
            waiting(new StoredFile(id(i), offer, NOW, FileState.RECEIVING, Optional.empty(), DIRECTORY));
        }

        assertEquals(3L << 40, catalogue.inboxes("", 0, 1).inboxes().get(0).bytes());
    }

    /** They are prepared, so they differ by more than capitals. */
    @Test
    void tellsSimilarAddressesApart() {
        JID plain = new JID("cafe@capulet.lit");
        JID accented = new JID("café@capulet.lit");
        StoredFile one = waiting(file(1, ROMEO, plain, "a", 0));
        StoredFile other = waiting(file(2, ROMEO, accented, "a", 0));
        assertEquals(List.of(one), catalogue.waitingFor(plain));
        assertEquals(List.of(other), catalogue.waitingFor(accented));
    }

    @Test
    void aRowThatMakesNoSenseDoesNotCostTheOthers() throws Exception {
        waiting(file(1, ROMEO, JULIET, "a", 0));
        StoredFile good = waiting(file(2, ROMEO, JULIET, "b", 0));
        Schema.execute(database, "UPDATE ofIntermediateImFile SET offeredTo = 'NOBODY' WHERE fileID = '" + id(1) + "'");
        assertEquals(List.of(good), catalogue.waitingFor(JULIET));
        Schema.execute(database, "UPDATE ofIntermediateImFile SET state = 'UNKNOWN' WHERE fileID = '" + id(1) + "'");
        assertEquals(1, catalogue.entries().size());
        assertEquals(Optional.empty(), catalogue.find(id(1)));
        assertTrue(catalogue.has(id(1)));
    }

    @Test
    void whatDoesNotFitIsRefusedForGood() {
        NewFile offer = file(1, ROMEO, JULIET, "a", 0).offer();
        StoredFile file = new StoredFile(id(1), offer, NOW, FileState.RECEIVING, Optional.empty(), "d".repeat(65));
        CatalogueException refused = assertThrows(CatalogueException.class, () -> catalogue.insert(file));
        assertEquals(DatabaseFailure.REFUSED, DatabaseFailure.of(refused));
        assertFalse(catalogue.has(id(1)));
    }
}
