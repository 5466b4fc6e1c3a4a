package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Test;

/** A server that is killed and started again. */
class RestartIT {

    private static final String GREETING = "good night 🌙";

    @Test
    void theSeatComesBackAndWhatItKeptIsThere() throws Exception {
        comesBack(EmbeddedOpenfire.withPlugin().lasting());
    }

    @Test
    void theSeatComesBackFromMariadb() throws Exception {
        try (MariadbServer mariadb = MariadbServer.start("mysql")) {
            comesBack(EmbeddedOpenfire.withPlugin().on(mariadb));
        }
    }

    private static void comesBack(EmbeddedOpenfire server) throws Exception {
        Room room = Room.unused();
        try (EmbeddedOpenfire openfire = server.user("romeo").user("juliet").start()) {
            RawClient juliet = login(openfire, "juliet");
            room.create(juliet, "Juliet");
            RawClient romeo = login(openfire, "romeo");
            assertTrue(SeatScene.tell(romeo, "keep " + room.address() + " as Romeo")
                    .contains("is in the room"));
            romeo.close();
            openfire.control()
                    .awaitSessionEnd(
                            romeo.jid()); // Openfire 4.2.0 loses what is said to a nick while one who has it goes
            room.whisper(juliet, "Romeo", GREETING);
            while (openfire.control()
                    .query("SELECT keptID FROM ofIntermediateImKept")
                    .isEmpty()) {
                juliet.arrivedSoFar();
            }
            openfire.restart();

            RawClient later = login(openfire, "juliet");
            awaitSeat(later, room); // Openfire 4.2.0 mixes up who is who where two join a room at the same moment
            room.join(later, "Juliet");
            if (later.arrivedSoFar().stream().noneMatch(stanza -> room.isPresence(stanza, "Romeo", null))) {
                room.awaitPresence(later, "Romeo", null);
            }
            RawClient back = login(openfire, "romeo");
            room.join(back, "Romeo");
            Element kept = back.await(stanza -> GREETING.equals(stanza.elementText("body")));
            assertEquals(room.occupant("Juliet"), kept.attributeValue("from"));
            assertEquals("urn:xmpp:delay", ((Element) kept.elements("delay").get(0)).getNamespaceURI());
        }
    }

    private static void awaitSeat(RawClient asking, Room room) {
        String items = "<iq type='get' id='%s' to='" + room.address()
                + "'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>";
        Instant late = Instant.now().plusSeconds(60);
        while (!asking.ask(items).asXML().contains(room.occupant("Romeo"))) {
            assertTrue(Instant.now().isBefore(late), "the seat does not come back");
        }
    }

    private static RawClient login(EmbeddedOpenfire openfire, String username) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, "raw");
    }
}
