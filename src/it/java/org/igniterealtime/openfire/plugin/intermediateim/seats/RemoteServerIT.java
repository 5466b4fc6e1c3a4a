package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Prosody;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A seat in a room of another server, Prosody, which is reached from server to server. */
@EnabledIf("org.igniterealtime.openfire.plugin.intermediateim.testing.Prosody#isInstalled")
class RemoteServerIT {

    private static EmbeddedOpenfire openfire;
    private static Prosody prosody;
    private static int users;

    private final Room room = Room.unused(Prosody.ROOMS);
    private String romeoName;
    private RawClient romeo;
    private RawClient juliet;

    @BeforeAll
    static void start() throws IOException {
        int[] ports = {FreePorts.next(), FreePorts.next(), FreePorts.next()};
        String there = "127.0.0.1:" + ports[1];
        prosody = Prosody.start(ports[0], ports[1], ports[2]);
        openfire = EmbeddedOpenfire.withPlugin()
                .lasting()
                .property("xmpp.server.socket.active", "true")
                .property("xmpp.server.socket.port", String.valueOf(ports[2]))
                .property("xmpp.server.tls.enabled", "false")
                .property("xmpp.server.tls.policy", "disabled")
                .property(
                        "dnsutil.dnsOverride",
                        "{" + Prosody.DOMAIN + "," + there + "},{" + Prosody.ROOMS + "," + there + "}")
                .start();
    }

    @AfterAll
    static void stop() {
        if (openfire != null) {
            openfire.close();
        }
        if (prosody != null) {
            prosody.close();
        }
    }

    @BeforeEach
    void enter() {
        romeoName = "romeo" + ++users;
        openfire.control().createUser(romeoName, EmbeddedOpenfire.PASSWORD);
        romeo = login("orchard");
        juliet = prosody.connect("juliet");
        room.create(juliet, "Juliet");
    }

    @AfterEach
    void leave() throws IOException {
        romeo.close();
        juliet.close();
    }

    private RawClient login(String resource) {
        return RawClient.login(openfire.clientPort(), romeoName, EmbeddedOpenfire.PASSWORD, resource);
    }

    /** Has the seat be kept, with Romeo's client beside it. */
    private void keepSeat() {
        room.join(romeo, "Romeo");
        assertTrue(SeatScene.tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
        SeatScene.forget(juliet);
        SeatScene.forget(romeo);
    }

    private void goOffline() throws IOException {
        romeo.send("<presence type='unavailable'/>");
        awaitAlone();
    }

    /** Romeo's client goes, and the seat is alone in the room when this returns. */
    private void awaitAlone() throws IOException {
        romeo.close();
        awaitAway("Romeo");
        openfire.control().awaitSessionEnd(romeo.jid()); // what it has told the room is on its way by then
        assertEquals("result", pingSeat().attributeValue("type"));
    }

    private void awaitAway(String nick) {
        juliet.await(stanza -> room.isPresence(stanza, nick, null) && "away".equals(stanza.elementText("show")));
    }

    /** The seat answers in turn: whatever was said to it before has arrived by then. */
    private Element askSeat(String payload) {
        return juliet.ask("<iq type='get' id='%s' to='" + room.occupant("Romeo") + "'>" + payload + "</iq>");
    }

    private Element pingSeat() {
        return askSeat("<ping xmlns='urn:xmpp:ping'/>");
    }

    private boolean saw(String nick, String type) {
        return juliet.arrivedSoFar().stream().anyMatch(stanza -> room.isPresence(stanza, nick, type));
    }

    private static Element awaitBody(RawClient client, String text) {
        return client.await(stanza -> stanza.getName().equals("message") && text.equals(stanza.elementText("body")));
    }

    private static long count(RawClient client, String text) {
        return client.arrivedSoFar().stream()
                .filter(stanza -> stanza.asXML().contains(text))
                .count();
    }

    @Nested
    class WhenTheLastClientIsGone {

        @Test
        void theUserIsStillThereAndNobodySawALeave() throws Exception {
            keepSeat();
            goOffline();
            RawClient mercutio = prosody.connect("mercutio");
            room.join(mercutio, "Mercutio");
            room.awaitPresence(juliet, "Mercutio", null);
            assertFalse(saw("Romeo", "unavailable"));
            mercutio.close();
        }

        @Test
        void soItIsWhenTheClientHasCrashed() throws Exception {
            keepSeat();
            awaitAlone();
            assertFalse(saw("Romeo", "unavailable"));
        }

        @Test
        void whatTheSeatAnnouncesIsWhatItAnswers() throws Exception {
            keepSeat();
            romeo.send("<presence type='unavailable'/>");
            Element away = juliet.await(
                    stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
            Element c = (Element) away.elements("c").get(0);
            Element info = askSeat("<query xmlns='http://jabber.org/protocol/disco#info' node='"
                    + c.attributeValue("node") + "#" + c.attributeValue("ver") + "'/>");
            assertTrue(info.asXML().contains("var=\"http://jabber.org/protocol/muc\""), info.asXML());
        }

        @Test
        void aPrivateMessageAndAMentionComeOnceWithTheirTime() throws Exception {
            keepSeat();
            goOffline();
            Instant before = Instant.now().minusMillis(1);
            room.whisper(juliet, "Romeo", "meet me at nine");
            room.say(juliet, "wherefore art thou Romeo?");
            pingSeat();
            Instant after = Instant.now();
            romeo = login("balcony");
            room.join(romeo, "Romeo");
            Element message = awaitBody(romeo, "meet me at nine");
            assertEquals(room.occupant("Juliet"), message.attributeValue("from"));
            Instant said = Instant.parse(((Element) message.elements("delay").get(0)).attributeValue("stamp"));
            assertTrue(!said.isBefore(before) && !said.isAfter(after), message.asXML());
            String digest = SeatScene.awaitAgent(romeo);
            assertTrue(digest.contains("Juliet: wherefore art thou Romeo?"), digest);
            room.whisper(juliet, "Romeo", "at last");
            room.say(juliet, "that was long");
            awaitBody(romeo, "at last");
            room.awaitSaid(romeo, "that was long");
            assertEquals(0, count(romeo, "meet me at nine"));
            assertEquals(0, count(romeo, "wherefore"));
            assertEquals(0, count(romeo, "at last"));
            assertFalse(saw("Romeo", "unavailable"));
        }
    }

    @Nested
    class WhenAClientComesBack {

        @Test
        void itSharesTheNickAndIsShownAsItself() throws Exception {
            keepSeat();
            goOffline();
            SeatScene.forget(juliet);
            romeo = login("balcony");
            room.join(romeo, "Romeo");
            room.say(romeo, "here I am");
            room.awaitSaid(juliet, "here I am");
            assertTrue(juliet.arrivedSoFar().stream()
                    .filter(stanza -> room.isPresence(stanza, "Romeo", null))
                    .allMatch(stanza -> stanza.element("show") == null));
            assertFalse(saw("Romeo", "unavailable"));
        }

        @Test
        void underAnotherNickTheSeatFollows() throws Exception {
            keepSeat();
            goOffline();
            romeo = login("balcony");
            room.join(romeo, "Montague");
            Element renamed = room.awaitPresence(juliet, "Romeo", "unavailable");
            assertTrue(renamed.asXML().contains("code=\"303\""), renamed.asXML());
            room.awaitPresence(juliet, "Montague", null);
            romeo.close();
            awaitAway("Montague");
            assertFalse(saw("Montague", "unavailable"));
        }
    }

    @Nested
    class WhileAClientIsThere {

        @Test
        void itAnswersAndNobodyElse() {
            keepSeat();
            List<String> payloads = List.of(
                    "<query xmlns='http://jabber.org/protocol/disco#info'/>",
                    "<ping xmlns='urn:xmpp:ping'/>",
                    "<si xmlns='http://jabber.org/protocol/si' id='s1' profile='http://jabber.org/protocol/si/profile/file-transfer'>"
                            + "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='x' size='1'/></si>");
            for (String payload : payloads) {
                juliet.send("<iq type='" + (payload.startsWith("<si") ? "set" : "get") + "' id='question' to='"
                        + room.occupant("Romeo") + "'>" + payload + "</iq>");
                Element question = romeo.await(stanza ->
                        stanza.getName().equals("iq") && room.occupant("Juliet").equals(stanza.attributeValue("from")));
                romeo.send("<iq type='result' id='" + question.attributeValue("id") + "' to='" + room.occupant("Juliet")
                        + "'><by xmlns='urn:the:client'/></iq>");
                Element answer = juliet.await(stanza -> "question".equals(stanza.attributeValue("id")));
                assertEquals("urn:the:client", ((Element) answer.elements().get(0)).getNamespaceURI(), answer.asXML());
            }
            room.say(juliet, "no more questions");
            room.awaitSaid(romeo, "no more questions");
            assertTrue(romeo.arrivedSoFar().stream()
                    .noneMatch(stanza -> stanza.getName().equals("iq")));
            assertTrue(juliet.arrivedSoFar().stream()
                    .noneMatch(stanza -> stanza.getName().equals("iq")));
        }

        @Test
        void aPrivateMessageComesOnce() {
            keepSeat();
            room.whisper(juliet, "Romeo", "psst");
            awaitBody(romeo, "psst");
            room.say(juliet, "what?");
            room.awaitSaid(romeo, "what?");
            assertEquals(0, count(romeo, "psst"));
        }

        @Test
        void itCanChangeItsNick() throws Exception {
            keepSeat();
            romeo.send("<presence to='" + room.occupant("Montague") + "'/>");
            room.awaitSelf(romeo, "Montague");
            Element renamed = room.awaitPresence(juliet, "Romeo", "unavailable");
            assertTrue(renamed.asXML().contains("code=\"303\""), renamed.asXML());
            room.awaitPresence(juliet, "Montague", null);
            room.awaitPresence(juliet, "Montague", null); // the seat is back beside it
            romeo.close();
            awaitAway("Montague");
            assertFalse(saw("Montague", "unavailable"));
            assertFalse(saw("Romeo", "unavailable"));
        }

        @Test
        void aNickThatIsTakenLeavesBothWhereTheyAre() throws Exception {
            keepSeat();
            romeo.send("<presence to='" + room.occupant("Juliet") + "'/>");
            romeo.await(stanza -> stanza.getName().equals("presence") && "error".equals(stanza.attributeValue("type")));
            room.awaitPresence(juliet, "Romeo", null); // without the seat
            room.awaitPresence(juliet, "Romeo", null); // with it
            awaitAlone();
            assertFalse(saw("Romeo", "unavailable"));
        }

        @Test
        void theSecondMayGoToo() throws Exception {
            keepSeat();
            RawClient second = login("second");
            room.join(second, "Romeo");
            second.close();
            openfire.control().awaitSessionEnd(second.jid());
            room.whisper(juliet, "Romeo", "are you there?");
            awaitBody(romeo, "are you there?");
            assertTrue(juliet.arrivedSoFar().stream().noneMatch(stanza -> "away".equals(stanza.elementText("show"))));
            romeo.close();
            awaitAway("Romeo");
        }

        @Test
        void itIsToldThatItLeftAndTheSeatStays() {
            keepSeat();
            room.leave(romeo, "Romeo");
            Element leaveConfirmation = room.awaitPresence(romeo, "Romeo", "unavailable");
            assertTrue(leaveConfirmation.asXML().contains("code=\"110\""), leaveConfirmation.asXML());
            awaitAway("Romeo");
            assertFalse(saw("Romeo", "unavailable"));
        }
    }

    @Nested
    class WhenTheRoomEndsIt {

        @Test
        void byAKickTheUserIsToldWhy() throws Exception {
            keepSeat();
            goOffline();
            room.administer(juliet, "<item nick='Romeo' role='none'><reason>too loud</reason></item>");
            room.awaitPresence(juliet, "Romeo", "unavailable");
            String told = toldOnReturn();
            assertTrue(told.startsWith("You were kicked from " + room.address()) && told.endsWith("too loud"), told);
        }

        @Test
        void byABanTheUserIsToldWhy() throws Exception {
            keepSeat();
            goOffline();
            room.administer(
                    juliet,
                    "<item jid='" + romeoName
                            + "@example.org' affiliation='outcast'><reason>a Montague</reason></item>");
            String told = toldOnReturn();
            assertTrue(told.startsWith("You were banned from " + room.address()) && told.endsWith("a Montague"), told);
        }

        @Test
        void byItsOwnEndTheUserIsToldWhereToGo() throws Exception {
            keepSeat();
            goOffline();
            room.destroy(juliet, "<destroy jid='crypt@rooms.verona.lit'><reason>all dead</reason></destroy>");
            String told = toldOnReturn();
            assertTrue(
                    told.contains(room.address())
                            && told.contains("crypt@rooms.verona.lit")
                            && told.contains("all dead"),
                    told);
        }

        private String toldOnReturn() {
            SeatScene.awaitOfflineMessage(openfire.control(), romeoName);
            romeo = login("balcony");
            String told = SeatScene.awaitAgent(romeo);
            assertEquals("You have no seats.", SeatScene.tell(romeo, "list"));
            return told;
        }
    }

    @Test
    void aRoomForMembersOnlyIsNotKept() {
        Room closed =
                Room.unused(Prosody.ROOMS).create(juliet, "Juliet", Room.field("muc#roomconfig_membersonly", "1"));
        String told = SeatScene.tell(romeo, "keep " + closed.address());
        assertTrue(told.startsWith("The room " + closed.address() + " admits members only, so no seat is kept."), told);
    }

    @Test
    void aRoomThatIsNotThereIsNotMade() {
        String nowhere = Room.unused(Prosody.ROOMS).address();
        assertEquals(
                "The room " + nowhere + " does not exist at the moment. The seat tries again later.",
                SeatScene.tell(romeo, "keep " + nowhere));
        assertFalse(isThere(nowhere));
    }

    private boolean isThere(String address) {
        return juliet.ask("<iq type='get' id='%s' to='" + address
                        + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                .attributeValue("type")
                .equals("result");
    }

    @Test
    void aTemporaryRoomIsNotKeptAlive() throws Exception {
        Room temporary = Room.unused(Prosody.ROOMS).createTemporary(juliet, "Juliet");
        temporary.join(romeo, "Romeo");
        assertTrue(SeatScene.tell(romeo, "keep " + temporary.address() + " as Romeo")
                .contains("is in the room"));
        romeo.close();
        juliet.await(
                stanza -> temporary.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
        temporary.leave(juliet, "Juliet");
        long start = System.nanoTime();
        while (isThere(temporary.address())) {
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "the room lives on");
        }
    }

    @Test
    void afterARestartOfTheOtherServerTheSeatIsStillThere() throws Exception {
        keepSeat();
        goOffline();
        prosody.restart(); // it remembers who is in its rooms
        juliet = prosody.connect("juliet");
        room.join(juliet, "Juliet");
        assertTrue(saw("Romeo", null));
        assertEquals("result", pingSeat().attributeValue("type"));
    }

    @Test
    void afterARestartTheSeatIsThereAgain() throws Exception {
        keepSeat();
        goOffline();
        SeatScene.forget(juliet);
        openfire.restart();
        awaitAway("Romeo");
        assertEquals("result", pingSeat().attributeValue("type"));
        assertFalse(saw("Romeo", "unavailable"));
    }
}
