package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.MEMBER;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.ROOM;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.SELF;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.TIMES;
import static org.igniterealtime.openfire.plugin.intermediateim.muc.Scene.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

class SelfPingTest {

    private final Scene scene = Scene.in();

    private void isAsked() {
        IQ ping = (IQ) scene.sent().get(0);
        assertEquals(1, scene.last.size());
        assertEquals(IQ.Type.get, ping.getType());
        assertEquals("<ping xmlns=\"urn:xmpp:ping\"/>", ping.getChildElement().asXML());
        assertEquals(ROOM + "/thirdwitch", ping.getTo().toString());
        assertEquals(SELF, ping.getFrom());
    }

    @Test
    @Requirement("0410-01")
    void comesAfterSilence() {
        assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
        scene.waits(TIMES.silence().minusMillis(1)).nothingHappened();
        scene.waits();
        isAsked();
    }

    @Test
    @Requirement("0410-01")
    void comesAfterTheTimeThatTheServiceAllows() {
        scene.occupant.setIdleLimit(TIMES.silence().plusSeconds(1));
        scene.hears("<message type='chat'/>");
        assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
        scene.occupant.setIdleLimit(Duration.ofMinutes(1));
        scene.hears("<message type='chat'/>");
        assertEquals(scene.now.plusSeconds(60), scene.occupant.wakeAt());
        scene.waits();
        isAsked();
    }

    @Test
    @Requirement("0410-01")
    void comesEarlierIfTheServiceAllowsLessFromNowOn() {
        scene.occupant.setIdleLimit(Duration.ofMinutes(1));
        assertEquals(scene.now.plusSeconds(60), scene.occupant.wakeAt());
        scene.waits();
        isAsked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message type='groupchat'><body>x</body></message>",
                "<message type='chat'/>",
                "<presence from='coven@chat.shakespeare.lit/firstwitch'/>"
            })
    @Requirement("0410-01")
    void doesNotComeWhileThereIsTraffic(String stanza) {
        scene.now = scene.now.plus(TIMES.silence()).minusMillis(1);
        scene.hears(stanza);
        assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
        scene.waits(Duration.ofMillis(1)).nothingHappened();
    }

    @Nested
    class Answered {

        @Test
        @Requirement({"0410-02", "0410-09"})
        void byAResult() {
            scene.waits().isAnswered("").nothingHappened();
            assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
            scene.waits();
            isAsked();
        }

        @ParameterizedTest
        @ValueSource(strings = {"service-unavailable", "feature-not-implemented"})
        @Requirement("0410-03")
        void byAClientWithoutPing(String condition) {
            scene.waits().isAnsweredByError(condition).nothingHappened();
            assertTrue(scene.occupant.isIn());
            assertEquals(scene.now.plus(TIMES.silence()), scene.occupant.wakeAt());
        }

        @Test
        @Requirement("0410-04")
        void thatNobodyIsCalledSo() {
            scene.waits().isAnsweredByError("item-not-found").nothingHappened();
            assertTrue(scene.occupant.isIn());
            assertEquals(scene.now.plus(TIMES.answer()), scene.occupant.wakeAt());
            scene.waits();
            isAsked();
            scene.isAnswered("").nothingHappened();
            scene.waits().isAnsweredByError("item-not-found").nothingHappened();
        }

        @Test
        @Requirement("0410-04")
        void thatNobodyIsCalledSoTwice() {
            scene.waits().isAnsweredByError("item-not-found").waits().isAnsweredByError("item-not-found");
            assertEquals(new Event.Removed(Removal.FORGOTTEN, "", "", true), scene.event());
            scene.waits().isAnsweredByError("item-not-found");
            assertEquals(new Event.Refused(Refusal.NO_SUCH_ROOM, "", Optional.empty(), false), scene.event());
            scene.isOverAndRetracted();
        }

        @ParameterizedTest
        @ValueSource(strings = {"remote-server-not-found", "remote-server-timeout"})
        @Requirement("0410-05")
        void byNobodyWhoKnows(String condition) {
            scene.waits().isAnsweredByError(condition).nothingHappened();
            assertTrue(scene.occupant.isIn());
            assertEquals(scene.now.plus(TIMES.undecided()), scene.occupant.wakeAt());
            scene.waits();
            isAsked();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "not-acceptable",
                    "not-allowed",
                    "bad-request",
                    "forbidden",
                    "undefined-condition",
                    "nonsense"
                })
        @Requirement({"0410-06", "0410-09"})
        void thatWeAreOut(String condition) {
            scene.waits().isAnsweredByError(condition);
            assertEquals(List.of(new Event.Removed(Removal.FORGOTTEN, "", "", true)), scene.last);
            scene.waits().isAnsweredByError("forbidden");
            assertEquals(1, scene.sent().size());
            assertEquals(
                    "http://jabber.org/protocol/muc",
                    scene.last(Presence.class).getElement().element("x").getNamespaceURI());
            assertEquals(0, scene.unavailablesSent());
        }

        @Test
        void byAnErrorWithoutError() {
            IQ ping = scene.waits().last(IQ.class);
            scene.hears("<iq type='error' id='" + ping.getID() + "' from='" + ping.getTo() + "'/>");
            assertEquals(Removal.FORGOTTEN, scene.event(Event.Removed.class).why());
        }

        @Test
        @Requirement("0410-07")
        void byNobody() {
            scene.waits();
            assertEquals(scene.now.plus(TIMES.answer()), scene.occupant.wakeAt());
            scene.waits(TIMES.answer().minusMillis(1)).nothingHappened();
            scene.waits().nothingHappened();
            assertTrue(scene.occupant.isIn());
            assertEquals(scene.now.plus(TIMES.undecided()), scene.occupant.wakeAt());
            scene.waits();
            isAsked();
        }

        @Test
        void bySomebodyElse() {
            IQ ping = scene.waits().last(IQ.class);
            for (String from :
                    List.of(ROOM.toString(), ROOM + "/firstwitch", "heath@chat.shakespeare.lit/thirdwitch")) {
                scene.hears("<iq type='error' id='" + ping.getID() + "' from='" + from + "'/>")
                        .nothingHappened();
            }
            scene.hears("<iq type='error' id='other' from='" + ping.getTo() + "'/>")
                    .nothingHappened();
            assertTrue(scene.occupant.isIn());
        }
    }

    @Test
    @Requirement("0410-10")
    void doesNotComeWhileWeChangeOurNick() {
        scene.does(scene.occupant.changeNick("oldhag"));
        scene.waits().nothingHappened();
        assertEquals(scene.now.plus(TIMES.undecided()), scene.occupant.wakeAt());
        scene.waits();
        isAsked();
    }

    @Test
    void comesWhenAnotherSessionMayHaveChangedOurNick() {
        scene.occupant.nickMayChange(scene.now);
        assertTrue(scene.occupant.isInDoubt());
        scene.waits();
        isAsked();
        scene.isAnswered("");
        assertEquals(new Event.Confirmed(), scene.event());
        assertFalse(scene.occupant.isInDoubt());
    }

    @Test
    void isNotDueBeforeWeAreIn() {
        Scene outside = new Scene(Scene.REQUEST);
        outside.occupant.nickMayChange(outside.now);
        assertFalse(outside.occupant.isInDoubt());
        assertFalse(outside.occupant.isChangingNick());
        assertFalse(outside.occupant.isOwnQuestion(scene.waits().last(IQ.class)));
        outside.hears("<iq type='result' id='x'/>").nothingHappened();
        outside.knocks().isLetIn();
        assertTrue(outside.occupant.isIn());
    }

    @Test
    void isKnownAsOurs() {
        IQ ping = scene.waits().last(IQ.class);
        assertTrue(scene.occupant.isOwnQuestion(ping));
        IQ other = ping.createCopy();
        other.setID("other");
        assertFalse(scene.occupant.isOwnQuestion(other));
        assertFalse(scene.occupant.isOwnQuestion(IQ.createResultIQ(ping)));
    }

    @Test
    void tellsWhetherANickIsAskedFor() {
        assertFalse(scene.occupant.isChangingNick());
        scene.does(scene.occupant.changeNick("oldhag"));
        assertTrue(scene.occupant.isChangingNick());
        scene.otherPresenceReceived("oldhag", "", MEMBER + code(110));
        assertFalse(scene.occupant.isChangingNick());
    }

    @Test
    void goesToTheNickThatWeHave() {
        scene.otherPresenceReceived("crone", "", MEMBER + code(110)).waits();
        assertEquals(ROOM + "/crone", scene.last(IQ.class).getTo().toString());
    }
}
