package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.TIMES;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.code;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.codes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;

class RoomMessagesTest {

    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' from='%s' stamp='2002-10-13T23:58:37Z'/>";
    private static final Instant STAMP = Instant.parse("2002-10-13T23:58:37Z");

    private final Scene scene = Scene.in();
    private final Scene entering = new Scene(REQUEST).knocks().isLetIn();

    @Nested
    class ToAll {

        @Test
        void isTold() {
            Message message = Xml.message(
                    "<message type='groupchat' from='" + ROOM + "/firstwitch'><body>Harpier cries.</body></message>");
            scene.hears(message);
            Event.Said said = scene.event(Event.Said.class);
            assertEquals(new Event.Said(MessageKind.LIVE, "firstwitch", message, Optional.empty()), said);
            assertSame(message, said.stanza());
        }

        @Test
        void isTheRoomsOwnWord() {
            scene.says("", "The heath closes at ten.", "");
            assertEquals("", scene.event(Event.Said.class).nick());
        }

        @Test
        void isNothingWithoutWords() {
            scene.hears("<message type='groupchat' from='" + ROOM + "/firstwitch'>"
                            + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>")
                    .nothingHappened();
        }

        @Test
        void isIgnoredFromElsewhere() {
            for (String from :
                    List.of("heath@chat.shakespeare.lit/firstwitch", "coven@elsewhere/firstwitch", "shakespeare.lit")) {
                scene.hears("<message type='groupchat' from='" + from + "'><body>hail</body></message>")
                        .nothingHappened();
                scene.hears("<message type='chat' from='" + from + "'><body>hail</body></message>")
                        .nothingHappened();
                scene.hears("<message type='groupchat' from='" + from + "'><subject>hail</subject></message>")
                        .nothingHappened();
                scene.hears("<iq type='get' id='1' from='" + from + "'><ping xmlns='urn:xmpp:ping'/></iq>")
                        .nothingHappened();
            }
        }
    }

    @Nested
    class History {

        @Test
        @Requirement("0045-44")
        void isWhatTheRoomHasDelayed() {
            for (String by : List.of(ROOM.toString(), ROOM + "/firstwitch")) {
                scene.says("firstwitch", "hail", DELAY.formatted(by));
                Event.Said said = scene.event(Event.Said.class);
                assertEquals(MessageKind.HISTORY, said.kind());
                assertEquals(Optional.of(STAMP), said.sent());
            }
        }

        @Test
        @Requirement("0045-44")
        void isNotWhatAnOccupantSaysIsLate() {
            scene.says("firstwitch", "hail", DELAY.formatted("hag@shakespeare.lit/pda"));
            Event.Said said = scene.event(Event.Said.class);
            assertEquals(MessageKind.LIVE, said.kind());
            assertEquals(Optional.of(STAMP), said.sent());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<delay xmlns='urn:xmpp:delay' from='hag@shakespeare.lit/pda' stamp='2002-10-13T23:58:37Z'/>",
                    "<delay xmlns='urn:xmpp:delay' stamp='2002-10-13T23:58:37Z'/>",
                    "<x xmlns='jabber:x:delay' stamp='20021013T23:58:37'/>",
                    "<delay xmlns='urn:xmpp:delay' stamp='2002-10-14T00:58:37+01:00'/>"
                })
        @Requirement({"0045-44", "0082-05"})
        void isAllThatIsDelayedWhileWeComeIn(String delay) {
            entering.says("firstwitch", "hail", delay);
            Event.Said said = entering.event(Event.Said.class);
            assertEquals(MessageKind.HISTORY, said.kind());
            assertEquals(Optional.of(STAMP), said.sent());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<delay xmlns='urn:xmpp:delay'/>",
                    "<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>",
                    "<x xmlns='jabber:x:delay' stamp='20029913T23:58:37'/>"
                })
        void mayBeOfAnUnknownTime(String delay) {
            entering.says("firstwitch", "hail", delay);
            assertEquals(MessageKind.HISTORY, entering.event(Event.Said.class).kind());
            assertEquals(Optional.empty(), entering.event(Event.Said.class).sent());
        }

        @Test
        @Requirement("0045-20")
        void endsWithTheSubject() {
            entering.hears("<message type='groupchat' from='" + ROOM + "'><subject>Fire burn</subject>"
                    + DELAY.formatted(ROOM) + "</message>");
            entering.says("firstwitch", "hail", DELAY.formatted("hag@shakespeare.lit/pda"));
            assertEquals(MessageKind.LIVE, entering.event(Event.Said.class).kind());
        }

        @Test
        @Requirement("0045-20")
        void endsWithWhatIsSaidNow() {
            entering.says("firstwitch", "hail", "");
            assertEquals(MessageKind.LIVE, entering.event(Event.Said.class).kind());
            entering.says("firstwitch", "hail", DELAY.formatted("hag@shakespeare.lit/pda"));
            assertEquals(MessageKind.LIVE, entering.event(Event.Said.class).kind());
        }

        @Test
        void endsWithTime() {
            entering.now = entering.now.plus(TIMES.entry()).minusMillis(1);
            entering.says("firstwitch", "hail", DELAY.formatted("hag@shakespeare.lit/pda"));
            assertEquals(MessageKind.HISTORY, entering.event(Event.Said.class).kind());
            entering.now = entering.now.plusMillis(1);
            entering.says("firstwitch", "hail", DELAY.formatted("hag@shakespeare.lit/pda"));
            assertEquals(MessageKind.LIVE, entering.event(Event.Said.class).kind());
        }

        @Test
        @Requirement({"0045-44", "0045-50"})
        void isHistoryEvenIfItIsOurOwn() {
            entering.says("thirdwitch", "hail", DELAY.formatted(ROOM));
            assertEquals(MessageKind.HISTORY, entering.event(Event.Said.class).kind());
        }
    }

    @Nested
    class FromOurOwnNick {

        @Test
        @Requirement({"0045-15", "0045-49"})
        void isWhatWeSay() {
            scene.does(scene.occupant.say("Hail!"));
            Message message = (Message) scene.sent().get(0);
            assertEquals(Message.Type.groupchat, message.getType());
            assertEquals(ROOM, message.getTo());
            assertEquals(SELF, message.getFrom());
            assertEquals("Hail!", message.getBody());
            assertFalse(message.getID().isEmpty());
        }

        @Test
        @Requirement("0045-50")
        void comesBackAndIsNoNews() {
            scene.does(scene.occupant.say("Hail!"));
            String id = scene.last(Message.class).getID();
            scene.hears("<message type='groupchat' id='" + id + "' from='" + ROOM
                    + "/thirdwitch'><body>Hail!</body></message>");
            assertEquals(MessageKind.OURS, scene.event(Event.Said.class).kind());
            scene.hears("<message type='groupchat' id='" + id + "' from='" + ROOM
                    + "/thirdwitch'><body>Hail!</body></message>");
            assertEquals(MessageKind.OWN_NICK, scene.event(Event.Said.class).kind());
        }

        @Test
        @Requirement("0045-51")
        void comesBackUnderAnotherId() {
            scene.does(scene.occupant.say("Hail!")).says("thirdwitch", "Hail!", "");
            assertEquals(MessageKind.OURS, scene.event(Event.Said.class).kind());
        }

        @Test
        @Requirement("0045-33")
        void mayBeAnotherClients() {
            scene.says("thirdwitch", "Hail!", "");
            assertEquals(MessageKind.OWN_NICK, scene.event(Event.Said.class).kind());
            scene.does(scene.occupant.say("Hail!")).says("thirdwitch", "All hail!", "");
            assertEquals(MessageKind.OWN_NICK, scene.event(Event.Said.class).kind());
        }

        @Test
        void isNotWhatOthersRepeat() {
            scene.does(scene.occupant.say("Hail!")).says("firstwitch", "Hail!", "");
            assertEquals(MessageKind.LIVE, scene.event(Event.Said.class).kind());
        }

        @Test
        void isRememberedForAWhile() {
            OwnMessages words = new OwnMessages();
            for (int i = 0; i <= 16; i++) {
                words.said("id" + i, "body" + i);
            }
            assertFalse(words.errorReceived("id0", "body0"));
            assertTrue(words.errorReceived("id1", "something else"));
            assertTrue(words.errorReceived("something else", "body16"));
            assertFalse(words.errorReceived("id16", "body16"));
        }

        @Test
        @Requirement("0045-52")
        void isNothingIfWeMayNotSpeak() {
            for (String role : List.of("visitor", "none")) {
                scene.otherPresenceReceived(
                        "thirdwitch", "", "<item role='" + role + "' affiliation='none'/>" + code(110));
                scene.does(scene.occupant.say("Hail!")).nothingHappened();
            }
        }

        @Test
        @Requirement("0045-15")
        void isNothingIfWeAreNotIn() {
            Scene notJoined = new Scene(REQUEST);
            for (int i = 0; i < 2; i++) {
                notJoined.does(notJoined.occupant.say("Hail!")).nothingHappened();
                notJoined.does(notJoined.occupant.sayTo("firstwitch", "Hail!")).nothingHappened();
                notJoined.does(notJoined.occupant.setSubject("Hail!")).nothingHappened();
                notJoined.does(notJoined.occupant.requestVoice()).nothingHappened();
                notJoined.does(notJoined.occupant.invite(SELF, "", true)).nothingHappened();
                notJoined.knocks();
            }
        }
    }

    @Nested
    class TheSubject {

        @Test
        @Requirement("0045-46")
        void changesByAMessageWithoutBody() {
            scene.hears("<message type='groupchat' from='" + ROOM
                    + "/secondwitch'><subject>Fire burn and cauldron bubble!</subject></message>");
            assertEquals(new Event.SubjectChanged("secondwitch", "Fire burn and cauldron bubble!"), scene.event());
        }

        @Test
        @Requirement("0045-46")
        void staysIfThereIsABody() {
            scene.hears(
                    "<message type='groupchat' from='" + ROOM + "/secondwitch'><subject/><body>Hail</body></message>");
            assertEquals(MessageKind.LIVE, scene.event(Event.Said.class).kind());
            scene.hears("<message type='groupchat' from='" + ROOM
                            + "/secondwitch'><subject>x</subject><thread>y</thread></message>")
                    .nothingHappened();
        }

        @Test
        void isCut() {
            scene.hears("<message type='groupchat' from='" + ROOM + "'><subject>" + "x".repeat(5000)
                    + "</subject></message>");
            assertEquals(
                    MucUser.MAX_TEXT,
                    scene.event(Event.SubjectChanged.class).subject().length());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Fire burn", ""})
        @Requirement({"0045-60", "0045-61", "0045-62"})
        void isSetByOneElement(String subject) {
            scene.does(scene.occupant.setSubject(subject));
            Element message = scene.sent().get(0).getElement();
            assertEquals("groupchat", message.attributeValue("type"));
            assertEquals(ROOM.toString(), message.attributeValue("to"));
            assertEquals(1, message.elements().size());
            assertEquals(subject, message.elementText("subject"));
        }

        @Test
        @Requirement("0045-63")
        void joinRefused() {
            scene.does(scene.occupant.setSubject("x"));
            String id = scene.last(Message.class).getID();
            scene.hears("<message type='error' id='" + id + "'><error type='auth'><forbidden "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertEquals(List.of(new Event.Undelivered(id, Condition.forbidden)), scene.last);
        }
    }

    @Nested
    class ToUsAlone {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<message type='chat'>",
                    "<message type='chat'><x xmlns='http://jabber.org/protocol/muc#user'/>",
                    "<message>",
                    "<message type='normal'>",
                    "<message type='nonsense'>"
                })
        @Requirement("0045-57")
        void isTold(String start) {
            Message message = Xml.message(start.replaceFirst("<message", "<message from='" + ROOM + "/secondwitch'")
                    + "<body>I'll give thee a wind.</body></message>");
            scene.hears(message);
            assertEquals(new Event.PrivateMessage("secondwitch", message, Optional.empty()), scene.event());
        }

        @Test
        void isToldWithItsTime() {
            scene.hears("<message type='chat' from='" + ROOM + "/secondwitch'><body>x</body>" + DELAY.formatted(ROOM)
                    + "</message>");
            assertEquals(
                    Optional.of(STAMP), scene.event(Event.PrivateMessage.class).sent());
        }

        @Test
        void isNothingWithoutWordsOrSender() {
            scene.hears("<message type='chat' from='" + ROOM + "/secondwitch'/>")
                    .nothingHappened();
            scene.hears("<message type='chat'><body>x</body></message>").nothingHappened();
        }

        @Test
        @Requirement({"0045-54", "0045-55", "0045-56", "0045-59"})
        void isWrittenSo() {
            scene.does(scene.occupant.sayTo("secondwitch", "I'll give thee a wind."));
            Element message = scene.sent().get(0).getElement();
            assertEquals("chat", message.attributeValue("type"));
            assertEquals(ROOM + "/secondwitch", message.attributeValue("to"));
            assertEquals("I'll give thee a wind.", message.elementText("body"));
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc#user\"/>",
                    message.element("x").asXML());
        }

        @ParameterizedTest
        @CsvSource({"item-not-found, item_not_found", "not-acceptable, not_acceptable"})
        @Requirement("0045-58")
        void isNotDelivered(String condition, Condition told) {
            scene.does(scene.occupant.sayTo("nobody", "x"));
            String id = scene.last(Message.class).getID();
            scene.hears("<message type='error' id='" + id + "' from='" + ROOM + "/nobody'><error type='cancel'><"
                    + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertEquals(List.of(new Event.Undelivered(id, told)), scene.last);
        }
    }

    @Nested
    class AnError {

        @Test
        @Requirement("0045-53")
        void mayMeanThatTheRoomHasForgottenUs() {
            scene.does(scene.occupant.say("Hail!"));
            String id = scene.last(Message.class).getID();
            scene.hears("<message type='error' id='" + id + "'><error type='modify'><not-acceptable "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertEquals(new Event.Undelivered(id, Condition.not_acceptable), scene.event());
            assertEquals("ping", scene.last(IQ.class).getChildElement().getName());
            scene.isAnsweredByError("not-acceptable");
            assertEquals(Removal.FORGOTTEN, scene.event(Event.Removed.class).why());
        }

        @Test
        @Requirement("0045-52")
        void mayMeanThatWeHaveNoVoice() {
            scene.hears("<message type='error' id='x'><body>Hail!</body><error type='auth'><forbidden "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertEquals(List.of(new Event.Undelivered("x", Condition.forbidden)), scene.last);
        }

        @Test
        void isNoSignOfLife() {
            Instant due = scene.occupant.wakeAt();
            scene.now = scene.now.plusSeconds(10);
            scene.hears("<message type='error' from='" + ROOM + "/firstwitch'/>");
            assertEquals(List.of(new Event.Undelivered("", Condition.undefined_condition)), scene.last);
            assertEquals(due, scene.occupant.wakeAt());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<message type='groupchat'><body>x</body></message>",
                    "<message><body>x</body></message>",
                    "<message type='chat'/>",
                    "<message type='error'/>",
                    "<presence/>",
                    "<presence type='error'/>",
                    "<presence type='nonsense'/>",
                    "<iq type='nonsense' id='1'/>",
                    "<iq id='1'/>",
                    "<iq type='result' id='1'/>",
                    "<iq type='error' id='1'/>"
                })
        @Requirement("0045-96")
        void isNeverOurAnswer(String stanza) {
            for (String from : List.of(ROOM.toString(), ROOM + "/firstwitch", ROOM + "/thirdwitch")) {
                Element element = Xml.element(stanza).addAttribute("from", from);
                scene.hears(element.asXML());
                assertEquals(List.of(), scene.sent());
            }
        }
    }

    @Nested
    class TheConfiguration {

        private Scene notices(int... codes) {
            return scene.hears("<message type='groupchat'><x xmlns='http://jabber.org/protocol/muc#user'>"
                    + codes(codes) + "</x></message>");
        }

        @ParameterizedTest
        @CsvSource({
            "102, SHOWS_UNAVAILABLE",
            "103, HIDES_UNAVAILABLE",
            "104, OTHER_CHANGE",
            "170, LOGGED",
            "171, NO_LONGER_LOGGED",
            "172, NON_ANONYMOUS",
            "173, SEMI_ANONYMOUS",
            "174, FULLY_ANONYMOUS"
        })
        @Requirement({"0045-97", "0045-98", "0045-99"})
        void changes(int code, ConfigurationNotice notice) {
            notices(code);
            assertEquals(new Event.ConfigurationChanged(Set.of(notice)), scene.event());
            assertEquals(
                    "<query xmlns=\"http://jabber.org/protocol/disco#info\"/>",
                    scene.last(IQ.class).getChildElement().asXML());
        }

        @Test
        void changesInSeveralWays() {
            notices(104, 170, 172, 999);
            assertEquals(
                    new Event.ConfigurationChanged(EnumSet.of(
                            ConfigurationNotice.OTHER_CHANGE,
                            ConfigurationNotice.LOGGED,
                            ConfigurationNotice.NON_ANONYMOUS)),
                    scene.event());
        }

        @Test
        void isAskedFor() {
            notices(104)
                    .isAnswered(
                            "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/muc'/>"
                                    + "<feature var='muc_membersonly'/></query>");
            RoomInfo info = scene.event(Event.RoomKnown.class).info();
            assertTrue(info.is(RoomInfo.Trait.MEMBERSONLY));
            assertFalse(info.is(RoomInfo.Trait.OPEN));
        }

        @Test
        void isNotAskedForTwiceAtATime() {
            notices(104);
            notices(104);
            assertEquals(List.of(), scene.sent());
            assertEquals(Event.ConfigurationChanged.class, scene.event().getClass());
        }

        @Test
        void mayStayUnknown() {
            notices(104).isAnsweredByError("service-unavailable").nothingHappened();
            notices(104);
            scene.waits().nothingHappened();
            notices(104);
            assertEquals(1, scene.sent().size());
        }

        @Test
        @Requirement("0045-97")
        void isNotWhatOccupantsSayOfIt() {
            scene.hears("<message type='groupchat' from='" + ROOM
                            + "/firstwitch'><x xmlns='http://jabber.org/protocol/muc#user'>" + code(172)
                            + "</x></message>")
                    .nothingHappened();
            notices(999).nothingHappened();
            scene.hears("<message type='groupchat'/>").nothingHappened();
        }
    }

    @Nested
    class Voice {

        @Test
        @Requirement({"0045-64", "0004-09"})
        void isAskedFor() {
            scene.does(scene.occupant.requestVoice());
            Element message = scene.sent().get(0).getElement();
            assertNull(message.attributeValue("type"));
            assertEquals(ROOM.toString(), message.attributeValue("to"));
            assertEquals(
                    "<x xmlns=\"jabber:x:data\" type=\"submit\"><field var=\"FORM_TYPE\">"
                            + "<value>http://jabber.org/protocol/muc#request</value></field><field var=\"muc#role\" type=\"list-single\">"
                            + "<value>participant</value></field></x>",
                    message.element("x").asXML());
            assertEquals(1, message.elements().size());
        }
    }

    @Nested
    class ARequest {

        @ParameterizedTest
        @ValueSource(strings = {"get", "set"})
        @Requirement("0045-96")
        void isForTheOwnerToAnswer(String type) {
            scene.hears("<iq type='" + type + "' id='7' from='" + ROOM
                    + "/firstwitch'><query xmlns='jabber:iq:version'/></iq>");
            assertEquals("7", scene.event(Event.Asked.class).request().getID());
            Scene knocking = new Scene(REQUEST).knocks();
            knocking.hears("<iq type='" + type + "' id='7'><query xmlns='jabber:iq:version'/></iq>");
            assertEquals(Event.Asked.class, knocking.event().getClass());
        }
    }
}
