package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.igniterealtime.openfire.plugin.intermediateim.testing.OccupantClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.junit.jupiter.api.Test;

/** Seats, with the libraries that clients are made of. */
class RealClientsIT extends SeatScene {

    @Test
    void smackLeavesAndFindsWhatWasSaidWhenItIsBack() throws Exception {
        room.create(juliet, "Juliet");
        try (SmackClient first = SmackClient.login(openfire.server(), romeoName)) {
            first.join(room, "Romeo");
            first.connection()
                    .sendStanza(first.connection()
                            .getStanzaFactory()
                            .buildMessageStanza()
                            .to("seats@agents.example.org")
                            .setBody("keep " + room.address() + " as Romeo")
                            .build());
            forget(juliet);
            room.awaitPresence(juliet, "Romeo", null); // the seat beside it
            first.leave(room, "Romeo");
        }
        Instant before = Instant.now().minusMillis(1);
        room.whisper(juliet, "Romeo", "good night");
        juliet.arrivedSoFar();
        Instant after = Instant.now();
        try (SmackClient back = SmackClient.login(openfire.server(), romeoName)) {
            back.join(room, "Romeo");
            OccupantClient.Heard kept = back.awaitHeard();
            assertEquals(room.occupant("Juliet"), kept.from());
            assertEquals("good night", kept.text());
            Instant said = Instant.parse(kept.time());
            assertTrue(!said.isBefore(before) && !said.isAfter(after), kept.time());
        }
    }

    @Test
    void slixmppCrashesAndFindsWhatWasSaidWhenItIsBack() throws Exception {
        room.create(juliet, "Juliet");
        String crashed;
        try (SlixmppClient first = SlixmppClient.login(openfire.server(), romeoName)) {
            crashed = first.jid();
            first.join(room, "Romeo");
            room.awaitPresence(juliet, "Romeo", null);
            romeo.send("<presence><priority>5</priority></presence>"); // it hears us, and slixmpp does not
            assertTrue(tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
        }
        awaitAway();
        openfire.control()
                .awaitSessionEnd(crashed); // Openfire 4.2.0 loses what is said to a nick while one who has it goes
        Instant before = Instant.now().minusMillis(1);
        room.whisper(juliet, "Romeo", "good night");
        juliet.arrivedSoFar();
        Instant after = Instant.now();
        try (SlixmppClient back = SlixmppClient.login(openfire.server(), romeoName)) {
            back.join(room, "Romeo");
            OccupantClient.Heard kept = back.awaitHeard();
            assertEquals(room.occupant("Juliet"), kept.from());
            assertEquals("good night", kept.text());
            Instant said = Instant.parse(kept.time());
            assertTrue(!said.isBefore(before) && !said.isAfter(after), kept.time());
            room.whisper(juliet, "Romeo", "are you back?");
            assertEquals(
                    new OccupantClient.Heard(room.occupant("Juliet"), "now", "are you back?"),
                    back.awaitHeard(),
                    "once");
        }
        assertTrue(!saw(juliet, "Romeo", "unavailable"));
    }
}
