package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.OfferedFile;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.TransferHistory.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        history = new SqlTransferHistory(database, () -> keep, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static FinishedTransfer transfer(JID requester, JID target, String file, Instant end) {
        return new FinishedTransfer(requester, target, Optional.of(new OfferedFile(file, OptionalLong.of(1000))), 990, 10,
                end.minusSeconds(60), end, Reason.COMPLETED);
    }

    private Page all() throws Exception {
        return find("");
    }

    private Page find(String search) throws Exception {
        written();
        return history.find(search, 0, 100);
    }

    /** Waits for the writer: it does one thing after the other. */
    private void written() throws Exception {
        history.forget(new JID("nobody@nowhere.example"));
    }

    @Test
    void givesBackWhatItWasTold() throws Exception {
        FinishedTransfer known = new FinishedTransfer(ROMEO, NURSE,
                Optional.of(new OfferedFile("Bücher – «списък» 📚 'x\";--.pdf", OptionalLong.of(5_000_000_000L))), 5_000_000_000L, 7,
                NOW.minusMillis(12_345), NOW, Reason.CLOSED_BY_ADMIN);
        FinishedTransfer unknown = new FinishedTransfer(JULIET, new JID("conference.example.org"), Optional.empty(), 0, 0,
                NOW.minusSeconds(100), NOW.minusSeconds(99), Reason.IDLE);
        FinishedTransfer sizeUnknown = new FinishedTransfer(JULIET, ROMEO,
                Optional.of(new OfferedFile("letter.txt", OptionalLong.empty())), 1, 2, NOW.minusSeconds(200), NOW.minusSeconds(199),
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

    @Test
    void givesPagesNewestFirst() throws Exception {
        for (int i = 0; i < 7; i++) {
            history.finished(transfer(ROMEO, JULIET, "file " + i, NOW.minusSeconds(i)));
        }
        written();
        Page second = history.find("", 3, 3);
        assertEquals(List.of("file 3", "file 4", "file 5"), second.transfers().stream().map(t -> t.file().get().name()).toList());
        assertEquals(7, second.total());
        assertEquals(List.of(), history.find("", 9, 3).transfers());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ROMEO, 2", "example.org, 2", "elsewhere, 1", "100%, 1", "%, 1", "_, 1", "!, 0", "letter, 1", "orchard, 0", "x' OR ''='', 0"})
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
        assertEquals(List.of("three", "four"), all().transfers().stream().map(t -> t.file().get().name()).toList());
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
        assertEquals(List.of("two"), all().transfers().stream().map(t -> t.file().get().name()).toList());
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
        assertEquals(Map.of(ROMEO.asBareJID(), 1000L, JULIET.asBareJID(), 2000L, NURSE, 1000L),
                history.bytesSince(NOW.minusSeconds(3600)));
    }

    @Test
    void deletesWhatIsTooOldAtTheStart() throws Exception {
        history.finished(transfer(ROMEO, JULIET, "old", NOW.minus(keep).minusMillis(1)));
        history.finished(transfer(ROMEO, JULIET, "young", NOW.minus(keep)));
        written();
        history.open();
        assertEquals(List.of("young"), all().transfers().stream().map(t -> t.file().get().name()).toList());
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
        assertEquals(2000, history.find("", 0, 1).total());
    }

    @Test
    void keepsTheNewestOfTooMany() throws Exception {
        TransferTable table = new TransferTable(database);
        table.insert(List.of(transfer(ROMEO, JULIET, "c", NOW), transfer(ROMEO, JULIET, "b", NOW.minusSeconds(1)),
                transfer(ROMEO, JULIET, "a", NOW.minusSeconds(2))));
        table.prune(NOW.minus(keep), 2);
        assertEquals(List.of("c", "b"), table.find("", 0, 9).transfers().stream().map(t -> t.file().get().name()).toList());
        table.prune(NOW.minus(keep), 2);
        assertEquals(2, table.find("", 0, 9).total());
    }
}
