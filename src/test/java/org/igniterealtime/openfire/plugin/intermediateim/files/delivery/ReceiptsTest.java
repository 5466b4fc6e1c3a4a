package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class ReceiptsTest {

    private final RecordingSink sink = new RecordingSink();
    private boolean mayLearn = true;
    private final Receipts receipts = new Receipts(
            file -> mayLearn,
            new Notices(sink, (key, arguments) -> key + List.of(arguments), () -> "files.capulet.lit"));

    private static StoredFile file(String name) {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit/orchard"),
                new JID("juliet@capulet.lit"),
                FileName.of(name),
                1,
                Optional.empty(),
                "",
                OfferedTo.BARE_JID);
        return new StoredFile(
                new FileId("3f".repeat(16)),
                offer,
                Instant.EPOCH,
                FileState.WAITING,
                Optional.of(new FileContent("text/plain", "5a".repeat(32))),
                "here");
    }

    private Message receipt() {
        assertEquals(1, sink.sent().size());
        return (Message) sink.sent().get(0);
    }

    @Test
    void areSentByTheDropBoxToWhereverTheSenderIs() {
        receipts.delivered(file("letter.txt"));

        assertEquals(new JID("juliet@files.capulet.lit"), receipt().getFrom());
        assertEquals(new JID("romeo@montague.lit"), receipt().getTo());
        assertEquals(Message.Type.chat, receipt().getType());
        assertEquals(
                "intermediateim.files.receipt.delivered[letter.txt, juliet@capulet.lit]",
                receipt().getBody());
    }

    @Test
    void tellAnOwnerWhoWantsToBeAsked() {
        mayLearn = false; // which is about the sender
        receipts.waits(file("letter.txt"));

        assertEquals(new JID("juliet@files.capulet.lit"), receipt().getFrom());
        assertEquals(new JID("juliet@capulet.lit"), receipt().getTo());
        assertEquals(
                "intermediateim.files.waits[romeo@montague.lit, letter.txt]",
                receipt().getBody());
    }

    @Test
    void sayThatAFileWasDeclined() {
        receipts.declined(file("letter.txt"));

        assertEquals(
                "intermediateim.files.receipt.declined[letter.txt, juliet@capulet.lit]",
                receipt().getBody());
    }

    @Test
    void areNotSentToWhomeverMayNotLearn() {
        mayLearn = false;

        receipts.delivered(file("letter.txt"));
        receipts.declined(file("letter.txt"));

        assertEquals(List.of(), sink.sent());
    }

    @Test
    void quoteNames() {
        receipts.delivered(file("\u05d0.txt"));

        assertEquals(
                "intermediateim.files.receipt.delivered[\u2068\u05d0.txt\u2069, juliet@capulet.lit]",
                receipt().getBody());
    }
}
