package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatSettings;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFixture;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;

/** What others write to a seat while the database is away. */
class MissedMessageQueueTest extends SeatsFixture {

    private static final JID JULIET = new JID("juliet@capulet.lit/balcony");

    private void whisper(String text) {
        assertEquals(Outcome.TAKEN, enter(whisper(SEAT, text), Source.ELSEWHERE));
    }

    private List<String> kept() {
        return store.messages().stream().map(MissedMessage::text).toList();
    }

    private List<Message> errors() {
        return sent.stream()
                .filter(stanza -> stanza.getError() != null)
                .map(Message.class::cast)
                .toList();
    }

    @Test
    void waitsAndIsKeptWhenItIsBack() {
        keep();
        store.broken = true;
        for (int i = 0; i < 10; i++) {
            whisper("psst " + i);
        }
        tasks.timePasses();
        assertEquals(List.of(), kept());
        store.broken = false;
        tasks.timePasses();
        assertEquals(10, kept().size());
        assertEquals("psst 0", kept().get(0));
        assertEquals("psst 9", kept().get(9));
        assertEquals(List.of(), errors());
        assertEquals(10, feature.seats().all().get(0).kept().messages());
    }

    @Test
    void isRefusedToItsWriterWhereTooMuchWaits() {
        keep();
        host.occupants.put(JULIET, new JID(ROOM + "/Juliet"));
        store.broken = true;
        for (int i = 0; i < 100; i++) {
            whisper("psst " + i);
        }
        whisper("one too many");
        assertEquals(1, errors().size());
        Message error = errors().get(0);
        assertEquals(PacketError.Condition.resource_constraint, error.getError().getCondition());
        assertEquals(ROOM + "/Romeo", error.getFrom().toString());
        assertEquals(JULIET, error.getTo());
        assertEquals("one too many", error.getID());
        assertEquals(100, feature.counters().snapshot().get("messages"));
        store.broken = false;
        tasks.timePasses();
        assertEquals(100, kept().size());
        assertEquals(100, feature.seats().all().get(0).kept().messages(), "what was refused is not counted");
        whisper("later");
        assertEquals(101, kept().size(), "there is room again");
    }

    @Test
    void isRefusedThroughTheRoomOfAnotherServer() {
        keep();
        host.local = false;
        store.broken = true;
        for (int i = 0; i < 101; i++) {
            whisper("psst " + i);
        }
        assertEquals(1, errors().size(), errors().toString());
        assertEquals(SEAT, errors().get(0).getFrom(), errors().get(0).toXML());
        assertEquals(ROOM + "/Juliet", errors().get(0).getTo().toString());
    }

    @Test
    void isRefusedToNobodyWhenItWasSaidToAll() {
        keep();
        host.occupants.put(JULIET, new JID(ROOM + "/Juliet"));
        store.broken = true;
        for (int i = 0; i < 101; i++) {
            enter(said(SEAT, "<body>Romeo, " + i + "</body>"), Source.ELSEWHERE);
        }
        assertEquals(List.of(), errors());
    }

    @Test
    void isDeliveredAfterAnOutageToAPresentClient() {
        keep();
        whisper("before");
        store.broken = true;
        whisper("meanwhile");
        clientComes();
        tasks.timePasses();
        assertEquals(List.of(), bodies());
        store.broken = false;
        tasks.timePasses();
        assertEquals(List.of("before", "meanwhile"), bodies());
        assertEquals(List.of(), kept());
    }

    @Test
    void isTriedOnceMoreAtTheEndAndThenRefused() {
        keep();
        host.occupants.put(JULIET, new JID(ROOM + "/Juliet"));
        store.broken = true;
        whisper("never");
        feature.seats().close();
        assertEquals(1, errors().size());
    }

    @Test
    void isBoundedInOctets() {
        keep();
        host.local = false;
        store.broken = true;
        for (int i = 0; i < 20; i++) {
            whisper("x".repeat(30_000));
        }
        assertTrue(feature.counters().snapshot().get("messages") <= 8, "of 120 KB each");
        assertTrue(errors().size() >= 12, "who has written what is not kept is told");
        store.broken = false;
        tasks.timePasses();
        assertEquals(
                store.messages().size(),
                feature.seats().all().get(0).kept().messages(),
                "what is not kept does not count");
    }

    @Test
    void isNothingThatTheLimitsForbid() {
        feature.apply(settings.with(SeatSettings.KEPT_MESSAGES, 0L), true);
        keep();
        host.local = false;
        whisper("psst");
        assertEquals(
                PacketError.Condition.resource_constraint,
                errors().get(0).getError().getCondition());
        assertEquals(0, feature.seats().all().get(0).kept().messages());
        assertEquals(List.of(), store.messages());
        sent.clear();
        enter(said(SEAT, "<body>Romeo!</body>"), Source.ELSEWHERE);
        assertEquals(List.of(), sent, "to all: nobody waits for an answer");
    }

    @Test
    void isNothingThatItsWriterForbids() {
        keep();
        host.occupants.put(JULIET, new JID(ROOM + "/Juliet"));
        enter(
                Xml.message("<message type='chat' id='m1' from='" + ROOM + "/Juliet' to='" + SEAT
                        + "'><body>psst</body><no-store xmlns='urn:xmpp:hints'/></message>"),
                Source.ELSEWHERE);
        assertEquals(
                PacketError.Condition.not_acceptable, errors().get(0).getError().getCondition());
        assertEquals(JULIET, errors().get(0).getTo());
        assertEquals("m1", errors().get(0).getID());
        assertEquals(List.of(), kept());
    }
}
