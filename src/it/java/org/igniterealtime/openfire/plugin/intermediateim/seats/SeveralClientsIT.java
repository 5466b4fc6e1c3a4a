package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A seat, and what becomes of it where clients of its owner are in the room under the same nick, or under another. */
class SeveralClientsIT extends SeatScene {

    private static final String PING = "<iq type='get' id='%s' to='ROOM'><ping xmlns='urn:xmpp:ping'/></iq>";

    private String ping(RawClient asking, String nick) {
        return asking.ask(PING.replace("ROOM", room.occupant(nick))).attributeValue("type");
    }

    private void awaitShow(String nick, String show) {
        juliet.await(stanza -> room.isPresence(stanza, nick, null) && show.equals(stanza.elementText("show")));
    }

    /** Openfire 4.2.0 loses what is said to a nick while one who has it goes, so that is over when this returns. */
    private static void vanish(RawClient client) throws IOException {
        client.close();
        openfire.control().awaitSessionEnd(client.jid());
    }

    @Nested
    class UnderTwoNicks {

        private RawClient phone;

        @BeforeEach
        void enter() {
            keepSeat();
            phone = openfire.connect(romeoName, "phone");
            room.join(phone, "Romeo_mobile");
            room.awaitPresence(juliet, "Romeo_mobile", null);
        }

        @Test
        void theSeatTakesNoNoticeOfTheOther() {
            for (String show : List.of("chat", "dnd", "xa")) {
                phone.send("<presence to='" + room.occupant("Romeo_mobile") + "'><show>" + show + "</show></presence>");
                awaitShow("Romeo_mobile", show);
            }
            assertTrue(
                    juliet.arrivedSoFar().stream()
                            .noneMatch(stanza -> room.isPresence(stanza, "Romeo", null)
                                    || room.isPresence(stanza, "Romeo", "unavailable")),
                    juliet.arrivedSoFar().toString());
        }

        @Test
        void theSeatIsAloneWhenTheOneUnderItsNickLeaves() {
            room.leave(romeo, "Romeo");
            isAloneAndKeeps();
        }

        @Test
        void theSeatIsAloneWhenTheOneUnderItsNickIsGone() throws Exception {
            vanish(romeo);
            awaitAway();
            isAloneAndKeepsFor(comeBack());
        }

        private void isAloneAndKeeps() {
            awaitAway();
            romeo.ask("<iq type='get' id='%s'><ping xmlns='urn:xmpp:ping'/></iq>"); // the room has heard of the leave
            isAloneAndKeepsFor(romeo);
        }

        private void isAloneAndKeepsFor(RawClient owner) {
            assertEquals("result", ping(juliet, "Romeo"));
            room.whisper(juliet, "Romeo", "psst");
            juliet.arrivedSoFar();
            assertFalse(saw(juliet, "Romeo", "unavailable"));
            assertTrue(phone.arrivedSoFar().stream().noneMatch(stanza -> "psst".equals(stanza.elementText("body"))));
            forget(owner);
            String list = tell(owner, "list");
            assertTrue(list.contains("Romeo") && list.contains("you are away"), list);
            room.join(owner, "Romeo");
            owner.await(stanza -> "psst".equals(stanza.elementText("body")));
        }

        @Test
        void theSeatStaysWhenTheOtherLeaves() {
            room.leave(phone, "Romeo_mobile");
            room.awaitPresence(juliet, "Romeo_mobile", "unavailable");
            room.whisper(juliet, "Romeo", "psst");
            romeo.await(stanza -> "psst".equals(stanza.elementText("body")));
            assertFalse(saw(juliet, "Romeo", null));
        }
    }

    @Nested
    class UnderOneNick {

        @Test
        void aKickIsForTheSeatToo() {
            keepSeat();
            room.administer(juliet, "<item nick='Romeo' role='none'><reason>too loud</reason></item>");
            String told = awaitAgent(romeo);
            assertTrue(told.startsWith("You were kicked from " + room.address()) && told.endsWith("too loud"), told);
            room.awaitPresence(juliet, "Romeo", "unavailable");
            assertFalse(saw(juliet, "Romeo", null));
            assertFalse(isOrdered());
        }

        @Test
        void aSecondClientDoesNotChangeThat() {
            keepSeat();
            RawClient second = openfire.connect(romeoName, "second");
            room.join(second, "Romeo");
            romeo.send("<presence><priority>5</priority></presence>"); // it hears us
            romeo.arrivedSoFar();
            forget(juliet);
            room.administer(juliet, "<item nick='Romeo' role='none'><reason>too loud</reason></item>");
            awaitAgent(romeo);
            room.awaitPresence(juliet, "Romeo", "unavailable");
            assertFalse(saw(juliet, "Romeo", null));
        }

        @Test
        void theSeatKeepsWhenTheRoomRemovesTheClientSilently() {
            keepSeat();
            // Openfire 4.2.0 removes whoever bounces presence, and tells nobody as long as others have the nick
            romeo.send("<presence type='error' to='" + room.occupant("Romeo") + "'><error type='cancel'>"
                    + "<undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
            romeo.arrivedSoFar();
            room.whisper(juliet, "Romeo", "psst");
            awaitAway();
            assertEquals("result", ping(juliet, "Romeo"));
            String list = tell(romeo, "list");
            assertTrue(list.contains("you are away. Messages kept: 1"), list);
            room.join(romeo, "Romeo");
            romeo.await(stanza -> "psst".equals(stanza.elementText("body")));
        }

        @Test
        void whoLeavesAndComesAgainAtOnceIsThere() throws Exception {
            keepSeat();
            room.leave(romeo, "Romeo");
            room.join(romeo, "Romeo");
            room.whisper(juliet, "Romeo", "psst");
            romeo.await(stanza -> "psst".equals(stanza.elementText("body")));
            romeo.close();
            awaitAway();
            assertFalse(saw(juliet, "Romeo", "unavailable"));
        }
    }

    @Nested
    class UnderANickThatDiffersInCase {

        @Test
        void givesItsNickToASeatThatComesLater() throws Exception {
            room.create(juliet, "Juliet");
            room.join(romeo, "romeo");
            room.awaitPresence(juliet, "romeo", null);
            assertTrue(tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
            vanish(romeo);
            awaitShow("romeo", "away");
            assertFalse(saw(juliet, "Romeo", null));
            assertEquals("result", ping(juliet, "romeo"));
        }

        @Test
        void leavesNobodyBehind() throws Exception {
            keepSeat();
            goOffline();
            forget(juliet);
            RawClient back = comeBack();
            room.join(back, "romeo");
            room.awaitPresence(juliet, "Romeo", "unavailable");
            room.awaitPresence(juliet, "romeo", null);
            room.awaitPresence(juliet, "romeo", null); // the seat beside it
            room.whisper(juliet, "romeo", "psst");
            back.await(stanza -> "psst".equals(stanza.elementText("body")));
            vanish(back);
            awaitShow("romeo", "away");
            assertFalse(saw(juliet, "Romeo", null));
            assertEquals("result", ping(juliet, "romeo"));
        }
    }

    @Test
    void whatContactsAreToldIsNotForTheRoom() {
        room.create(juliet, "Juliet");
        romeo.send("<presence><show>dnd</show><status>for contacts</status></presence>");
        romeo.send("<presence to='" + room.occupant("Romeo") + "'><show>chat</show><status>for the room</status>"
                + "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
        awaitShow("Romeo", "chat");
        assertTrue(tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
        List<Element> shown = juliet.arrivedSoFar().stream()
                .filter(stanza -> room.isPresence(stanza, "Romeo", null))
                .toList();
        assertTrue(shown.stream().noneMatch(stanza -> stanza.asXML().contains("for contacts")), shown.toString());
        assertEquals("for the room", shown.get(shown.size() - 1).elementText("status"));
    }
}
