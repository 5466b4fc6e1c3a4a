package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.sql.TransferTable.Row;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory.HistoryException;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** What holds on every database, with the table made by the script that the plugin brings for it. */
abstract class TransferHistoryContract {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final JID ROMEO = new JID("romeo@example.org/orchard");
    private static final JID JULIET = new JID("juliet@example.org/balcony");
    private static final JID NURSE = new JID("nurse@elsewhere.example");

    private Database database;
    private SqlTransferHistory history;
    private Duration keep = Duration.ofDays(30);

    abstract TestedDatabase database();

    @BeforeEach
    void makeTable() throws Exception {
        database = database().empty();
        database().schema().install(database);
        history = new SqlTransferHistory(
                database, () -> keep, new DaemonThreads("").scheduler("history"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static FinishedTransfer transfer(JID requester, JID target, String file, Instant end) {
        return new FinishedTransfer(
                requester,
                target,
                Optional.of(new OfferedFile(file, OptionalLong.of(1000))),
                990,
                10,
                end.minusSeconds(60),
                end,
                Reason.COMPLETED);
    }

    private Page all() throws Exception {
        return find("");
    }

    private Page find(String search) throws Exception {
        written();
        return history.find(search, Optional.empty(), 0, 100);
    }

    /** Waits for the writer: it does one thing after the other. */
    private void written() throws Exception {
        history.forget(new JID("nobody@nowhere.example"));
    }

    @Test
    void givesBackWhatItWasTold() throws Exception {
        FinishedTransfer known = new FinishedTransfer(
                ROMEO,
                NURSE,
                Optional.of(new OfferedFile("Bücher – «списък» 📚 'x\";--.pdf", OptionalLong.of(5_000_000_000L))),
                5_000_000_000L,
                7,
                NOW.minusMillis(12_345),
                NOW,
                Reason.CLOSED_BY_ADMIN);
        FinishedTransfer unknown = new FinishedTransfer(
                JULIET,
                new JID("conference.example.org"),
                Optional.empty(),
                0,
                0,
                NOW.minusSeconds(100),
                NOW.minusSeconds(99),
                Reason.IDLE);
        FinishedTransfer sizeUnknown = new FinishedTransfer(
                JULIET,
                ROMEO,
                Optional.of(new OfferedFile("letter.txt", OptionalLong.empty())),
                1,
                2,
                NOW.minusSeconds(200),
                NOW.minusSeconds(199),
                Reason.BROKEN);
        List.of(known, unknown, sizeUnknown).forEach(history::finished);
        assertEquals(List.of(known, unknown, sizeUnknown), all().transfers());
    }

    @Test
    void takesTheLongestNamesThereAre() throws Exception {
        JID longest = new JID("a".repeat(1023), "b".repeat(60) + ".example", "é".repeat(511));
        FinishedTransfer transfer = transfer(longest, longest, "ж".repeat(300), NOW);
        history.finished(transfer);
        assertEquals(List.of(transfer), all().transfers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"📚", "x📚", "é"})
    void takesNamesOfWhateverCharacters(String character) throws Exception {
        FinishedTransfer transfer = transfer(ROMEO, JULIET, character.repeat(200), NOW);
        history.finished(transfer);
        history.finished(transfer(ROMEO, JULIET, "another", NOW.minusSeconds(1)));
        assertEquals(List.of(transfer.file().get().name(), "another"), names(all()));
    }

    private static List<String> names(Page page) {
        return page.transfers().stream().map(each -> each.file().get().name()).toList();
    }

    /** No JID is so long, but whatever the reason, one row must not take others with it. */
    @Test
    void losesOneRowThatTheDatabaseRefusesAndNoOther() throws Exception {
        JID tooLong = new JID("a".repeat(1023), "b".repeat(3000), null, true);
        for (int i = 0; i < 5; i++) {
            history.finished(transfer(ROMEO, JULIET, "file " + i, NOW.minusSeconds(i)));
            history.finished(transfer(tooLong, JULIET, "refused", NOW));
        }
        assertEquals(List.of("file 0", "file 1", "file 2", "file 3", "file 4"), names(all()));
    }

    @Test
    void findsByWhyATransferEnded() throws Exception {
        for (Reason reason : Reason.values()) {
            history.finished(new FinishedTransfer(
                    ROMEO,
                    JULIET,
                    Optional.of(new OfferedFile(reason + ".txt", OptionalLong.of(9))),
                    1,
                    0,
                    NOW.minusSeconds(60),
                    NOW,
                    reason));
        }
        written();
        for (Reason reason : Reason.values()) {
            assertEquals(List.of(reason + ".txt"), names(history.find("romeo", Optional.of(reason), 0, 9)));
        }
        assertEquals(
                Reason.values().length,
                history.find("txt", Optional.empty(), 0, 99).total());
        assertEquals(
                0, history.find("nobody", Optional.of(Reason.INCOMPLETE), 0, 9).total());
    }

    @Test
    void forgetsAUserWhoIsDeleted() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "one", NOW));
        history.userDeleted(ROMEO.asBareJID());
        history.finished(transfer(JULIET, NURSE, "two", NOW));
        assertEquals(List.of("two"), names(all()));
    }

    @Nested
    class WhileTheDatabaseIsAway {

        private final AtomicBoolean away = new AtomicBoolean(true);
        private final CountDownLatch tried = new CountDownLatch(1);
        private final SqlTransferHistory waiting = new SqlTransferHistory(
                () -> {
                    if (away.get()) {
                        tried.countDown();
                        throw new SQLException("connection refused", "08001");
                    }
                    return database.connect();
                },
                () -> keep,
                new DaemonThreads("").scheduler("history"),
                Clock.fixed(NOW, ZoneOffset.UTC));

        @AfterEach
        void closeToo() {
            waiting.close();
        }

        @Test
        void whatEndsWaitsAndIsWrittenInOrderAfterwards() throws Exception {
            waiting.finished(transfer(ROMEO, JULIET, "forgotten", NOW));
            assertTrue(tried.await(30, TimeUnit.SECONDS));
            waiting.userDeleted(ROMEO.asBareJID());
            for (int i = 0; i < 1000; i++) {
                waiting.finished(transfer(NURSE, JULIET, "file " + i, NOW.minusSeconds(i)));
            }
            assertThrows(HistoryException.class, () -> waiting.forget(JULIET.asBareJID()));
            away.set(false);
            waiting.close(); // tries once more
            Page written = history.find("", Optional.empty(), 0, 2000);
            assertEquals(1000, written.total());
            assertEquals("file 0", names(written).get(0));
            assertEquals("file 999", names(written).get(999));
        }

        @Test
        void whatEndsWaitsInABoundedNumber() throws Exception {
            for (int i = 0; i < SqlTransferHistory.MAX_WAITING + 10; i++) {
                waiting.finished(transfer(NURSE, JULIET, "file", NOW));
            }
            assertTrue(tried.await(30, TimeUnit.SECONDS));
            away.set(false);
            waiting.close();
            assertEquals(
                    SqlTransferHistory.MAX_WAITING,
                    history.find("", Optional.empty(), 0, 1).total());
        }
    }

    @Test
    void writesNothingTwiceThatWasWrittenInPart() throws Exception {
        List<Row> rows =
                List.of(Row.of(transfer(ROMEO, JULIET, "one", NOW)), Row.of(transfer(ROMEO, JULIET, "two", NOW)));
        TransferTable table = new TransferTable(database);
        table.insert(rows.subList(0, 1));
        assertTrue(table.has(rows.get(0)));
        assertFalse(table.has(rows.get(1)));
        assertThrows(SQLException.class, () -> table.insert(rows.subList(0, 1)));
    }

    @Test
    void givesPagesNewestFirst() throws Exception {
        for (int i = 0; i < 7; i++) {
            history.finished(transfer(ROMEO, JULIET, "file " + i, NOW.minusSeconds(i)));
        }
        written();
        Page second = history.find("", Optional.empty(), 3, 3);
        assertEquals(
                List.of("file 3", "file 4", "file 5"),
                second.transfers().stream().map(t -> t.file().get().name()).toList());
        assertEquals(7, second.total());
        assertEquals(List.of(), history.find("", Optional.empty(), 9, 3).transfers());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ROMEO, 2",
        "example.org, 2",
        "elsewhere, 1",
        "100%, 1",
        "%, 1",
        "_, 1",
        "!, 0",
        "letter, 1",
        "orchard, 0",
        "x' OR ''='', 0"
    })
    void findsByPartyAndByFile(String search, int found) throws Exception {
        history.finished(transfer(ROMEO, NURSE, "100%_done.txt", NOW));
        history.finished(transfer(JULIET, ROMEO, "Letter.txt", NOW));
        assertEquals(found, find(search).total());
        assertEquals(found, find(search).transfers().size());
    }

    @Test
    void forgetsAUserAndNobodyElse() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "one", NOW));
        history.finished(transfer(JULIET, ROMEO, "two", NOW));
        history.finished(transfer(JULIET, NURSE, "three", NOW));
        history.finished(transfer(new JID("xromeo@example.org"), NURSE, "four", NOW.minusSeconds(1)));
        assertEquals(2, history.count(ROMEO.asBareJID()));
        history.forget(ROMEO.asBareJID());
        assertEquals(0, history.count(ROMEO.asBareJID()));
        assertEquals(
                List.of("three", "four"),
                all().transfers().stream().map(t -> t.file().get().name()).toList());
    }

    @Test
    void tellsSimilarAddressesApart() throws Exception {
        JID plain = new JID("cafe@example.org");
        JID accented = new JID("café@example.org");
        history.finished(transfer(plain, accented, "one", NOW));
        history.finished(transfer(accented, NURSE, "two", NOW));
        written();
        assertEquals(Map.of(plain, 1000L, accented, 2000L, NURSE, 1000L), history.bytesSince(NOW.minusSeconds(3600)));
        history.forget(plain);
        assertEquals(
                List.of("two"),
                all().transfers().stream().map(t -> t.file().get().name()).toList());
    }

    @Test
    void forgetsAll() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "one", NOW));
        history.forgetAll();
        assertEquals(new Page(List.of(), 0), all());
    }

    @Test
    void knowsWhatEachPartyHasTransferredSince() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "one", NOW));
        history.finished(transfer(JULIET, NURSE, "two", NOW));
        history.finished(transfer(ROMEO, JULIET, "of yesterday", NOW.minusSeconds(86_400)));
        written();
        assertEquals(
                Map.of(ROMEO.asBareJID(), 1000L, JULIET.asBareJID(), 2000L, NURSE, 1000L),
                history.bytesSince(NOW.minusSeconds(3600)));
    }

    @Test
    void deletesWhatIsTooOldAtTheStart() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "old", NOW.minus(keep).minusMillis(1)));
        history.finished(transfer(ROMEO, JULIET, "young", NOW.minus(keep)));
        written();
        history.open();
        assertEquals(
                List.of("young"),
                all().transfers().stream().map(t -> t.file().get().name()).toList());
    }

    @Test
    void keepsNothingWhenToldSo() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "one", NOW.minusMillis(1)));
        written();
        keep = Duration.ZERO;
        history.pruneSoon();
        history.finished(transfer(ROMEO, JULIET, "two", NOW));
        assertEquals(0, all().total());
    }

    @Test
    void losesNothingWhenItIsClosed() throws Exception {
        for (int i = 0; i < 2000; i++) {
            history.finished(transfer(ROMEO, JULIET, "file " + i, NOW));
        }
        history.close();
        assertEquals(2000, history.find("", Optional.empty(), 0, 1).total());
    }

    @Test
    void keepsTheNewestOfTooMany() throws Exception {
        TransferTable table = new TransferTable(database);
        table.insert(List.of(
                Row.of(transfer(ROMEO, JULIET, "c", NOW)),
                Row.of(transfer(ROMEO, JULIET, "b", NOW.minusSeconds(1))),
                Row.of(transfer(ROMEO, JULIET, "a", NOW.minusSeconds(2)))));
        table.prune(NOW.minus(keep), 2);
        assertEquals(
                List.of("c", "b"),
                table.find("", Optional.empty(), 0, 9).transfers().stream()
                        .map(t -> t.file().get().name())
                        .toList());
        table.prune(NOW.minus(keep), 2);
        assertEquals(2, table.find("", Optional.empty(), 0, 9).total());
    }
}
