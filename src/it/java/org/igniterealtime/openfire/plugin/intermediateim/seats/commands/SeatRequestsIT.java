package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatScene;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

/** What is asked through the nick that seat and client share, and what users ask for seats. */
class SeatRequestsIT extends SeatScene {

    private static final List<String> PAYLOADS = List.of(
            "<query xmlns='http://jabber.org/protocol/disco#info'/>",
            "<ping xmlns='urn:xmpp:ping'/>",
            "<si xmlns='http://jabber.org/protocol/si' id='s1' "
                    + "profile='http://jabber.org/protocol/si/profile/file-transfer'>"
                    + "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='x' size='1'/></si>");

    private void ask(String id, String payload) {
        juliet.send("<iq type='" + (payload.startsWith("<si") ? "set" : "get") + "' id='" + id + "' to='"
                + room.occupant("Romeo") + "'>" + payload + "</iq>");
    }

    @Nested
    class WhileAClientIsThere {

        @Test
        void theClientAnswersAndNobodyElse() {
            keepSeat();
            for (int i = 0; i < PAYLOADS.size(); i++) {
                String id = "ask" + i;
                ask(id, PAYLOADS.get(i));
                Element request =
                        romeo.await(stanza -> stanza.getName().equals("iq") && id.equals(stanza.attributeValue("id")));
                assertEquals(room.occupant("Juliet"), request.attributeValue("from"));
                assertTrue(juliet.arrivedSoFar().stream().noneMatch(stanza -> id.equals(stanza.attributeValue("id"))));
                romeo.send("<iq type='result' id='" + id + "' to='" + room.occupant("Juliet")
                        + "'><by xmlns='urn:the:client'/></iq>");
                Element answer = juliet.await(stanza -> id.equals(stanza.attributeValue("id")));
                assertEquals("urn:the:client", ((Element) answer.elements().get(0)).getNamespaceURI());
                assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> id.equals(stanza.attributeValue("id"))));
            }
            assertTrue(juliet.arrivedSoFar().stream()
                    .noneMatch(stanza -> stanza.getName().equals("iq")));
        }
    }

    @Nested
    class WhileNoneIs {

        @Test
        void theSeatAnswersForItself() throws Exception {
            keepSeat();
            goOffline();
            ask("disco", PAYLOADS.get(0));
            Element info = juliet.await(stanza -> "disco".equals(stanza.attributeValue("id")));
            assertEquals("result", info.attributeValue("type"));
            assertTrue(info.asXML().contains("var=\"http://jabber.org/protocol/muc\""), info.asXML());
            ask("ping", PAYLOADS.get(1));
            assertEquals(
                    "result",
                    juliet.await(stanza -> "ping".equals(stanza.attributeValue("id")))
                            .attributeValue("type"));
            ask("offer", PAYLOADS.get(2));
            Element refused = juliet.await(stanza -> "offer".equals(stanza.attributeValue("id")));
            assertTrue(refused.asXML().contains("service-unavailable"), refused.asXML());
        }

        @Test
        @Requirement({"0115-37", "0115-40"})
        void whatItAnnouncesIsWhatItAnswers() throws Exception {
            keepSeat();
            romeo.send("<presence type='unavailable'/>");
            Element away = juliet.await(
                    stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
            Element c = (Element) away.elements("c").get(0);
            ask(
                    "caps",
                    "<query xmlns='http://jabber.org/protocol/disco#info' node='" + c.attributeValue("node") + "#"
                            + c.attributeValue("ver") + "'/>");
            Element answer = juliet.await(stanza -> "caps".equals(stanza.attributeValue("id")));
            assertTrue(
                    CapsVerifier.verify(Announcement.in(away).orElseThrow(), answer.element("query"))
                            instanceof VerificationResult.Verified,
                    answer.asXML());
        }
    }

    @Nested
    class AskedForSeats {

        private static final String COMMANDS = "http://jabber.org/protocol/commands";

        @Test
        void itListsItsCommands() {
            Element items = romeo.ask("<iq type='get' id='%s' to='agents.example.org'>"
                    + "<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/></iq>");
            assertEquals(3, items.element("query").elements("item").size(), items.asXML());
            Element info = romeo.ask("<iq type='get' id='%s' to='agents.example.org'>"
                    + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
            assertTrue(info.asXML().contains(COMMANDS), info.asXML());
        }

        @Test
        void itAsksByAForm() {
            Element form = command("execute", "keep", "");
            assertEquals("executing", form.attributeValue("status"));
            assertTrue(!form.attributeValue("sessionid").isEmpty());
        }

        @Test
        void itSaysWhatIsWrongWithTheForm() {
            Element refused = answer("complete", "keep", Room.field("room", "no room"));
            assertTrue(refused.asXML().contains("not-acceptable"), refused.asXML());
            assertEquals(
                    "This is not the address of a room. Enter an address such as room@service.",
                    refused.element("error").elementText("text"));
        }

        private Element answer(String action, String name, String fields) {
            return romeo.ask(
                    "<iq type='set' id='%s' to='agents.example.org'><command action='" + action + "' xmlns='" + COMMANDS
                            + "' node='intermediateim#" + name + "'>"
                            + (fields.isEmpty() ? "" : "<x xmlns='jabber:x:data' type='submit'>" + fields + "</x>")
                            + "</command></iq>");
        }

        private Element command(String action, String name, String fields) {
            return answer(action, name, fields).element("command");
        }

        @Test
        void itListsAndDropsByCommand() {
            keepSeat();
            assertTrue(command("execute", "list", "").elementText("note").contains(room.address()));
            Element dropped = command("complete", "drop", Room.field("room", room.address()));
            assertEquals("info", dropped.element("note").attributeValue("type"), dropped.asXML());
        }

        @Test
        void itHelpsWhoWritesSomethingElse() {
            assertTrue(tell(romeo, "hello").contains("keep room@service as nick"));
            assertTrue(tell(romeo, "keep nowhere").startsWith("I do not understand \"nowhere\"."));
            assertTrue(tell(romeo, "drop").startsWith("Which seat do you want to give up?"));
            assertTrue(tell(romeo, "keep").startsWith("In which room do you want a seat?"));
        }

        @Test
        void itRefusesWhatIsNoRoom() {
            String user = new JID(juliet.jid()).toBareJID();
            assertEquals("There is no chat room at " + user + ", so no seat is kept.", tell(romeo, "keep " + user));
            assertEquals(
                    "There is no chat room at seats@agents.example.org, so no seat is kept. ",
                    tell(romeo, "keep seats@agents.example.org"));
            assertEquals("You have no seats.", tell(romeo, "list"));
        }

        @Test
        void itAnswersFromWhereItIsAskedAndOnce() {
            romeo.send("<message type='chat' to='agents.example.org'><body>list</body></message>");
            romeo.await(stanza -> stanza.getName().equals("message")
                    && "agents.example.org".equals(stanza.attributeValue("from"))
                    && "You have no seats.".equals(stanza.elementText("body")));
            keepSeat();
            assertTrue(tell(romeo, "list").startsWith(room.address()), "nothing else was told");
        }

        @Test
        void itIsAContactThatIsAlwaysThere() throws Exception {
            romeo.send("<presence type='subscribe' to='seats@agents.example.org'/>");
            romeo.await(stanza -> isPresenceOfAgent(stanza, "subscribed"));
            assertTrue(romeo.await(stanza -> isPresenceOfAgent(stanza, null))
                    .asXML()
                    .contains("http://jabber.org/protocol/caps"));
            try (RawClient second = openfire.connect(romeoName, "second")) {
                second.await(stanza -> isPresenceOfAgent(stanza, null));
            }
        }

        private boolean isPresenceOfAgent(Element stanza, String type) {
            return stanza.getName().equals("presence")
                    && "seats@agents.example.org".equals(stanza.attributeValue("from"))
                    && Objects.equals(type, stanza.attributeValue("type"));
        }

        @Test
        void itDoesNotTalkForEverToWhoAnswersByHimself() {
            for (int i = 0; i < 3; i++) {
                romeo.send("<message type='chat' to='seats@agents.example.org'><body>I am away.</body></message>");
                romeo.await(SeatScene::isFromAgent);
            }
            romeo.send("<message type='chat' to='seats@agents.example.org'><body>I am away.</body></message>");
            assertEquals("error", romeo.await(SeatScene::isFromAgent).attributeValue("type"));
            romeo.send("<message type='chat' to='seats@agents.example.org'><body>I am away.</body></message>");
            assertEquals("You have no seats.", tell(romeo, "list"));
        }

        @Test
        void itKeepsNoMoreThanAUserMayHave() {
            openfire.property("plugin.intermediateim.seats.per-user", "1");
            keepSeat();
            assertTrue(tell(romeo, "keep other@conference.example.org")
                    .startsWith("You have reached the maximum number of seats."));
        }
    }
}
