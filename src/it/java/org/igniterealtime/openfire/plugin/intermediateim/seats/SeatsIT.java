package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Seats in rooms of the server's own, with raw clients: Romeo has one, Juliet sees him there. */
class SeatsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private final Room room = Room.unused();
    private String romeoName;
    private RawClient juliet;
    private RawClient romeo;

    @BeforeEach
    void enter() {
        juliet = openfire.client("juliet");
        romeoName = openfire.user("romeo");
        romeo = openfire.connect(romeoName, "orchard");
        room.create(juliet, "Juliet");
    }

    static String tell(RawClient client, String words) {
        client.send("<message type='chat' to='agents.example.org'><body>" + words + "</body></message>");
        return awaitAgent(client);
    }

    static String awaitAgent(RawClient client) {
        return client.await(stanza -> stanza.getName().equals("message")
                && "agents.example.org".equals(stanza.attributeValue("from"))).elementText("body");
    }

    /** Has the seat kept, with Romeo's client in the room beside it. */
    private void keepSeat() {
        room.join(romeo, "Romeo");
        tell(romeo, "keep " + room.address() + " as Romeo");
        assertTrue(awaitAgent(romeo).contains("is there"));
        juliet.arrivedSoFar();
    }

    /** Romeo's client goes, and is gone when this returns. */
    private void goOffline() throws Exception {
        romeo.send("<presence type='unavailable'/>");
        room.awaitPresence(juliet, "Romeo", null); // away now
    }

    private static boolean saw(RawClient client, Room room, String nick, String type) {
        return client.arrivedSoFar().stream().anyMatch(stanza -> room.isPresence(stanza, nick, type));
    }

    @Nested
    class WhenTheLastClientLeaves {

        @Test
        void theUserIsStillThereAndNobodySawALeave() throws Exception {
            keepSeat();
            romeo.send("<presence type='unavailable'/>");
            Element away = juliet.await(stanza -> room.isPresence(stanza, "Romeo", null)
                    && "away".equals(stanza.elementText("show")));
            assertNotNull(away);
            romeo.close();
            assertFalse(saw(juliet, room, "Romeo", "unavailable"));
            RawClient mercutio = openfire.client("mercutio");
            room.join(mercutio, "Mercutio");
            room.awaitPresence(juliet, "Mercutio", null);
            assertFalse(saw(juliet, room, "Romeo", "unavailable"));
        }
    }
}
