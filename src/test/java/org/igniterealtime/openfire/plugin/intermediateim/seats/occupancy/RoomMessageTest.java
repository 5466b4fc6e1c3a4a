package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Message;

class RoomMessageTest {

    private final RoomMessage.Reader reader = new RoomMessage.Reader();

    private static Message message(String body) {
        return Xml.message(
                "<message type='groupchat' from='orchard@rooms.lit/Juliet' to='romeo@montague.lit/unguessable'><body>"
                        + body + "</body></message>");
    }

    static String searchable(String text) {
        return new RoomMessage.Reader().read(message(text)).searchable();
    }

    @Test
    void isReadAndWrittenOnceForAllSeats() {
        Message message = message("Romeo");
        RoomMessage read = reader.read(message);
        message.setTo("benvolio@montague.lit/secret");
        assertSame(read, reader.read(message));
        assertSame(read.xml().orElseThrow(), reader.read(message).xml().orElseThrow());
        assertNotSame(read, reader.read(message("Romeo")), "another one that says the same");
    }

    @Test
    void isWrittenToNobodySinceAllSeatsShareIt() {
        assertEquals(
                "<message type=\"groupchat\" from=\"orchard@rooms.lit/Juliet\"><body>Romeo</body></message>",
                reader.read(message("Romeo")).xml().orElseThrow());
    }

    @Test
    void isNotWrittenIfItIsTooLarge() {
        assertEquals(
                Optional.empty(),
                reader.read(message("x".repeat(MissedMessage.MAX_BYTES))).xml());
    }

    @Test
    void hasTheFirstOfItsBodies() {
        RoomMessage read = reader.read(Xml.message("<message><body>one</body><body>two</body></message>"));
        assertEquals("one", read.body());
        assertEquals("one", read.searchable());
    }

    @Test
    void mayHaveNoText() {
        RoomMessage read = reader.read(Xml.message("<message/>"));
        assertEquals("", read.body());
        assertNull(read.searchable());
    }
}
