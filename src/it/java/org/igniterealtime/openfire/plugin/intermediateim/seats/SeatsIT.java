package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A seat beside the clients of its owner, in a room of the server's own. */
class SeatsIT extends SeatScene {

    @Nested
    class WhenTheLastClientIsGone {

        @Test
        void theUserIsStillThereAndNobodySawALeave() throws Exception {
            keepSeat();
            goOffline();
            assertFalse(saw(juliet, "Romeo", "unavailable"));
            RawClient mercutio = openfire.client("mercutio");
            room.join(mercutio, "Mercutio", "");
            room.awaitPresence(juliet, "Mercutio", null);
            assertFalse(saw(juliet, "Romeo", "unavailable"));
        }

        @Test
        void soItIsWhenTheClientHasCrashed() throws Exception {
            keepSeat();
            romeo.close();
            awaitAway();
            assertFalse(saw(juliet, "Romeo", "unavailable"));
        }

        @Test
        void contactsSeeNothingOfTheSeat() throws Exception {
            openfire.control().befriend(romeoName, juliet.bareJid().split("@")[0]);
            keepSeat();
            goOffline();
            String seat = seatAddress();
            assertTrue(juliet.arrivedSoFar().stream().noneMatch(stanza -> seat.equals(stanza.attributeValue("from"))));
            RawClient later = openfire.connect(juliet.bareJid().split("@")[0], "later");
            assertTrue(later.arrivedSoFar().stream()
                    .noneMatch(stanza -> stanza.getName().equals("presence")
                            && stanza.attributeValue("from").startsWith(romeoName + "@")));
        }

        @Test
        void mailIsStoredAsBefore() throws Exception {
            keepSeat();
            goOffline();
            juliet.send("<message type='chat' to='" + romeoName
                    + "@example.org'><body>to the bare address</body></message>");
            juliet.send("<message type='chat' to='" + seatAddress() + "'><body>to the seat itself</body></message>");
            juliet.arrivedSoFar();
            String stored = openfire.control().offlineMessages(romeoName).toString();
            assertTrue(stored.contains("to the bare address") && stored.contains("to the seat itself"), stored);
        }
    }

    @Nested
    class WhenAClientComesBack {

        @Test
        void itSharesTheNickAndIsShownAsItself() throws Exception {
            keepSeat();
            goOffline();
            forget(juliet);
            RawClient back = comeBack();
            room.join(back, "Romeo");
            assertTrue(juliet.arrivedSoFar().stream()
                    .filter(stanza -> room.isPresence(stanza, "Romeo", null))
                    .allMatch(stanza -> stanza.element("show") == null));
            room.say(back, "here I am");
            room.awaitSaid(juliet, "here I am");
            assertFalse(saw(juliet, "Romeo", "unavailable"));
        }

        @Test
        void underAnotherNickTheSeatFollows() throws Exception {
            keepSeat();
            goOffline();
            RawClient back = comeBack();
            room.join(back, "Montague");
            Element renamed = room.awaitPresence(juliet, "Romeo", "unavailable");
            assertTrue(renamed.asXML().contains("code=\"303\""), renamed.asXML());
            room.awaitPresence(juliet, "Montague", null);
            back.close();
            juliet.await(
                    stanza -> room.isPresence(stanza, "Montague", null) && "away".equals(stanza.elementText("show")));
            assertFalse(saw(juliet, "Montague", "unavailable"));
        }
    }

    @Nested
    class WhileAClientIsThere {

        @Test
        void theClientCanChangeItsNick() throws Exception {
            keepSeat();
            romeo.send("<presence to='" + room.occupant("Montague") + "'/>");
            room.awaitSelfUnderNewNick(romeo, "Montague");
            Element renamed = room.awaitPresence(juliet, "Romeo", "unavailable");
            assertTrue(renamed.asXML().contains("code=\"303\""), renamed.asXML());
            room.awaitPresence(juliet, "Montague", null);
            room.awaitPresence(juliet, "Montague", null); // the seat is back beside it
            romeo.close();
            juliet.await(
                    stanza -> room.isPresence(stanza, "Montague", null) && "away".equals(stanza.elementText("show")));
            assertFalse(saw(juliet, "Montague", "unavailable"));
        }

        @Test
        void aNickThatIsTakenLeavesBothWhereTheyAre() throws Exception {
            keepSeat();
            romeo.send("<presence to='" + room.occupant("Juliet") + "'/>");
            romeo.await(stanza -> stanza.getName().equals("presence") && "error".equals(stanza.attributeValue("type")));
            room.awaitPresence(juliet, "Romeo", null); // the seat is back beside it
            romeo.close();
            awaitAway();
            assertFalse(saw(juliet, "Romeo", "unavailable"));
        }

        @Test
        void theSecondClientMayGoToo() throws Exception {
            keepSeat();
            RawClient second = openfire.connect(romeoName, "second");
            room.join(second, "Romeo");
            forget(juliet);
            second.close();
            openfire.control()
                    .awaitSessionEnd(
                            second.jid()); // Openfire 4.2.0 loses what is said to a nick while one who has it goes
            room.whisper(juliet, "Romeo", "are you there?");
            romeo.await(stanza -> "are you there?".equals(stanza.elementText("body")));
            assertTrue(juliet.arrivedSoFar().stream().noneMatch(stanza -> "away".equals(stanza.elementText("show"))));
            romeo.close();
            awaitAway();
        }

        @Test
        void aPrivateMessageComesOnce() {
            keepSeat();
            room.whisper(juliet, "Romeo", "psst");
            romeo.await(stanza -> "psst".equals(stanza.elementText("body")));
            assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> "psst".equals(stanza.elementText("body"))));
        }
    }

    @Nested
    class WhenTheClientLeavesTheRoom {

        @Test
        void itIsToldSoAndTheSeatStays() {
            keepSeat();
            room.leave(romeo, "Romeo");
            Element leaveConfirmation = room.awaitPresence(romeo, "Romeo", "unavailable");
            assertTrue(leaveConfirmation.asXML().contains("code=\"110\""), leaveConfirmation.asXML());
            assertFalse(saw(juliet, "Romeo", "unavailable"));
            assertTrue(isOrdered());
        }

        @Test
        void theSeatGoesTooIfTheUserWantsThat() {
            room.create(juliet, "Juliet");
            room.join(romeo, "Romeo");
            Element done = romeo.ask("<iq type='set' id='%s' to='agents.example.org'><command action='complete' "
                    + "xmlns='http://jabber.org/protocol/commands' node='intermediateim#keep'><x xmlns='jabber:x:data' type='submit'>"
                    + Room.field("room", room.address()) + Room.field("nick", "Romeo") + Room.field("leave", "1")
                    + "</x></command></iq>");
            assertEquals("completed", done.element("command").attributeValue("status"), done.asXML());
            assertTrue(awaitAgent(romeo).contains("is in the room"));
            room.leave(romeo, "Romeo");
            room.awaitPresence(juliet, "Romeo", "unavailable");
            room.awaitPresence(romeo, "Romeo", "unavailable");
            awaitNoOrder();
        }
    }

    @Nested
    class WhenNobodyElseIsLeft {

        @Test
        void aTemporaryRoomIsNotKeptAlive() throws Exception {
            room.createTemporary(juliet, "Juliet");
            room.join(romeo, "Romeo");
            keepSeatBesideClient();
            goOffline();
            room.leave(juliet, "Juliet");
            awaitNoRoom();
            RawClient back = comeBack(); // and makes it anew
            room.createTemporary(back, "Romeo");
            String seat = seatAddress();
            back.await(stanza -> room.isPresence(stanza, "Romeo", null)
                    && stanza.asXML()
                            .contains(seat)); // of two who enter at once, Openfire 4.2.0 may not tell one that he is in
            RawClient mercutio = openfire.client("mercutio");
            room.join(mercutio, "Mercutio", "");
            back.close();
            mercutio.await(
                    stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
        }

        private void awaitNoRoom() {
            long start = System.nanoTime();
            while (juliet.ask("<iq type='get' id='%s' to='" + room.address() + "'>"
                            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                    .attributeValue("type")
                    .equals("result")) {
                assertTrue(System.nanoTime() - start < 30_000_000_000L, "the room lives on");
            }
        }
    }

    @Nested
    class TheEndOfASeat {

        @Test
        void isAnUnavailableWhenItIsDropped() throws Exception {
            keepSeat();
            goOffline();
            RawClient back = comeBack();
            assertTrue(tell(back, "drop " + room.address()).contains("given up"));
            room.awaitPresence(juliet, "Romeo", "unavailable");
            assertEquals("You have no seats.", tell(back, "list"));
        }

        @Test
        void isAnUnavailableWhenSeatsAreSwitchedOffAndTheyComeBackWhenOn() throws Exception {
            keepSeat();
            goOffline();
            openfire.property("plugin.intermediateim.seats.enabled", "false");
            room.awaitPresence(juliet, "Romeo", "unavailable");
            openfire.property("plugin.intermediateim.seats.enabled", "true");
            awaitAway();
        }

        @Test
        void isAnUnavailableWhenThePluginIsReloadedAndItComesBack() throws Exception {
            keepSeat();
            goOffline();
            openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
            room.awaitPresence(juliet, "Romeo", "unavailable");
            awaitAway();
        }

        @Test
        void comesWithTheEndOfItsOwner() throws Exception {
            keepSeat();
            goOffline();
            room.whisper(juliet, "Romeo", "too late");
            openfire.control().deleteUser(romeoName);
            room.awaitPresence(juliet, "Romeo", "unavailable");
            awaitNoOrder();
            assertEquals(
                    List.of(),
                    openfire.control()
                            .query("SELECT body FROM ofIntermediateImKept WHERE owner = '" + romeoName
                                    + "@example.org'"));
        }
    }

    private void awaitNoOrder() {
        long start = System.nanoTime();
        while (isOrdered()) {
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "the order is still there");
        }
    }
}
