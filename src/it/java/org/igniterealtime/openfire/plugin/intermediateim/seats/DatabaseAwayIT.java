package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Test;

/** A database that goes away while a seat is kept, and comes back. */
class DatabaseAwayIT {

    private static final List<String> WHISPERS =
            IntStream.range(0, 10).mapToObj(i -> "whisper " + i).toList();

    private final Room room = Room.unused();

    private interface Away {
        void with(MariadbServer mariadb) throws Exception;
    }

    @Test
    void whatIsWrittenToASeatWhileItIsDownIsDelivered() throws Exception {
        nothingIsLost(MariadbServer::end, MariadbServer::begin);
    }

    @Test
    void whatIsWrittenToASeatWhileItHangsIsDelivered() throws Exception {
        nothingIsLost(MariadbServer::hang, MariadbServer::wake);
    }

    private void nothingIsLost(Away goes, Away comesBack) throws Exception {
        try (MariadbServer mariadb = MariadbServer.start("mysql");
                EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                        .on(mariadb)
                        .user("romeo")
                        .user("juliet")
                        .user("benvolio")
                        .start()) {
            RawClient juliet = login(openfire, "juliet");
            RawClient benvolio = login(openfire, "benvolio");
            room.create(juliet, "Juliet");
            RawClient romeo = login(openfire, "romeo");
            assertTrue(SeatScene.tell(romeo, "keep " + room.address() + " as Romeo")
                    .contains("is in the room"));
            romeo.close();
            openfire.control().awaitSessionEnd(romeo.jid());

            goes.with(mariadb);
            WHISPERS.forEach(text -> room.whisper(juliet, "Romeo", text));
            benvolio.send("<message type='chat' id='order' to='agents.example.org'><body>keep " + room.address()
                    + " as Benvolio</body></message>");
            for (RawClient client : List.of(juliet, benvolio)) { // stanzas of a client are routed in order
                client.send("<iq type='get' id='routed' to='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
                client.await(stanza -> "routed".equals(stanza.attributeValue("id")));
            }
            assertTrue(benvolio.arrivedSoFar().stream().noneMatch(SeatScene::isFromAgent), "nothing is confirmed yet");
            comesBack.with(mariadb);

            assertTrue(SeatScene.awaitAgent(benvolio).contains("is in the room"));
            assertEquals(
                    List.of("benvolio@example.org", "romeo@example.org"),
                    openfire.control().query("SELECT owner FROM ofIntermediateImSeat ORDER BY owner"));
            RawClient back = login(openfire, "romeo");
            room.join(back, "Romeo");
            WHISPERS.forEach(text -> back.await(stanza -> text.equals(stanza.elementText("body"))));
            assertTrue(
                    juliet.arrivedSoFar().stream().noneMatch(stanza -> "error".equals(stanza.attributeValue("type"))));
            assertTrue(benvolio.arrivedSoFar().stream()
                    .noneMatch(stanza -> "error".equals(stanza.attributeValue("type"))));
        }
    }

    private static RawClient login(EmbeddedOpenfire openfire, String username) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, "raw");
    }
}
