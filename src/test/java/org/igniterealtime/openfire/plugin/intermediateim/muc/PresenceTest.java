package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.GONE;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.MEMBER;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.code;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.codes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

class PresenceTest {

    private static final Privileges PARTICIPANT =
            new Privileges(Privileges.Role.PARTICIPANT, Privileges.Affiliation.MEMBER);
    private static final Privileges VISITOR = new Privileges(Privileges.Role.VISITOR, Privileges.Affiliation.NONE);

    private final Scene scene = Scene.in();

    @Nested
    class OfOthers {

        @Test
        void isToldAsWhatItMeans() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            assertEquals(new Event.OccupantJoined("firstwitch", PARTICIPANT, Optional.empty()), scene.event());
            scene.otherPresenceReceived("firstwitch", "", "<item role='visitor' affiliation='none'/>");
            assertEquals(new Event.OccupantChanged("firstwitch", VISITOR, Optional.empty()), scene.event());
            assertEquals(1, scene.occupant.others());
            scene.otherPresenceReceived("firstwitch", "unavailable", GONE);
            assertEquals(new Event.OccupantLeft("firstwitch"), scene.event());
            assertEquals(0, scene.occupant.others());
            scene.otherPresenceReceived("firstwitch", "unavailable", GONE).nothingHappened();
        }

        @Test
        @Requirement("0045-86")
        void isNotOursEvenIfTheyAreThrownOut() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            scene.otherPresenceReceived("firstwitch", "unavailable", GONE + code(307));
            assertEquals(new Event.OccupantLeft("firstwitch"), scene.event());
            assertTrue(scene.occupant.isIn());
        }

        @Test
        @Requirement("0045-67")
        void isAChangeOfNick() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            scene.otherPresenceReceived(
                    "firstwitch",
                    "unavailable",
                    "<item nick='crone' role='participant' affiliation='member'/>" + code(303));
            assertEquals(new Event.OccupantRenamed("firstwitch", "crone"), scene.event());
            scene.otherPresenceReceived("crone", "", MEMBER);
            assertEquals(new Event.OccupantChanged("crone", PARTICIPANT, Optional.empty()), scene.event());
            assertEquals(1, scene.occupant.others());
        }

        @Test
        void isALeaveIfTheNewNickIsNone() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            scene.otherPresenceReceived("firstwitch", "unavailable", "<item nick=' '/>" + code(303));
            assertEquals(new Event.OccupantLeft("firstwitch"), scene.event());
        }

        @Test
        void canHaveTwoSpellings() {
            scene.otherPresenceReceived("Witch", "", MEMBER).otherPresenceReceived("witch", "", MEMBER);
            assertEquals(2, scene.occupant.others());
            scene.otherPresenceReceived("ThirdWitch", "unavailable", GONE + code(307))
                    .nothingHappened();
            assertTrue(scene.occupant.isIn());
        }

        @ParameterizedTest
        @ValueSource(strings = {"subscribe", "probe", "nonsense"})
        void isNoPresenceOfARoomIfItHasAnotherType(String type) {
            scene.otherPresenceReceived("firstwitch", type, MEMBER).nothingHappened();
            scene.otherPresenceReceived("thirdwitch", type, GONE + codes(110, 307))
                    .nothingHappened();
        }

        @Test
        void isIgnoredFromElsewhere() {
            for (String from : List.of(
                    "chat.shakespeare.lit",
                    "heath@chat.shakespeare.lit/thirdwitch",
                    "coven@elsewhere/thirdwitch",
                    "hag66@shakespeare.lit/seat-1")) {
                scene.hears("<presence type='unavailable' from='" + from
                                + "'><x xmlns='http://jabber.org/protocol/muc#user'>" + codes(110, 301)
                                + "</x></presence>")
                        .nothingHappened();
            }
            scene.hears(new Presence(Presence.Type.unavailable)).nothingHappened();
            scene.hears("<presence type='unavailable' from='" + ROOM
                            + "'><x xmlns='http://jabber.org/protocol/muc#user'>" + codes(110, 301) + "</x></presence>")
                    .nothingHappened();
        }

        @Test
        void isAnErrorThatEndsNothing() {
            scene.hears("<presence type='error' from='" + ROOM + "/thirdwitch'><error type='cancel'><item-not-found "
                            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>")
                    .nothingHappened();
            assertTrue(scene.occupant.isIn());
        }
    }

    @Nested
    class OfOurOwn {

        @Test
        @Requirement("0045-92")
        void tellsOfOurStanding() {
            scene.otherPresenceReceived("thirdwitch", "", "<item role='moderator' affiliation='member'/>" + code(110));
            assertEquals(
                    new Event.PrivilegesChanged(
                            new Privileges(Privileges.Role.MODERATOR, Privileges.Affiliation.MEMBER)),
                    scene.event());
            scene.otherPresenceReceived("thirdwitch", "", "<item role='visitor' affiliation='none'/>");
            assertEquals(new Event.PrivilegesChanged(VISITOR), scene.event());
            assertEquals(VISITOR, scene.occupant.privileges());
            scene.otherPresenceReceived("thirdwitch", "", "<item role='visitor' affiliation='none'/>" + code(110))
                    .nothingHappened();
        }

        @Test
        @Requirement({"0045-71", "0045-59"})
        void changesWithoutJoiningAgain() {
            scene.does(scene.occupant.show(Presence.Show.away));
            Element sent = scene.sent().get(0).getElement();
            assertEquals("away", sent.elementText("show"));
            assertEquals(ROOM + "/thirdwitch", sent.attributeValue("to"));
            assertEquals(SELF.toString(), sent.attributeValue("from"));
            assertNull(sent.element("x"));
            assertNull(sent.attributeValue("type"));
            scene.does(scene.occupant.show(Presence.Show.away)).nothingHappened();
            scene.does(scene.occupant.show(null));
            assertNull(scene.sent().get(0).getElement().element("show"));
        }

        @Test
        @Requirement({"0045-71", "0045-48"})
        void changesOnlyWhileWeAreIn() {
            Scene notJoined = new Scene(REQUEST);
            notJoined.does(notJoined.occupant.show(Presence.Show.xa)).nothingHappened();
            notJoined.knocks().does(notJoined.occupant.show(Presence.Show.dnd)).nothingHappened();
            notJoined.isLetIn();
            notJoined
                    .does(notJoined.occupant.leave(notJoined.now))
                    .does(notJoined.occupant.show(null))
                    .nothingHappened();
        }
    }

    @Nested
    class UnderAnotherNick {

        private String wish() {
            scene.does(scene.occupant.changeNick("oldhag"));
            return scene.last(Presence.class).getID();
        }

        private Scene refused(String condition, String id) {
            return scene.hears("<presence type='error' from='" + ROOM + "/oldhag'" + id + "><error type='cancel'><"
                    + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        }

        @Test
        @Requirement({"0045-66", "0045-59"})
        void itAsksToBe() {
            scene.does(scene.occupant.show(Presence.Show.away)).does(scene.occupant.changeNick("oldhag"));
            Element sent = scene.sent().get(0).getElement();
            assertEquals(ROOM + "/oldhag", sent.attributeValue("to"));
            assertNull(sent.element("x"));
            assertEquals("away", sent.elementText("show"));
        }

        @Test
        @Requirement("0045-67")
        void itIsWhenTheRoomShowsIt() {
            wish();
            scene.isOut("<item nick='oldhag' role='participant' affiliation='member'/>" + codes(303, 110))
                    .nothingHappened();
            assertEquals("thirdwitch", scene.occupant.nick());
            scene.otherPresenceReceived("oldhag", "", MEMBER + code(110));
            assertEquals(new Event.NickChanged("oldhag"), scene.event());
            assertEquals("oldhag", scene.occupant.nick());
            assertEquals(0, scene.occupant.others());
        }

        @Test
        @Requirement("0045-67")
        void itIsEvenIfTheRoomForgetsToSayThatItMeansUs() {
            wish();
            scene.isOut("<item nick='oldhag'/>" + code(303)).nothingHappened();
            scene.otherPresenceReceived("oldhag", "", MEMBER);
            assertEquals(new Event.NickChanged("oldhag"), scene.event());
            scene.otherPresenceReceived("thirdwitch", "", MEMBER);
            assertEquals("thirdwitch", scene.event(Event.OccupantJoined.class).nick());
        }

        @Test
        @Requirement("0045-68")
        void itIsAsTheServiceWrites() {
            wish();
            scene.isOut("<item nick='OldHag'/>" + codes(303, 110))
                    .otherPresenceReceived("OldHag", "", MEMBER + codes(110, 210));
            assertEquals(new Event.NickChanged("OldHag"), scene.event());
        }

        @Test
        void itIsWithoutHavingAsked() {
            scene.otherPresenceReceived("crone", "", MEMBER + code(110));
            assertEquals(new Event.NickChanged("crone"), scene.event());
        }

        @Test
        void itIsNotSomebodyElseAnyMore() {
            scene.otherPresenceReceived("crone", "", MEMBER).otherPresenceReceived("crone", "", MEMBER + code(110));
            assertEquals(0, scene.occupant.others());
        }

        @Test
        void itIsNotIfAnotherSessionLeavesTheNick() {
            scene.isOut("<item nick='oldhag' jid='hag66@shakespeare.lit/pda'/>" + codes(303, 110))
                    .nothingHappened();
            scene.otherPresenceReceived("oldhag", "", MEMBER);
            assertEquals("oldhag", scene.event(Event.OccupantJoined.class).nick());
            assertEquals("thirdwitch", scene.occupant.nick());
        }

        @Test
        @Requirement("0045-69")
        void itIsNotIfTheRoomRefuses() {
            refused("conflict", " id='" + wish() + "'");
            assertEquals(new Event.NickRefused(Condition.conflict), scene.event());
            assertEquals("thirdwitch", scene.occupant.nick());
            assertTrue(scene.occupant.isIn());
            refused("conflict", "").nothingHappened();
        }

        @Test
        void itIsRefusedByTheAnswerOnly() {
            wish();
            refused("conflict", " id='other'").nothingHappened();
            refused("conflict", "");
            assertEquals(new Event.NickRefused(Condition.conflict), scene.event());
        }

        @Test
        @Requirement({"0045-69", "0045-70"})
        void itAsksForTheReservedOneInstead() {
            refused("not-acceptable", " id='" + wish() + "'");
            assertEquals(new Event.NickRefused(Condition.not_acceptable), scene.event());
            assertEquals(
                    "x-roomuser-item", scene.last(IQ.class).getChildElement().attributeValue("node"));
            scene.isAnswered("<query xmlns='http://jabber.org/protocol/disco#info'><identity name='crone'/></query>");
            assertEquals(ROOM + "/crone", scene.last(Presence.class).getTo().toString());
        }

        @Test
        @Requirement("0045-70")
        void itKeepsTheReservedOne() {
            refused("not-acceptable", " id='" + wish() + "'")
                    .isAnswered(
                            "<query xmlns='http://jabber.org/protocol/disco#info'><identity name='thirdwitch'/></query>")
                    .nothingHappened();
        }

        @Test
        void itCannotBeIfThatIsNoNickOrWeAreOut() {
            scene.does(scene.occupant.changeNick(" ")).nothingHappened();
            Scene notJoined = new Scene(REQUEST);
            notJoined.does(notJoined.occupant.changeNick("oldhag")).nothingHappened();
        }
    }
}
