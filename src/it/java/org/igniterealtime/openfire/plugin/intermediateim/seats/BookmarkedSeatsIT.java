package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Test;

/** Seats that the admin keeps for members of a group in rooms that these have bookmarked. */
class BookmarkedSeatsIT {

    private static final String GROUPS = "plugin.intermediateim.seats.groups";

    private final Room room = Room.unused();

    @Test
    void aSeatStaysWhileTheDatabaseIsAwayAndEndsWhenTheBookmarksAreDeleted() throws Exception {
        try (MariadbServer mariadb = MariadbServer.start("mysql");
                EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                        .on(mariadb)
                        .user("romeo")
                        .user("juliet")
                        .start()) {
            openfire.control().createGroup("houses", List.of("romeo"));
            RawClient juliet = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "raw");
            room.create(juliet, "Juliet");
            RawClient romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw");
            store(romeo, "<conference autojoin='true' jid='" + room.address() + "'><nick>Romeo</nick></conference>");
            openfire.control().setProperty(GROUPS, "houses");
            room.awaitPresence(juliet, "Romeo", null);

            mariadb.end();
            openfire.control().setProperty(GROUPS, "houses,montagues"); // has the bookmarks read
            mariadb.begin();
            assertTrue(SeatScene.tell(juliet, "keep " + room.address() + " as Capulet")
                    .contains("is in the room")); // done after that
            assertTrue(SeatScene.tell(romeo, "list").contains(room.address()));
            assertEquals(List.of("juliet@example.org", "romeo@example.org"), owners(openfire));
            assertTrue(juliet.arrivedSoFar().stream()
                    .noneMatch(stanza -> room.isPresence(stanza, "Romeo", "unavailable")));

            store(romeo, "");
            openfire.control().setProperty(GROUPS, "houses");
            room.awaitPresence(juliet, "Romeo", "unavailable");
            assertEquals(List.of("juliet@example.org"), owners(openfire));
        }
    }

    private static List<String> owners(EmbeddedOpenfire openfire) {
        return openfire.control().query("SELECT owner FROM ofIntermediateImSeat ORDER BY owner");
    }

    private static void store(RawClient client, String bookmarks) {
        assertEquals(
                "result",
                client.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>"
                                + bookmarks + "</storage></query></iq>")
                        .attributeValue("type"));
    }
}
