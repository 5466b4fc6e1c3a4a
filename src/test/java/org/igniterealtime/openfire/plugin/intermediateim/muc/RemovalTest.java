package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.GONE;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.MEMBER;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.TIMES;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.code;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.codes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class RemovalTest {

    private static final String KICKED =
            "<item role='none' affiliation='none'><actor nick='Fluellen'/><reason>Avaunt, you cullion!</reason>"
                    + "</item>";

    private final Scene scene = Scene.in();

    private void comesBack() {
        assertFalse(scene.occupant.isOver());
        assertFalse(scene.occupant.isIn());
        assertEquals(0, scene.unavailablesSent());
        assertTrue(scene.occupant.wakeAt().isAfter(scene.now));
        scene.waits();
        assertEquals(
                "<query xmlns=\"http://jabber.org/protocol/disco#info\"/>",
                scene.last(IQ.class).getChildElement().asXML());
        scene.isAnsweredByError("forbidden").isLetIn();
        assertTrue(scene.occupant.isIn());
    }

    @Nested
    class ForGood {

        @Test
        @Requirement("0045-86")
        void aKick() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            scene.isOut(KICKED + codes(307, 110));
            assertEquals(new Event.Removed(Removal.KICKED, "Fluellen", "Avaunt, you cullion!", false), scene.event());
            assertTrue(scene.event().ends());
            scene.isOverAndRetracted();
        }

        @Test
        @Requirement("0045-86")
        void aKickByAnAddress() {
            scene.isOut("<item role='none'><actor jid='fluellen@shakespeare.lit'/></item>" + codes(307, 110));
            assertEquals(new Event.Removed(Removal.KICKED, "fluellen@shakespeare.lit", "", false), scene.event());
        }

        @Test
        @Requirement("0045-87")
        void aBanEvenIfItDoesNotSayThatItMeansUs() {
            scene.isOut("<item affiliation='outcast' role='none' jid='hag66@shakespeare.lit'/>" + code(301));
            assertEquals(new Event.Removed(Removal.BANNED, "", "", false), scene.event());
            scene.isOverAndRetracted();
            scene.waits(Duration.ofDays(9)).nothingHappened();
        }

        @ParameterizedTest
        @CsvSource({"321, MEMBERSHIP_LOST", "322, MEMBERS_ONLY"})
        @Requirement({"0045-88", "0045-89"})
        void theLossOfMembership(int code, Removal why) {
            scene.isOut(GONE + codes(code, 110));
            assertEquals(new Event.Removed(why, "", "", false), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        @Requirement("0045-94")
        void theEndOfTheRoom() {
            scene.isOut(GONE
                    + "<destroy jid='heath@chat.shakespeare.lit'><password>cauldron</password><reason>Macbeth doth come.</reason>"
                    + "</destroy>");
            assertEquals(
                    new Event.Destroyed(
                            Optional.of(new JID("heath@chat.shakespeare.lit")), "cauldron", "Macbeth doth come."),
                    scene.event());
            assertTrue(scene.event().ends());
            scene.isOverAndRetracted();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"<destroy/>", "<destroy jid='@@'/>", "<destroy jid='shakespeare.lit'/><destroy jid='a@b'/>"})
        @Requirement("0045-94")
        void theEndOfTheRoomWithoutAnother(String destroy) {
            scene.isOut(GONE + destroy + code(110));
            assertEquals(new Event.Destroyed(Optional.empty(), "", ""), scene.event());
        }

        @Test
        void aReasonIsCut() {
            scene.isOut(
                    "<item><actor nick='x'/><reason>" + "long ".repeat(10_000) + "</reason></item>" + codes(307, 110));
            assertEquals(
                    MucUser.MAX_TEXT, scene.event(Event.Removed.class).reason().length());
        }
    }

    @Nested
    class ByAccident {

        @Test
        @Requirement("0045-90")
        void theServiceGoesDown() {
            scene.isOut(GONE + codes(332, 110));
            assertEquals(new Event.Removed(Removal.SHUTDOWN, "", "", true), scene.event());
            assertFalse(scene.event().ends());
            comesBack();
        }

        @Test
        @Requirement("0045-91")
        void anErrorThatLooksLikeAKick() {
            scene.isOut(KICKED + codes(110, 307, 333));
            assertEquals(new Event.Removed(Removal.TECHNICAL, "Fluellen", "Avaunt, you cullion!", true), scene.event());
            comesBack();
        }

        @Test
        @Requirement("0045-86")
        void aKickByNobody() {
            scene.isOut(GONE + codes(307, 110));
            assertEquals(new Event.Removed(Removal.TECHNICAL, "", "", true), scene.event());
            comesBack();
        }

        @Test
        @Requirement("0045-86")
        void aKickByNobodyIsAKickAtTheSecondTime() {
            scene.isOut(GONE + codes(307, 110));
            comesBack();
            scene.isOut(GONE + codes(307, 110));
            assertEquals(new Event.Removed(Removal.KICKED, "", "", false), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        void aKickByNobodyIsIdlenessIfItComesLate() {
            for (int i = 0; i < 3; i++) {
                scene.now = scene.now.plus(TIMES.stable());
                scene.isOut(GONE + codes(307, 110));
                assertEquals(new Event.Removed(Removal.TECHNICAL, "", "", true), scene.event());
                comesBack();
            }
        }

        @Test
        void anErrorIsOneAnyNumberOfTimes() {
            for (int i = 0; i < 5; i++) {
                scene.isOut(GONE + codes(333, 110));
                assertEquals(new Event.Removed(Removal.TECHNICAL, "", "", true), scene.event());
                comesBack();
            }
        }

        @Test
        void itWaitsLongerEachTime() {
            for (int attempt = 0; attempt < 5; attempt++) {
                scene.isOut(GONE + codes(332, 110));
                Duration wait = Duration.between(scene.now, scene.occupant.wakeAt());
                Duration longest = TIMES.firstRetry().multipliedBy(1L << attempt);
                assertTrue(
                        wait.compareTo(longest) <= 0 && wait.compareTo(longest.dividedBy(2)) >= 0,
                        attempt + ": " + wait);
                comesBack();
            }
        }

        @Test
        void itWaitsLittleAfterAQuietTime() {
            for (int i = 0; i < 5; i++) {
                scene.isOut(GONE + codes(332, 110));
                comesBack();
            }
            scene.now = scene.now.plus(TIMES.stable());
            scene.isOut(GONE + codes(332, 110));
            assertFalse(scene.occupant.wakeAt().isAfter(scene.now.plus(TIMES.firstRetry())));
        }

        @Test
        @Requirement("0045-95")
        void nobodySaysWhy() {
            scene.isOut(GONE + code(110));
            assertEquals(new Event.Removed(Removal.UNEXPLAINED, "", "", true), scene.event());
            comesBack();
            scene.isOut(GONE);
            assertEquals(new Event.Removed(Removal.UNEXPLAINED, "", "", false), scene.event());
            scene.isOverAndRetracted();
        }

        @ParameterizedTest
        @ValueSource(strings = {"NEVER", "INSTANT"})
        @Requirement("0045-95")
        void theRoomIsNotMadeAgain(JoinRequest.Creation creation) {
            Scene other = Scene.in(REQUEST.with(creation));
            other.isOut(GONE + code(110)).waits().isAnsweredByError("item-not-found");
            assertEquals(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), other.event());
            other.isOverAndRetracted();
        }

        @Test
        @Requirement("0045-95")
        void theRoomThatIsMadeAgainByThatIsCancelled() {
            Scene other = Scene.in(REQUEST.with(JoinRequest.Creation.INSTANT));
            other.isOut(GONE + code(110))
                    .waits()
                    .isAnsweredByError("service-unavailable")
                    .isLetIn(201);
            assertEquals(
                    "cancel",
                    other.last(IQ.class).getChildElement().element("x").attributeValue("type"));
            assertEquals(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), other.event());
        }

        @Test
        @Requirement("0045-47")
        void theOccupantsAreCountedAnew() {
            scene.otherPresenceReceived("firstwitch", "", MEMBER).otherPresenceReceived("secondwitch", "", MEMBER);
            assertEquals(2, scene.occupant.others());
            scene.isOut(GONE + codes(333, 110));
            assertEquals(0, scene.occupant.others());
            scene.waits().isAnsweredByError("forbidden");
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc\"><history maxchars=\"0\" maxstanzas=\"0\"/></x>",
                    scene.last(Presence.class).getElement().element("x").asXML());
            scene.otherPresenceReceived("firstwitch", "", MEMBER);
            assertEquals("firstwitch", scene.event(Event.OccupantJoined.class).nick());
            scene.isLetIn();
            assertEquals(1, scene.occupant.others());
        }

        @Test
        void whatWasMissedIsAskedFor() {
            Scene curious = Scene.in(REQUEST.with(History.last(20)));
            curious.now = curious.now.plusSeconds(100);
            curious.otherPresenceReceived("firstwitch", "", MEMBER);
            curious.now = curious.now.plusSeconds(50);
            curious.isOut(GONE + codes(333, 110)).waits().isAnsweredByError("forbidden");
            assertEquals("2026-11-23T12:02:30Z", since(curious));
        }

        @Test
        void whatWasMissedBeganWithTheLastWordOfTheRoom() {
            Scene curious = new Scene(REQUEST.with(History.last(20))).knocks().isLetIn();
            curious.waits().isAnsweredByError("not-acceptable").waits().isAnsweredByError("forbidden");
            assertEquals("2026-11-23T12:00:00Z", since(curious), "when it came in");
            curious.isLetIn();
            curious.now = curious.now.plusSeconds(100);
            curious.says("firstwitch", "hail", "");
            String heard = curious.now.truncatedTo(ChronoUnit.SECONDS).toString();
            curious.waits().isAnsweredByError("not-acceptable").waits().isAnsweredByError("forbidden");
            assertEquals(heard, since(curious));
        }

        private String since(Scene scene) {
            return scene.last(Presence.class)
                    .getElement()
                    .element("x")
                    .element("history")
                    .attributeValue("since");
        }

        @Test
        void itGivesUpIfTheOwnerWants() {
            scene.isOut(GONE + codes(332, 110));
            scene.does(scene.occupant.leave(scene.now));
            assertEquals(new Event.Left(), scene.event());
            scene.isOverAndRetracted();
        }
    }

    @Nested
    class OfAnotherSessionUnderOurNick {

        private static final String ANOTHER =
                "<item role='none' jid='hag66@shakespeare.lit/pda'><actor nick='Fluellen'/><reason>x</reason></item>";

        @Test
        @Requirement("0045-33")
        void isNotOursIfTheRoomSaysWhose() {
            scene.isOut("<item role='none' jid='hag66@shakespeare.lit/pda'/>" + code(110))
                    .nothingHappened();
            assertTrue(scene.occupant.isIn());
        }

        /** Some services name one session, whichever, and mean all that share the nick. */
        @ParameterizedTest
        @CsvSource({
            "301, BANNED",
            "307, KICKED",
            "321, MEMBERSHIP_LOST",
            "322, MEMBERS_ONLY",
            "332, SHUTDOWN",
            "333, TECHNICAL"
        })
        @Requirement("0045-33")
        void isAskedForIfItIsExplainedAndSaysWhose(int code, Removal why) {
            for (String certain : List.of("", code(110))) {
                Scene other = Scene.in();
                other.isOut(ANOTHER + code(code) + certain).nothingHappened();
                assertTrue(other.occupant.isInDoubt());
                assertEquals(other.now.plusSeconds(1), other.occupant.wakeAt(), "the room may be in the midst of it");
                isInDoubt(other.waits());
                other.isAnsweredByError("bad-request");
                assertEquals(new Event.Removed(why, "Fluellen", "x", why.isAccident()), other.event());
                assertFalse(other.occupant.isInDoubt());
            }
        }

        private void isInDoubt(Scene asking) {
            assertEquals(1, asking.last.size());
            assertEquals("ping", asking.last(IQ.class).getChildElement().getName());
            assertTrue(asking.occupant.isInDoubt());
            assertTrue(asking.occupant.isOwnQuestion(asking.last(IQ.class)));
        }

        @Test
        void isNotOursIfTheRoomConfirmsThatWeAreIn() {
            scene.isOut(ANOTHER + code(307)).waits().isAnswered("");
            assertEquals(new Event.Confirmed(), scene.event());
            assertFalse(scene.occupant.isInDoubt());
            assertFalse(scene.occupant.isOwnQuestion(scene.last(IQ.class)));
            assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
        }

        @Test
        void isAskedForOnceMoreIfItComesWhileTheRoomIsAsked() {
            scene.waits();
            scene.now = scene.now.plusSeconds(30);
            scene.isOut(ANOTHER + code(307)).nothingHappened();
            scene.isAnswered("").nothingHappened();
            isInDoubt(scene.waits());
            scene.isAnsweredByError("not-acceptable");
            assertEquals(Removal.KICKED, scene.event(Event.Removed.class).why());
        }

        @Test
        void isAskedForAgainIfNobodyAnswers() {
            scene.isOut(ANOTHER + code(307)).waits();
            scene.waits();
            assertTrue(scene.occupant.isInDoubt());
            isInDoubt(scene.waits());
        }

        @Test
        void meansUsTooIfTheRoomDoesNotKnowOurNickAnyMore() {
            scene.isOut(ANOTHER + code(307)).waits().isAnsweredByError("item-not-found");
            assertEquals(Removal.KICKED, scene.event(Event.Removed.class).why());
        }

        @Test
        void thatWasToldToThatSessionIsAskedForToo() {
            Presence told = told(ANOTHER + code(307));
            scene.occupant.otherSessionRemoved(told, scene.now);
            assertTrue(scene.occupant.isInDoubt());
            isInDoubt(scene.waits());
            scene.isAnsweredByError("bad-request");
            assertEquals(new Event.Removed(Removal.KICKED, "Fluellen", "x", false), scene.event());
            scene.occupant.otherSessionRemoved(told, scene.now);
            assertFalse(scene.occupant.isInDoubt());
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isTheReasonWhicheverIsToldFirst(boolean first) {
            Presence told = told(ANOTHER + code(307));
            if (first) {
                scene.occupant.otherSessionRemoved(told, scene.now);
            }
            scene.occupant.nickMayChange(scene.now);
            if (!first) {
                scene.occupant.otherSessionRemoved(told, scene.now);
            }
            isInDoubt(scene.waits());
            scene.isAnsweredByError("bad-request");
            assertEquals(Removal.KICKED, scene.event(Event.Removed.class).why());
        }

        @Test
        void tellsWhatWouldHaveBecomeOfUs() {
            assertEquals(
                    new Event.Removed(Removal.KICKED, "Fluellen", "x", false), Removal.in(told(ANOTHER + code(307))));
            assertEquals(new Event.Removed(Removal.UNEXPLAINED, "", "", true), Removal.in(told("<item role='none'/>")));
            assertEquals(new Event.Destroyed(Optional.empty(), "", ""), Removal.in(told("<destroy/>")));
        }

        @Test
        void isExplainedOrNot() {
            assertTrue(Removal.isExplainedBy(told(ANOTHER + code(307))));
            assertTrue(Removal.isExplainedBy(told("<destroy/>")));
            assertFalse(Removal.isExplainedBy(told("<item role='none'/>" + code(110))));
        }

        private static Presence told(String user) {
            return Xml.presence("<presence type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'>" + user
                    + "</x></presence>");
        }

        @Test
        void thatWasToldWithoutAReasonIsAnAccident() {
            scene.occupant.otherSessionRemoved(Xml.presence("<presence type='unavailable'/>"), scene.now);
            isInDoubt(scene.waits());
            scene.isAnsweredByError("bad-request");
            assertEquals(new Event.Removed(Removal.FORGOTTEN, "", "", true), scene.event());
        }

        @Test
        void isAskedForAgainAfterAPauseWhereTheRoomIsSilent() {
            scene.occupant.otherSessionRemoved(Xml.presence("<presence type='unavailable'/>"), scene.now);
            isInDoubt(scene.waits());
            scene.waits().nothingHappened();
            assertTrue(scene.occupant.wakeAt().isAfter(scene.now));
            isInDoubt(scene.waits());
        }

        @Test
        void withTheRoomIsOurs() {
            scene.isOut(ANOTHER + "<destroy/>");
            assertEquals(new Event.Destroyed(Optional.empty(), "", ""), scene.event());
        }

        @Test
        void thatIsRenamedIsNotUs() {
            scene.isOut("<item jid='hag66@shakespeare.lit/pda' nick='oldhag'/>" + code(303))
                    .nothingHappened();
            scene.otherPresenceReceived("oldhag", "", MEMBER);
            assertEquals("oldhag", scene.event(Event.OccupantJoined.class).nick());
            assertEquals("thirdwitch", scene.occupant.nick());
        }

        @Test
        @Requirement("0045-33")
        void isOursIfWeAreAmongThem() {
            scene.occupant.setClientPresent(true);
            scene.isOut("<item role='none' jid='hag66@shakespeare.lit/pda'/><item role='none' jid='" + SELF + "'/>"
                    + codes(307, 110));
            assertEquals(Removal.TECHNICAL, scene.event(Event.Removed.class).why());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 307})
        @Requirement("0045-33")
        void isAskedForIfTheRoomDoesNotSayWhose(int code) {
            scene.occupant.setClientPresent(true);
            scene.isOut(GONE + codes(code, 110));
            assertEquals(1, scene.last.size());
            assertEquals("ping", scene.last(IQ.class).getChildElement().getName());
            assertTrue(scene.occupant.isIn());
            scene.isAnsweredByError("not-acceptable");
            assertEquals(
                    new Event.Removed(code == 0 ? Removal.FORGOTTEN : Removal.TECHNICAL, "", "", true), scene.event());
        }

        @Test
        void isOursForCertainIfSomebodyDidIt() {
            scene.occupant.setClientPresent(true);
            scene.isOut(KICKED + codes(307, 110));
            assertEquals(Removal.KICKED, scene.event(Event.Removed.class).why());
        }

        @Test
        void isOursIfNoClientIsThere() {
            scene.occupant.setClientPresent(true);
            scene.occupant.setClientPresent(false);
            scene.isOut(GONE + code(110));
            assertEquals(Removal.UNEXPLAINED, scene.event(Event.Removed.class).why());
        }
    }

    @Nested
    class AtOurWish {

        @Test
        @Requirement({"0045-83", "0045-84", "0045-85"})
        void isSaidOnce() {
            scene.does(scene.occupant.leave(scene.now));
            Presence leave = (Presence) scene.sent().get(0);
            assertEquals(1, scene.last.size());
            assertEquals(Presence.Type.unavailable, leave.getType());
            assertEquals(ROOM + "/thirdwitch", leave.getTo().toString());
            assertEquals(SELF, leave.getFrom());
            assertEquals(0, leave.getElement().elements().size());
            scene.does(scene.occupant.leave(scene.now)).nothingHappened();
            assertEquals(
                    Privileges.Role.PARTICIPANT, scene.occupant.privileges().role(), "still");
            scene.isOut(GONE + code(110));
            assertEquals(new Event.Left(), scene.event());
            assertTrue(scene.event().ends());
            scene.isOverAndRetracted();
            scene.does(scene.occupant.leave(scene.now)).nothingHappened();
        }

        @Test
        @Requirement("0045-84")
        void isOverIfTheRoomDoesNotSay() {
            scene.does(scene.occupant.leave(scene.now));
            assertEquals(scene.now.plus(TIMES.leave()), scene.occupant.wakeAt());
            scene.waits(TIMES.leave().minusMillis(1)).nothingHappened();
            scene.waits(Duration.ofMillis(1));
            assertEquals(new Event.Left(), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        void isNotDisturbed() {
            scene.does(scene.occupant.leave(scene.now));
            scene.otherPresenceReceived("firstwitch", "", MEMBER).nothingHappened();
            scene.otherPresenceReceived("thirdwitch", "", MEMBER + code(110)).nothingHappened();
            scene.says("firstwitch", "hail", "").nothingHappened();
            scene.otherPresenceReceived("firstwitch", "unavailable", GONE).nothingHappened();
            scene.knocks().nothingHappened();
            scene.isOut("<item jid='hag66@shakespeare.lit/pda'/>" + code(110)).nothingHappened();
            scene.isOut("<item nick='x'/>" + codes(110, 303)).nothingHappened();
            assertEquals(0, scene.occupant.others());
        }

        @Test
        void isOverIfTheRoomDoesNotKnowUs() {
            scene.does(scene.occupant.leave(scene.now));
            scene.hears("<presence type='error' from='" + ROOM + "/thirdwitch'/>");
            assertEquals(new Event.Left(), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        void isOverIfTheRoomShowsItWithoutTheCode() {
            scene.does(scene.occupant.leave(scene.now)).isOut(GONE);
            assertEquals(new Event.Left(), scene.event());
        }

        @Test
        void isToldToARoomThatMayHaveLetUsIn() {
            Scene knocking = new Scene(REQUEST).knocks();
            knocking.does(knocking.occupant.leave(knocking.now));
            assertEquals(1, knocking.unavailablesSent());
            knocking.isOut(GONE + code(110));
            assertEquals(new Event.Left(), knocking.event());
        }

        @Test
        void isNotToldToARoomThatNeverHeardOfUs() {
            Scene asking = new Scene(REQUEST);
            asking.does(asking.occupant.leave(asking.now)).nothingHappened();
            asking.does(asking.occupant.join(asking.now)).does(asking.occupant.leave(asking.now));
            assertEquals(List.of(new Event.Left()), asking.last);
            assertTrue(asking.occupant.isOver());
        }

        @Test
        void isFollowedByAnotherJoinIfTheOwnerWants() {
            Scene again = Scene.in(REQUEST.with(History.last(20)));
            again.does(again.occupant.leave(again.now)).isOut(GONE + code(110)).knocks();
            assertEquals(
                    "<history maxstanzas=\"20\"/>",
                    again.last(Presence.class)
                            .getElement()
                            .element("x")
                            .element("history")
                            .asXML()
                            .replace(" xmlns=\"http://jabber.org/protocol/muc\"", ""),
                    "as if it had never been in");
            again.isLetIn();
            assertTrue(again.occupant.isIn());
            assertFalse(again.event().ends());
        }
    }

    @Test
    @Requirement("0045-93")
    void whatIsToldOutsideTheRoomIsNoReasonToJoin() {
        scene.isOut(KICKED + codes(307, 110));
        scene.hears("<message><x xmlns='http://jabber.org/protocol/muc#user'><item jid='" + SELF.toBareJID()
                        + "' affiliation='admin'/>" + code(101) + "</x></message>")
                .nothingHappened();
    }
}
