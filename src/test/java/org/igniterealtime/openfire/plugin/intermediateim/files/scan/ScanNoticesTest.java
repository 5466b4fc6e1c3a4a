package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Notices;
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

class ScanNoticesTest {

    private final RecordingSink sink = new RecordingSink();
    private boolean mayLearn = true;
    private final ScanNotices notices = new ScanNotices(
            file -> mayLearn,
            new Notices(sink, (key, arguments) -> key + List.of(arguments), () -> "files.capulet.lit"));

    private static StoredFile infected(String name) {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit/orchard"),
                new JID("juliet@capulet.lit"),
                FileName.of(name),
                1,
                Optional.empty(),
                "",
                OfferedTo.BARE_JID);
        FileContent content = new FileContent("text/plain", "5a".repeat(32));
        return new StoredFile(
                        new FileId("3f".repeat(16)), offer, Instant.EPOCH, FileState.HELD, Optional.of(content), "here")
                .infected("Eicar");
    }

    private Message sent(int index) {
        return (Message) sink.sent().get(index);
    }

    @Test
    void bothSidesAreTold() {
        notices.infected(infected("letter.txt"));

        assertEquals(2, sink.sent().size());
        assertEquals(new JID("files.capulet.lit"), sent(0).getFrom());
        assertEquals(new JID("juliet@capulet.lit"), sent(0).getTo());
        assertEquals(Message.Type.chat, sent(0).getType());
        assertEquals("intermediateim.files.infected.owner[letter.txt, romeo@montague.lit, Eicar]", sent(0).getBody());
        assertEquals(new JID("juliet@files.capulet.lit"), sent(1).getFrom());
        assertEquals(new JID("romeo@montague.lit"), sent(1).getTo());
        assertEquals("intermediateim.files.infected.sender[letter.txt, juliet@capulet.lit, Eicar]", sent(1).getBody());
    }

    @Test
    void aSenderWhoMayNotLearnIsToldNothing() {
        mayLearn = false;
        notices.infected(infected("letter.txt"));

        assertEquals(1, sink.sent().size());
        assertEquals(new JID("juliet@capulet.lit"), sent(0).getTo());
    }

    @Test
    void namesAreQuoted() {
        notices.infected(infected("\u05d0.txt"));

        assertEquals(
                "intermediateim.files.infected.owner[\u2068\u05d0.txt\u2069, romeo@montague.lit, Eicar]",
                sent(0).getBody());
    }
}
