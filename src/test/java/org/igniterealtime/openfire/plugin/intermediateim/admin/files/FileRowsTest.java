package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.Inbox;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Direction;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer.Phase;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Scanning;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest.Check;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest.Finding;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.JID;

/** What the page shows of files. */
class FileRowsTest {

    private static final Quantities QUANTITIES = new Quantities(Locale.ENGLISH);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final Limits LIMITS =
            new Limits(100, 1000, 10, 1000, 5, 10_000, 2048, Duration.ofSeconds(30), Duration.ofDays(30));

    private static InboxRow inbox(int files, long bytes) {
        return InboxRow.of(new Inbox(JULIET, files, bytes, 3, NOW), LIMITS, QUANTITIES);
    }

    @Test
    void anInboxHasWhatWaits() {
        assertEquals(new InboxRow("juliet@capulet.lit", 2, "500\u00a0B", 50, 3, Date.from(NOW)), inbox(2, 500));
    }

    @ParameterizedTest(name = "{0} files, {1} B: {2} %")
    @CsvSource({"0, 0, 0", "1, 1, 10", "9, 1, 90", "1, 991, 100", "1, 2000, 200", "1, 99999, 999"})
    void anInboxIsAsFullAsItsFullerLimit(int files, long bytes, int percent) {
        assertEquals(percent, inbox(files, bytes).percent());
        assertEquals(Math.min(100, percent), inbox(files, bytes).bar());
    }

    private static StoredFile file(FileState state, FileContent content) {
        NewFile offer =
                new NewFile(ROMEO, JULIET, FileName.of("letter.txt"), 2048, Optional.empty(), "", OfferedTo.BARE_JID);
        return new StoredFile(new FileId("3f".repeat(16)), offer, NOW, state, Optional.ofNullable(content), "here");
    }

    @Test
    void aFileHasSenderOwnerAndType() {
        FileContent content = new FileContent("text/plain", "5a".repeat(32));

        assertEquals(
                new FileRow(
                        "3f".repeat(16),
                        Date.from(NOW),
                        "romeo@montague.lit",
                        "juliet@capulet.lit",
                        "letter.txt",
                        "2.0\u00a0KiB",
                        "text/plain",
                        "waiting",
                        ""),
                FileRow.of(file(FileState.WAITING, content), QUANTITIES));
        assertEquals("", FileRow.of(file(FileState.RECEIVING, null), QUANTITIES).type());
    }

    @Test
    void anInfectedFileTellsWhatWasFound() {
        StoredFile held = file(FileState.HELD, new FileContent("text/plain", "5a".repeat(32)));

        assertEquals("Eicar", FileRow.of(held.infected("Eicar"), QUANTITIES).finding());
        assertEquals("detected", FileRow.of(held.infected("Eicar"), QUANTITIES).state());
        StoredFile told = held.infected("Eicar").in(FileState.INFECTED);
        assertEquals("infected", FileRow.of(told, QUANTITIES).state());
        assertEquals("held", FileRow.of(held, QUANTITIES).state());
    }

    @Test
    void aFileThatCannotBeReadNowIsShownAsThat() {
        StoredFile waiting = file(FileState.WAITING, new FileContent("text/plain", "5a".repeat(32)));
        assertEquals("unreachable", FileRow.of(waiting, QUANTITIES, false).state());
        StoredFile lost = waiting.in(FileState.LOST);
        assertEquals("lost", FileRow.of(lost, QUANTITIES, false).state());
        assertEquals(
                new UnreachableRow("verona-0123456789abcdef", 2, "2.0\u00a0KiB"),
                UnreachableRow.of(new FileCatalogue.Place("verona-0123456789abcdef", 2, 2048), QUANTITIES));
    }

    @Test
    void aChoiceHasUserAndWay() {
        assertEquals(new ReceiveRow("juliet", "link"), ReceiveRow.of(Map.entry("juliet", ReceiveBy.LINK)));
        assertEquals(new ReceiveRow("romeo", "ask"), ReceiveRow.of(Map.entry("romeo", ReceiveBy.ASK)));
    }

    @Test
    void aScannerAnswersOrNot() {
        assertEquals(
                new FindingRow("scanner", true, "answers", "ClamAV 1.4.6", ""),
                FindingRow.of(new Scanning.Answer(true, "ClamAV 1.4.6")));
        assertEquals(
                new FindingRow("scanner", false, "failed", "ConnectException", ""),
                FindingRow.of(new Scanning.Answer(false, "ConnectException")));
    }

    private static LiveRow live(Direction direction, long size, long bytes, Phase phase) {
        LiveTransfer transfer = new LiveTransfer(
                direction,
                ROMEO,
                new JID("juliet@files.capulet.lit/inbox"),
                FileName.of("letter.txt"),
                size,
                bytes,
                phase,
                NOW.minusSeconds(75));
        return LiveRow.of(transfer, QUANTITIES, NOW);
    }

    @Test
    void aTransferHasADirection() {
        assertEquals(
                new LiveRow(
                        "in",
                        "romeo@montague.lit/orchard",
                        "juliet@files.capulet.lit",
                        "letter.txt",
                        "2.0\u00a0KiB",
                        50,
                        "in-band",
                        "1:15"),
                live(Direction.IN, 2048, 1024, Phase.IN_BAND));
        LiveRow out = live(Direction.OUT, 2048, 0, Phase.OFFERED);
        assertEquals("juliet@files.capulet.lit", out.from());
        assertEquals("romeo@montague.lit/orchard", out.to());
    }

    @Test
    void aTransferOfNothingHasNoProgress() {
        assertEquals(0, live(Direction.IN, 0, 0, Phase.SOCKS5).percent());
        assertEquals(
                100,
                live(Direction.IN, Long.MAX_VALUE, Long.MAX_VALUE, Phase.SOCKS5).percent());
    }

    @Test
    void aFindingSaysWhatItMeans() {
        assertEquals(
                new FindingRow("database", true, "works", "7", ""),
                FindingRow.of(new Finding(Check.DATABASE, true, 7, ""), LIMITS, QUANTITIES));
        assertEquals(
                new FindingRow("space", true, "enough", "4.0\u00a0KiB", "2.0\u00a0KiB"),
                FindingRow.of(new Finding(Check.SPACE, true, 4096, ""), LIMITS, QUANTITIES));
        assertEquals(
                new FindingRow("space", false, "not-enough", "1.0\u00a0KiB", "2.0\u00a0KiB"),
                FindingRow.of(new Finding(Check.SPACE, false, 1024, ""), LIMITS, QUANTITIES));
        assertEquals(
                new FindingRow("directory", false, "failed", "AccessDenied", ""),
                FindingRow.of(new Finding(Check.DIRECTORY, false, -1, "AccessDenied"), LIMITS, QUANTITIES));
    }
}
