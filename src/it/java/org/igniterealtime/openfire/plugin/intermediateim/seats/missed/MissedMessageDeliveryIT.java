package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatScene;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Test;

/** What is kept while a user is away, and brought when the user is back. */
class MissedMessageDeliveryIT extends SeatScene {

    private static List<Element> saying(RawClient client, String text) {
        return client.arrivedSoFar().stream()
                .filter(stanza -> stanza.getName().equals("message")
                        && String.valueOf(stanza.elementText("body")).contains(text))
                .toList();
    }

    private static Element awaitBody(RawClient client, String text) {
        return client.await(stanza -> stanza.getName().equals("message") && text.equals(stanza.elementText("body")));
    }

    private static Instant stamp(Element message) {
        Element delay = (Element) message.elements("delay").get(0);
        assertEquals("urn:xmpp:delay", delay.getNamespaceURI());
        return Instant.parse(delay.attributeValue("stamp"));
    }

    @Test
    void aPrivateMessageComesOnceFromWhoSaidItWithItsTime() throws Exception {
        keepSeat();
        goOffline();
        Instant before = Instant.now().minusMillis(1);
        room.whisper(juliet, "Romeo", "meet me at nine");
        juliet.arrivedSoFar();
        Instant after = Instant.now();
        RawClient back = comeBack();
        room.join(back, "Romeo");
        Element message = awaitBody(back, "meet me at nine");
        assertEquals(room.occupant("Juliet"), message.attributeValue("from"));
        assertEquals("chat", message.attributeValue("type"));
        assertTrue(!stamp(message).isBefore(before) && !stamp(message).isAfter(after), message.asXML());
        RawClient second = openfire.connect(romeoName, "second");
        room.join(second, "Romeo");
        room.say(juliet, "is that you?");
        room.awaitSaid(second, "is that you?");
        room.awaitSaid(back, "is that you?");
        assertEquals(List.of(), saying(back, "meet me"));
        assertEquals(List.of(), saying(second, "meet me"));
    }

    @Test
    void mentionsComeInOneDigest() throws Exception {
        keepSeat();
        goOffline();
        room.say(juliet, "wherefore art thou ROMEO?");
        room.say(juliet, "nothing about anybody");
        room.say(juliet, "tell " + romeoName + "@example.org that I wait");
        room.say(juliet, "Romeos are many");
        RawClient back = comeBack();
        room.join(back, "Romeo");
        String digest = awaitAgent(back);
        assertTrue(
                digest.startsWith("While you were away, you were mentioned in " + room.address() + " (2):\n["), digest);
        assertTrue(digest.contains("UTC] Juliet: wherefore art thou ROMEO?\n"), digest);
        assertTrue(digest.contains("that I wait"), digest);
        room.say(juliet, "welcome");
        room.awaitSaid(back, "welcome");
        assertTrue(back.arrivedSoFar().stream().noneMatch(SeatScene::isFromAgent));
    }

    @Test
    void whatTheRoomTellsIsNotToldAgain() throws Exception {
        keepSeat();
        goOffline();
        room.say(juliet, "Romeo, the room remembers this");
        room.whisper(juliet, "Romeo", "and not this");
        RawClient back = comeBack();
        room.join(back, "Romeo", "");
        awaitBody(back, "and not this");
        assertEquals(1, saying(back, "the room remembers").size());
    }

    @Test
    void theLastMessagesComeIfTheUserWantsThem() throws Exception {
        room.create(juliet, "Juliet");
        room.join(romeo, "Romeo");
        romeo.ask("<iq type='set' id='%s' to='agents.example.org'><command action='complete' "
                + "xmlns='http://jabber.org/protocol/commands' node='intermediateim#keep'><x xmlns='jabber:x:data' type='submit'>"
                + Room.field("room", room.address()) + Room.field("nick", "Romeo") + Room.field("last", "2")
                + "</x></command></iq>");
        assertTrue(awaitAgent(romeo).contains("is in the room"));
        goOffline();
        for (String said : List.of("one", "two", "Romeo, three")) {
            room.say(juliet, said);
        }
        RawClient back = comeBack();
        room.join(back, "Romeo");
        Element two = awaitBody(back, "two");
        assertEquals("groupchat", two.attributeValue("type"));
        assertEquals(room.occupant("Juliet"), two.attributeValue("from"));
        stamp(two);
        stamp(awaitBody(back, "Romeo, three"));
        room.say(juliet, "welcome");
        room.awaitSaid(back, "welcome");
        assertEquals(List.of(), saying(back, "one"));
        assertTrue(back.arrivedSoFar().stream().noneMatch(SeatScene::isFromAgent), "it came already");
    }

    @Test
    void anInvitationIsKept() throws Exception {
        keepSeat();
        goOffline();
        juliet.send("<message to='" + room.occupant("Romeo")
                + "'><x xmlns='jabber:x:conference' jid='balcony@conference.example.org'/>" + "</message>");
        juliet.arrivedSoFar();
        RawClient back = comeBack();
        room.join(back, "Romeo");
        Element invitation = back.await(stanza -> stanza.asXML().contains("balcony@conference.example.org"));
        assertEquals(room.occupant("Juliet"), invitation.attributeValue("from"));
    }

    @Test
    void whoDoesNotComeIntoTheRoomIsToldAllTheSame() throws Exception {
        openfire.property("plugin.intermediateim.seats.return-wait", "1");
        keepSeat();
        goOffline();
        room.say(juliet, "Romeo?");
        room.whisper(juliet, "Romeo", "psst");
        juliet.arrivedSoFar();
        RawClient back = comeBack();
        assertEquals(room.occupant("Juliet"), awaitBody(back, "psst").attributeValue("from"));
        assertTrue(awaitAgent(back).contains("Romeo?"));
    }

    @Test
    void whoseConnectionIsBrokenIsToldWhenItIsResumed() throws Exception {
        openfire.property("plugin.intermediateim.seats.return-wait", "1");
        keepSeat();
        goOffline();
        room.whisper(juliet, "Romeo", "psst");
        juliet.arrivedSoFar();
        String session;
        try (RawClient broken = authenticated()) {
            broken.bind("balcony");
            broken.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            session =
                    broken.await(element -> element.getName().equals("enabled")).attributeValue("id");
            broken.send("<presence/>");
            broken.arrivedSoFar();
        }
        awaitNothingKept();
        try (RawClient resumed = authenticated()) {
            resumed.readAll("resumed");
            resumed.send("<resume xmlns='urn:xmpp:sm:3' previd='" + session + "' h='0'/>");
            assertEquals(room.occupant("Juliet"), awaitBody(resumed, "psst").attributeValue("from"));
        }
    }

    private RawClient authenticated() {
        RawClient client = RawClient.connect(openfire.server().clientPort());
        client.authenticate(romeoName, EmbeddedOpenfire.PASSWORD);
        return client;
    }

    private void awaitNothingKept() {
        long start = System.nanoTime();
        while (!openfire.control()
                .query("SELECT body FROM ofIntermediateImKept WHERE owner = '" + romeoName + "@example.org'")
                .isEmpty()) {
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "it is still kept");
        }
    }

    @Test
    void whomTheUserBlocksIsNotBrought() throws Exception {
        keepSeat();
        goOffline();
        room.whisper(juliet, "Romeo", "you block me");
        RawClient mercutio = openfire.client("mercutio");
        room.join(mercutio, "Mercutio");
        room.whisper(mercutio, "Romeo", "not me");
        mercutio.arrivedSoFar();
        RawClient back = comeBack();
        back.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='no'>"
                + "<item type='jid' value='" + room.occupant("Juliet") + "' action='deny' order='1'><message/></item>"
                + "<item action='allow' order='2'/></list></query></iq>");
        back.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='no'/></query></iq>");
        room.join(back, "Romeo");
        awaitBody(back, "not me");
        room.say(mercutio, "still here?"); // the room has not thrown the client out for an error
        room.awaitSaid(back, "still here?");
        assertEquals(List.of(), saying(back, "you block me"));
    }
}
