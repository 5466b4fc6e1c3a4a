package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.INFO;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.MEMBER;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.REQUEST;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.TIMES;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.code;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.codes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.muc.JoinRequest.OnConflict;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class JoinTest {

    private static final String INFO_RESULT = "<query xmlns='http://jabber.org/protocol/disco#info'>"
            + "<identity category='conference' type='text' name='A Dark Cave'/>"
            + "<feature var='http://jabber.org/protocol/muc'/><feature var='muc_passwordprotected'/><feature var='muc_hidden'/>"
            + "<feature var='muc_temporary'/><feature var='http://jabber.org/protocol/muc#stable_id'/><feature var='of:our:own'/>"
            + "<feature/><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'/><field var='muc#roominfo_occupants'/></x></query>";

    private final Scene scene = new Scene(REQUEST);

    @Nested
    class BeforeItComesIn {

        @Test
        @Requirement({"0045-04", "0045-08", "0045-39"})
        void itAsksTheRoomWhatItIs() {
            scene.does(scene.occupant.join(scene.now));
            IQ asked = (IQ) scene.sent().get(0);
            assertEquals(1, scene.last.size());
            assertEquals(ROOM, asked.getTo());
            assertEquals(SELF, asked.getFrom());
            assertEquals(
                    "<query xmlns=\"http://jabber.org/protocol/disco#info\"/>",
                    asked.getChildElement().asXML());
        }

        @Test
        @Requirement({"0045-05", "0045-06", "0045-39"})
        void itTellsWhatTheRoomIs() {
            scene.does(scene.occupant.join(scene.now)).isAnswered(INFO_RESULT);
            assertEquals(
                    new Event.RoomKnown(new RoomInfo(EnumSet.of(
                            RoomInfo.Trait.PASSWORDPROTECTED,
                            RoomInfo.Trait.HIDDEN,
                            RoomInfo.Trait.TEMPORARY,
                            RoomInfo.Trait.STABLE_ID))),
                    scene.last.get(0));
            assertEquals(
                    ROOM + "/thirdwitch", scene.last(Presence.class).getTo().toString());
            assertEquals(2, scene.last.size());
        }

        @Test
        @Requirement("0045-02")
        void itGoesToNothingThatIsNoRoom() {
            scene.does(scene.occupant.join(scene.now))
                    .isAnswered(
                            "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:version'/></query>");
            assertEquals(new Event.Refused(Refusal.NOT_A_ROOM, "", Optional.empty(), false), scene.event());
            assertTrue(scene.occupant.isOver());
            assertEquals(0, scene.unavailablesSent());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "<query xmlns='urn:other'/>", "<query xmlns='http://jabber.org/protocol/disco#items'/>"})
        void itTakesNoOtherAnswerForARoom(String payload) {
            scene.does(scene.occupant.join(scene.now)).isAnswered(payload);
            assertEquals(Refusal.NOT_A_ROOM, scene.event(Event.Refused.class).why());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"forbidden", "service-unavailable", "feature-not-implemented", "not-allowed", "undefined"})
        void itTriesTheDoorOfARoomThatHides(String condition) {
            scene.does(scene.occupant.join(scene.now))
                    .isAnsweredByError(condition.equals("undefined") ? "bad-request" : condition);
            assertEquals(1, scene.last.size());
            assertEquals(Presence.class, scene.sent().get(0).getClass());
            scene.waits();
            assertEquals(
                    new Event.Refused(Refusal.NOT_A_ROOM, "", Optional.empty(), false),
                    scene.event(),
                    "nobody is behind it");
        }

        @ParameterizedTest
        @CsvSource({
            "item-not-found, NO_SUCH_ROOM",
            "remote-server-not-found, UNREACHABLE",
            "remote-server-timeout, UNREACHABLE"
        })
        void itWaitsForARoomThatIsNotThere(String condition, Refusal why) {
            scene.does(scene.occupant.join(scene.now)).isAnsweredByError(condition);
            assertEquals(new Event.Refused(why, "", Optional.empty(), true), scene.event());
            assertEquals(0, scene.sent().size());
            scene.waits();
            assertEquals(IQ.class, scene.sent().get(0).getClass());
        }

        @Test
        void itWaitsForARoomThatDoesNotAnswer() {
            scene.does(scene.occupant.join(scene.now));
            assertEquals(scene.now.plus(TIMES.answer()), scene.occupant.wakeAt());
            scene.waits(TIMES.answer().minusMillis(1)).nothingHappened();
            scene.waits();
            assertEquals(new Event.Refused(Refusal.UNREACHABLE, "", Optional.empty(), true), scene.event());
        }

        @Test
        void itBelievesNobodyElse() {
            scene.does(scene.occupant.join(scene.now));
            IQ asked = scene.last(IQ.class);
            scene.hears("<iq type='result' id='" + asked.getID() + "' from='" + ROOM + "/firstwitch'>" + INFO_RESULT
                            + "</iq>")
                    .nothingHappened();
            scene.hears("<iq type='result' id='" + asked.getID() + "' from='chat.shakespeare.lit'>" + INFO_RESULT
                            + "</iq>")
                    .nothingHappened();
            scene.hears("<iq type='result' id='other' from='" + ROOM + "'>" + INFO_RESULT + "</iq>")
                    .nothingHappened();
            scene.isAnswered(INFO_RESULT);
            assertEquals(2, scene.last.size());
        }
    }

    @Nested
    class TheJoin {

        private Element join(JoinRequest request) {
            Scene other = new Scene(request).knocks();
            assertEquals(1, other.last.size());
            return other.sent().get(0).getElement();
        }

        private String history(History history) {
            return join(REQUEST.with(history))
                    .element("x")
                    .asXML()
                    .replace("<x xmlns=\"http://jabber.org/protocol/muc\"", "")
                    .replace("</x>", "");
        }

        @Test
        @Requirement({"0045-15", "0045-16", "0045-17", "0045-105"})
        void isAPresenceWithAnEmptyElement() {
            Element join = join(REQUEST.with(History.ALL));
            assertEquals("presence", join.getName());
            assertNull(join.attributeValue("type"));
            assertEquals(ROOM + "/thirdwitch", join.attributeValue("to"));
            assertEquals(SELF.toString(), join.attributeValue("from"));
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc\"/>",
                    join.element("x").asXML());
            assertEquals(1, join.elements().size());
        }

        @Test
        @Requirement("0045-28")
        void givesThePasswordInside() {
            Element x =
                    join(REQUEST.with(History.ALL).withPassword("cauldronburn")).element("x");
            assertEquals(
                    "<x xmlns=\"http://jabber.org/protocol/muc\"><password>cauldronburn</password></x>", x.asXML());
        }

        @Test
        @Requirement("0045-28")
        void leavesThePasswordOutOfLogs() {
            assertEquals(
                    SELF + " in " + ROOM + " as thirdwitch",
                    REQUEST.withPassword("cauldronburn").toString());
        }

        @Test
        @Requirement({"0045-40", "0045-42"})
        void canDoWithoutHistory() {
            assertEquals("><history maxchars=\"0\" maxstanzas=\"0\"/>", history(History.NONE));
        }

        @Test
        @Requirement({"0045-40", "0045-41"})
        void limitsHistoryInEachOfTheWays() {
            assertEquals("><history maxstanzas=\"20\"/>", history(History.last(20)));
            assertEquals(
                    "><history since=\"1970-01-01T00:00:00Z\"/>",
                    history(History.since(Instant.EPOCH.plusMillis(999))));
            assertEquals(
                    "><history maxchars=\"65000\" seconds=\"180\"/>",
                    history(new History(
                            OptionalInt.of(65000), OptionalInt.empty(), OptionalInt.of(180), Optional.empty())));
            assertEquals("/>", history(History.ALL));
        }

        @Test
        void limitsHistoryToWhatCanBe() {
            OptionalInt none = OptionalInt.empty();
            OptionalInt negative = OptionalInt.of(-1);
            assertThrows(IllegalArgumentException.class, () -> new History(negative, none, none, Optional.empty()));
            assertThrows(IllegalArgumentException.class, () -> new History(none, negative, none, Optional.empty()));
            assertThrows(IllegalArgumentException.class, () -> new History(none, none, negative, Optional.empty()));
        }

        @Test
        void showsWhatItIsToShow() {
            OccupantPolicy policy = new OccupantPolicy(TIMES, new Random(1), presence -> {
                presence.addChildElement("c", "http://jabber.org/protocol/caps");
                return presence;
            });
            Scene other = new Scene(REQUEST, policy);
            other.does(other.occupant.show(Presence.Show.away)).nothingHappened();
            other.knocks();
            Element join = other.sent().get(0).getElement();
            assertEquals("away", join.elementText("show"));
            assertEquals("http://jabber.org/protocol/caps", join.element("c").getNamespaceURI());
        }

        @Test
        void hasAnIdThatNobodyGuesses() {
            String id = join(REQUEST).attributeValue("id");
            assertTrue(id.length() >= 20, id);
            scene.knocks();
            assertNotEquals(
                    scene.last(Presence.class).getID(),
                    new Scene(REQUEST, new OccupantPolicy(new Random(2)))
                            .knocks()
                            .last(Presence.class)
                            .getID());
        }

        @Test
        void isNotSentTwice() {
            scene.knocks();
            scene.knocks().nothingHappened();
            scene.does(scene.occupant.join(scene.now)).nothingHappened();
            scene.isLetIn();
            scene.knocks().nothingHappened();
        }
    }

    @Nested
    class Nick {

        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "\u00a0 ", "bell\u0007"})
        @Requirement({"0045-18", "0045-19"})
        void isRefusedIfItCantBeOne(String nick) {
            assertThrows(IllegalArgumentException.class, () -> JoinRequest.of(SELF, ROOM, nick));
        }

        @Test
        @Requirement("0045-19")
        void isRefusedIfItIsTooLong() {
            assertThrows(IllegalArgumentException.class, () -> JoinRequest.of(SELF, ROOM, "x".repeat(1024)));
            assertEquals(
                    1023, JoinRequest.of(SELF, ROOM, "x".repeat(1023)).nick().length());
        }

        @Test
        @Requirement("0045-19")
        void isPrepared() {
            assertEquals(
                    "third \u263a witch",
                    JoinRequest.of(SELF, ROOM, "third \u263a witch").nick());
            assertEquals("Witch", JoinRequest.of(SELF, ROOM, "\uff37itch").nick());
        }

        @ParameterizedTest
        @CsvSource({
            "hag66@shakespeare.lit, coven@chat",
            "shakespeare.lit/x, coven@chat",
            "a@b/c, chat.shakespeare.lit",
            "a@b/c, r@s/n"
        })
        @Requirement("0045-18")
        void needsAnAddressAndARoom(String self, String room) {
            JID from = new JID(self);
            JID to = new JID(room);
            assertThrows(IllegalArgumentException.class, () -> JoinRequest.of(from, to, "nick"));
        }
    }

    @Nested
    class OnTheWayIn {

        @Test
        @Requirement({"0045-20", "0045-22"})
        void itIsInWhenTheRoomSaysSo() {
            scene.knocks().otherPresenceReceived("firstwitch", "", "<item affiliation='owner' role='moderator'/>");
            assertEquals(
                    new Event.OccupantJoined(
                            "firstwitch",
                            new Privileges(Privileges.Role.MODERATOR, Privileges.Affiliation.OWNER),
                            Optional.empty()),
                    scene.event());
            assertFalse(scene.occupant.isIn());
            scene.isLetIn();
            assertEquals(
                    new Event.Joined(
                            "thirdwitch",
                            new Privileges(Privileges.Role.PARTICIPANT, Privileges.Affiliation.MEMBER),
                            Set.of()),
                    scene.event());
            assertTrue(scene.occupant.isIn());
            assertEquals(1, scene.occupant.others());
        }

        @Test
        @Requirement({"0045-22", "0045-33"})
        void itIsNotInBecauseAnotherClientIsUnderItsNick() {
            scene.knocks().otherPresenceReceived("thirdwitch", "", MEMBER).nothingHappened();
            assertFalse(scene.occupant.isIn());
            assertEquals(0, scene.occupant.others());
            scene.isLetIn();
            assertTrue(scene.occupant.isIn());
        }

        @Test
        void anAnswerThatItHasNotAskedForIsNothing() {
            scene.knocks().hears("<iq type='result' id='x'/>").nothingHappened();
            scene.isLetIn();
            assertTrue(scene.occupant.isIn());
        }

        @Test
        @Requirement("0045-23")
        void itTakesTheNickThatItIsGiven() {
            scene.knocks().otherPresenceReceived("ThirdWitch", "", MEMBER + codes(110, 210));
            assertEquals("ThirdWitch", scene.event(Event.Joined.class).nick());
            assertEquals("ThirdWitch", scene.occupant.nick());
            scene.does(scene.occupant.show(Presence.Show.away));
            assertEquals(
                    ROOM + "/ThirdWitch", scene.last(Presence.class).getTo().toString());
        }

        @Test
        @Requirement("0045-23")
        void nobodyElseHasThatNickAnyMore() {
            scene.knocks()
                    .otherPresenceReceived("ThirdWitch", "", MEMBER)
                    .otherPresenceReceived("ThirdWitch", "", MEMBER + codes(110, 210));
            assertEquals(0, scene.occupant.others());
        }

        @Test
        @Requirement({"0045-25", "0045-38"})
        void itWarns() {
            scene.knocks().isLetIn(100, 170);
            assertEquals(
                    Set.of(ConfigurationNotice.NON_ANONYMOUS, ConfigurationNotice.LOGGED),
                    scene.event(Event.Joined.class).notices());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>",
                    "<x xmlns='http://jabber.org/protocol/muc#user'><item role='king' affiliation='none'/><status code='110'/><status/>"
                            + "<status code='x'/><status code='99999999999'/></x>"
                })
        @Requirement({"0045-21", "0045-26"})
        void itTakesWhatIsMissingForNone(String user) {
            scene.knocks().hears("<presence from='" + ROOM + "/thirdwitch'>" + user + "</presence>");
            assertEquals(new Event.Joined("thirdwitch", Privileges.NONE, Set.of()), scene.event());
        }

        @Test
        @Requirement("0045-21")
        void itTakesTheFirstOfTwo() {
            scene.knocks()
                    .hears(
                            "<presence from='" + ROOM + "/thirdwitch'>"
                                    + "<x xmlns='http://jabber.org/protocol/muc#user'><item role='visitor' affiliation='none'/><item role='moderator'/>"
                                    + "<status code='110'/></x>"
                                    + "<x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator' affiliation='owner'/></x></presence>");
            assertEquals(
                    new Privileges(Privileges.Role.VISITOR, Privileges.Affiliation.NONE), scene.occupant.privileges());
        }

        @Test
        @Requirement({"0045-26", "0045-27"})
        void itTellsRealAddressesAsTheyAreGiven() {
            scene.knocks()
                    .otherPresenceReceived(
                            "crone1",
                            "",
                            "<item affiliation='owner' role='moderator' jid='crone1@shakespeare.lit/desktop'/>");
            assertEquals(
                    Optional.of(new JID("crone1@shakespeare.lit/desktop")),
                    scene.event(Event.OccupantJoined.class).jid());
            scene.otherPresenceReceived("crone2", "", "<item jid='crone2@shakespeare.lit'/>");
            assertEquals(
                    Optional.of(new JID("crone2@shakespeare.lit")),
                    scene.event(Event.OccupantJoined.class).jid());
            scene.otherPresenceReceived("crone3", "", "<item jid='@'/>");
            assertEquals(
                    Optional.empty(), scene.event(Event.OccupantJoined.class).jid());
        }

        @Test
        @Requirement({"0045-43", "0045-44"})
        void itTakesHistoryAsSuch() {
            scene.knocks().isLetIn();
            for (int i = 0; i < 100; i++) {
                scene.says(
                        "firstwitch",
                        "Thrice the brinded cat hath mew'd.",
                        "<delay xmlns='urn:xmpp:delay' from='" + ROOM + "' stamp='2002-10-13T23:58:37Z'/>");
                Event.Said said = scene.event(Event.Said.class);
                assertEquals(MessageKind.HISTORY, said.kind());
                assertEquals(Optional.of(Instant.parse("2002-10-13T23:58:37Z")), said.sent());
            }
        }

        @Test
        @Requirement("0045-45")
        void itIsInWithTheSubjectOrWithout() {
            scene.knocks()
                    .isLetIn()
                    .hears("<message type='groupchat' from='" + ROOM + "/secondwitch'><subject/></message>");
            assertEquals(new Event.SubjectChanged("secondwitch", ""), scene.event());
        }

        @Test
        void itHearsNothingYet() {
            scene.knocks().says("firstwitch", "hail", "").nothingHappened();
            scene.hears("<message type='chat' from='" + ROOM + "/firstwitch'><body>hail</body></message>")
                    .nothingHappened();
        }

        @Test
        @Requirement("0045-24")
        void itNeedsNoIdToBeIn() {
            scene.knocks().isLetIn();
            assertTrue(scene.occupant.isIn());
        }

        @Test
        void itWaitsAndTriesAgainIfNothingComes() {
            scene.knocks();
            assertEquals(scene.now.plus(TIMES.answer()), scene.occupant.wakeAt());
            scene.waits();
            assertEquals(new Event.Refused(Refusal.UNREACHABLE, "", Optional.empty(), true), scene.event());
            scene.waits().isAnswered(INFO_RESULT);
            assertEquals(Presence.class, scene.sent().get(0).getClass());
        }

        @Test
        void itTakesNoEchoOfAnEarlierLeaveForAnEnd() {
            scene.knocks().isOut(Scene.GONE + code(110)).nothingHappened();
            scene.isOut(Scene.GONE + code(307)).nothingHappened();
            scene.isLetIn();
            assertTrue(scene.occupant.isIn());
        }

        @Test
        @Requirement("0045-48")
        void itComesBackIfTheServiceThrowsItOut() {
            scene.knocks();
            for (int i = 0; i < 2; i++) {
                isAskedWhetherItIsOut(scene.isOut(Scene.GONE + codes(110, 307, 333)));
                scene.isAnsweredByError("not-acceptable");
                if (i == 0) {
                    assertEquals(Presence.class, scene.sent().get(0).getClass(), "at once");
                    assertEquals(1, scene.last.size());
                }
            }
            assertEquals(new Event.Removed(Removal.TECHNICAL, "", "", true), scene.event());
            scene.waits();
            assertEquals(IQ.class, scene.sent().get(0).getClass());
        }

        private void isAskedWhetherItIsOut(Scene asking) {
            IQ ping = (IQ) asking.sent().get(0);
            assertEquals(1, asking.last.size());
            assertEquals("ping", ping.getChildElement().getName());
            assertEquals(Scene.ROOM + "/thirdwitch", ping.getTo().toString());
            assertTrue(asking.occupant.isOwnQuestion(ping));
        }

        @Test
        void aRemovalOfWhoeverHadItsPlaceBeforeIsNotItsOwn() {
            isAskedWhetherItIsOut(scene.knocks().isOut(Scene.GONE + codes(110, 333)));
            scene.isAnswered("").nothingHappened();
            assertFalse(scene.occupant.isOwnQuestion(scene.last(IQ.class)));
            scene.isLetIn();
            assertTrue(scene.occupant.isIn());
            assertEquals(0, scene.unavailablesSent());
        }

        @ParameterizedTest
        @CsvSource({"301, BANNED", "321, MEMBERSHIP_LOST", "322, MEMBERS_ONLY"})
        void deliberateRemovalEndsItOnceConfirmed(int code, Removal why) {
            isAskedWhetherItIsOut(scene.knocks().isOut(Scene.GONE + codes(110, code)));
            scene.isAnsweredByError("remote-server-timeout").nothingHappened();
            scene.isOut(Scene.GONE + codes(110, code)).isAnsweredByError("not-acceptable");
            assertEquals(new Event.Removed(why, "", "", false), scene.event());
            scene.isOverAndRetracted();
        }

        @Test
        void theEndOfTheRoomIsBelieved() {
            scene.knocks().isOut(Scene.GONE + code(110) + "<destroy/>");
            assertEquals(new Event.Destroyed(Optional.empty(), "", ""), scene.event());
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @CsvSource({
            "not-authorized, PASSWORD",
            "forbidden, BANNED",
            "registration-required, MEMBERS_ONLY",
            "not-allowed, CREATION_NOT_ALLOWED",
            "jid-malformed, BAD_NICK",
            "conflict, NICK_CONFLICT",
            "gone, MOVED",
            "redirect, MOVED",
            "bad-request, OTHER",
            "payment-required, OTHER"
        })
        @Requirement({"0045-29", "0045-30", "0045-31", "0045-36"})
        void forGood(String condition, Refusal why) {
            scene.knocks().isRefused(condition);
            assertEquals(new Event.Refused(why, "", Optional.empty(), false), scene.event());
            assertTrue(scene.event().ends());
            scene.isOverAndRetracted();
            scene.waits(Duration.ofDays(1)).nothingHappened();
        }

        @ParameterizedTest
        @CsvSource({"service-unavailable, FULL", "item-not-found, NO_SUCH_ROOM"})
        @Requirement({"0045-34", "0045-35"})
        void forNow(String condition, Refusal why) {
            scene.knocks();
            for (int attempt = 0; attempt < OccupantPolicy.FEW_ATTEMPTS; attempt++) {
                scene.isRefused(condition);
                assertEquals(new Event.Refused(why, "", Optional.empty(), true), scene.event());
                assertFalse(scene.event().ends());
                Duration wait = Duration.between(scene.now, scene.occupant.wakeAt());
                Duration longest = TIMES.firstRetry().multipliedBy(1L << attempt);
                assertTrue(
                        wait.compareTo(longest) <= 0 && wait.compareTo(longest.dividedBy(2)) >= 0,
                        attempt + ": " + wait);
                scene.waits().isAnswered(INFO_RESULT);
            }
            scene.isRefused(condition);
            assertEquals(new Event.Refused(why, "", Optional.empty(), false), scene.event());
            scene.isOverAndRetracted();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "remote-server-not-found",
                    "remote-server-timeout",
                    "internal-server-error",
                    "resource-constraint",
                    "recipient-unavailable",
                    "undefined-condition",
                    "no-condition-at-all"
                })
        void asLongAsTheServiceIsDead(String condition) {
            scene.knocks();
            for (int attempt = 0; attempt < 40; attempt++) {
                scene.isRefused(condition);
                assertEquals(new Event.Refused(Refusal.UNREACHABLE, "", Optional.empty(), true), scene.event());
                Duration wait = Duration.between(scene.now, scene.occupant.wakeAt());
                assertTrue(wait.compareTo(TIMES.longestRetry()) <= 0, wait::toString);
                scene.waits().isAnswered(INFO_RESULT);
            }
        }

        @Test
        void withTheWordsOfTheService() {
            scene.knocks();
            scene.hears("<presence type='error' from='" + ROOM + "/thirdwitch'><error type='auth'><forbidden "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Away with you!"
                    + "</text></error></presence>");
            assertEquals(new Event.Refused(Refusal.BANNED, "Away with you!", Optional.empty(), false), scene.event());
        }

        @ParameterizedTest
        @CsvSource({
            "xmpp:heath@chat.shakespeare.lit, heath@chat.shakespeare.lit",
            "xmpp:heath@chat.shakespeare.lit?join, heath@chat.shakespeare.lit",
            "xmpp:heath@chat.shakespeare.lit/nick;x, heath@chat.shakespeare.lit",
            "https://example.org/, ",
            "xmpp:@, ",
            "xmpp:example.org, ",
            "'', "
        })
        void withTheNewAddress(String uri, String room) {
            scene.knocks().isRefused("gone", uri);
            assertEquals(
                    Optional.ofNullable(room).map(JID::new),
                    scene.event(Event.Refused.class).alternate());
        }

        @Test
        void withTheNewAddressFromTheRightElement() {
            scene.knocks().isRefused("redirect", "xmpp:heath@chat.shakespeare.lit");
            assertEquals(
                    Optional.of(new JID("heath@chat.shakespeare.lit")),
                    scene.event(Event.Refused.class).alternate());
            Scene other = new Scene(REQUEST).knocks().isRefused("forbidden", "xmpp:heath@chat.shakespeare.lit");
            assertEquals(Optional.empty(), other.event(Event.Refused.class).alternate());
        }

        @Test
        @Requirement("0045-24")
        void onlyByTheAnswerToThisJoin() {
            scene.knocks()
                    .hears("<presence type='error' id='earlier' from='" + ROOM
                            + "/thirdwitch'><error type='cancel'><conflict "
                            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>")
                    .nothingHappened();
            scene.hears("<presence type='error' from='" + ROOM + "'/>");
            assertEquals(Refusal.UNREACHABLE, scene.event(Event.Refused.class).why());
        }

        @Test
        void andTriesAtOnceIfTheOwnerWants() {
            scene.knocks().isRefused("service-unavailable");
            scene.knocks();
            assertEquals(Presence.class, scene.sent().get(0).getClass());
        }

        @Test
        void andBeginsAnewIfTheOwnerWants() {
            scene.knocks().isRefused("forbidden");
            scene.does(scene.occupant.join(scene.now));
            assertEquals(IQ.class, scene.sent().get(0).getClass());
        }
    }

    @Nested
    class ForItsNick {

        private final Scene flexible = new Scene(REQUEST.with(OnConflict.ALTERNATIVES));

        @Test
        @Requirement("0045-32")
        void itTriesAFewOthers() {
            flexible.knocks();
            for (String nick : List.of("thirdwitch_", "thirdwitch_2", "thirdwitch_3", "thirdwitch_4", "thirdwitch_5")) {
                flexible.isRefused("conflict");
                assertEquals(1, flexible.last.size());
                assertEquals(
                        ROOM + "/" + nick, flexible.last(Presence.class).getTo().toString());
            }
            flexible.isRefused("conflict");
            assertEquals(new Event.Refused(Refusal.NICK_CONFLICT, "", Optional.empty(), false), flexible.event());
            flexible.isOverAndRetracted();
        }

        @Test
        @Requirement("0045-32")
        void itIsInUnderAnother() {
            flexible.knocks().isRefused("conflict").otherPresenceReceived("thirdwitch_", "", MEMBER + code(110));
            assertEquals("thirdwitch_", flexible.event(Event.Joined.class).nick());
        }

        @Test
        void itTriesTheWishedOneAgainNextTime() {
            flexible.knocks()
                    .isRefused("conflict")
                    .isRefused("service-unavailable")
                    .waits()
                    .isAnswered(INFO_RESULT);
            assertEquals(
                    ROOM + "/thirdwitch", flexible.last(Presence.class).getTo().toString());
        }

        @Test
        void itTriesTheWishedOneAgainIfTheOwnerWants() {
            flexible.knocks();
            for (int i = 0; i <= OccupantPolicy.NICK_ATTEMPTS; i++) {
                flexible.isRefused("conflict");
            }
            assertTrue(flexible.occupant.isOver());
            flexible.knocks();
            assertEquals(
                    ROOM + "/thirdwitch", flexible.last(Presence.class).getTo().toString());
        }

        @Test
        void itDoesNotMakeOneThatIsTooLong() {
            Scene longest =
                    new Scene(JoinRequest.of(SELF, ROOM, "x".repeat(1023)).with(OnConflict.ALTERNATIVES));
            longest.knocks().isRefused("conflict");
            assertEquals(
                    Refusal.NICK_CONFLICT, longest.event(Event.Refused.class).why());
        }

        @Test
        @Requirement("0045-32")
        void itWaitsIfThatIsWished() {
            Scene patient = new Scene(REQUEST.with(OnConflict.WAIT));
            patient.knocks().isRefused("conflict");
            assertEquals(new Event.Refused(Refusal.NICK_CONFLICT, "", Optional.empty(), true), patient.event());
            patient.waits().isAnswered(INFO_RESULT);
            assertEquals(
                    ROOM + "/thirdwitch", patient.last(Presence.class).getTo().toString());
        }

        @Test
        @Requirement({"0045-12", "0045-37"})
        void itAsksForTheReservedOne() {
            scene.knocks().isRefused("not-acceptable");
            IQ asked = (IQ) scene.sent().get(0);
            assertEquals(ROOM, asked.getTo());
            assertEquals(IQ.Type.get, asked.getType());
            assertEquals(
                    "<query xmlns=\"http://jabber.org/protocol/disco#info\" node=\"x-roomuser-item\"/>",
                    asked.getChildElement().asXML());
            scene.isAnswered("<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'>"
                    + "<identity category='conference' name='crone' type='text'/></query>");
            assertEquals(ROOM + "/crone", scene.last(Presence.class).getTo().toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>",
                    "",
                    "<query xmlns='http://jabber.org/protocol/disco#info'><identity name=' '/></query>",
                    "<query xmlns='http://jabber.org/protocol/disco#info'><identity/></query>",
                    "<query xmlns='http://jabber.org/protocol/disco#info'><identity name='thirdwitch'/></query>"
                })
        @Requirement("0045-13")
        void itGivesUpIfNoOtherIsReserved(String payload) {
            scene.knocks().isRefused("not-acceptable").isAnswered(payload);
            assertEquals(new Event.Refused(Refusal.RESERVED_NICK_WANTED, "", Optional.empty(), false), scene.event());
            scene.isOverAndRetracted();
        }

        @ParameterizedTest
        @ValueSource(strings = {"feature-not-implemented", "item-not-found"})
        @Requirement("0045-13")
        void itGivesUpIfTheRoomDoesNotKnow(String condition) {
            scene.knocks().isRefused("not-acceptable").isAnsweredByError(condition);
            assertEquals(
                    Refusal.RESERVED_NICK_WANTED,
                    scene.event(Event.Refused.class).why());
        }

        @Test
        @Requirement("0045-37")
        void itAsksOnce() {
            scene.knocks()
                    .isRefused("not-acceptable")
                    .isAnswered("<query xmlns='http://jabber.org/protocol/disco#info'><identity name='crone'/></query>")
                    .isRefused("not-acceptable");
            assertEquals(
                    Refusal.RESERVED_NICK_WANTED,
                    scene.event(Event.Refused.class).why());
        }

        @Test
        void itGivesUpIfTheRoomDoesNotAnswer() {
            scene.knocks().isRefused("not-acceptable").waits();
            assertEquals(
                    Refusal.RESERVED_NICK_WANTED,
                    scene.event(Event.Refused.class).why());
            scene.isOverAndRetracted();
        }
    }

    @Test
    void presenceIsNothingToWhoIsNotKnocking() {
        for (Runnable step : List.<Runnable>of(
                () -> {},
                () -> scene.does(scene.occupant.join(scene.now)),
                () -> scene.isAnsweredByError("remote-server-timeout"))) {
            step.run();
            scene.otherPresenceReceived("firstwitch", "", MEMBER).nothingHappened();
            scene.otherPresenceReceived("thirdwitch", "", MEMBER + code(110)).nothingHappened();
            scene.otherPresenceReceived("thirdwitch", "unavailable", codes(110, 301))
                    .nothingHappened();
            scene.hears("<presence type='error' from='" + ROOM + "/thirdwitch'/>")
                    .nothingHappened();
        }
    }

    @Test
    void theRoomThatIsKnownIsNotAskedAgain() {
        scene.does(scene.occupant.join(INFO, scene.now));
        assertEquals(Presence.class, scene.sent().get(0).getClass());
        assertEquals("thirdwitch", scene.occupant.nick());
        assertEquals(Privileges.NONE, scene.occupant.privileges());
    }
}
