package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.junit.jupiter.api.Test;

/** What becomes of a seat when the room does something about it. */
class SeatEndsIT extends SeatScene {

    @Test
    void aKickEndsItAndTheUserIsToldByWhomAndWhy() throws Exception {
        keepSeat();
        goOffline();
        room.administer(juliet, "<item nick='Romeo' role='none'><reason>too loud</reason></item>");
        room.awaitPresence(juliet, "Romeo", "unavailable");
        String told = toldOnReturn();
        assertTrue(
                told.startsWith("You were kicked from " + room.address() + " by ") && told.endsWith("too loud"), told);
        assertTrue(!isOrdered());
    }

    @Test
    void whatWasKeptIsDeliveredAllTheSame() throws Exception {
        keepSeat();
        goOffline();
        room.whisper(juliet, "Romeo", "psst");
        while (openfire.control()
                .query("SELECT keptID FROM ofIntermediateImKept WHERE owner = '" + romeoName + "@example.org'")
                .isEmpty()) {
            juliet.arrivedSoFar();
        }
        room.administer(juliet, "<item nick='Romeo' role='none'/>");
        awaitOfflineMessage(openfire.control(), romeoName);
        RawClient back = comeBack();
        assertTrue(awaitAgent(back).contains("kicked"));
        back.await(stanza -> "psst".equals(stanza.elementText("body"))
                && room.occupant("Juliet").equals(stanza.attributeValue("from")));
    }

    @Test
    void aBanEndsIt() throws Exception {
        keepSeat();
        goOffline();
        room.administer(
                juliet,
                "<item jid='" + romeoName + "@example.org' affiliation='outcast'><reason>a Montague</reason></item>");
        String told = toldOnReturn();
        assertTrue(told.startsWith("You were banned from " + room.address()) && told.endsWith("a Montague"), told);
        assertTrue(!isOrdered());
    }

    @Test
    void theEndOfTheRoomEndsItAndTheUserIsToldWhereToGo() throws Exception {
        keepSeat();
        goOffline();
        room.destroy(juliet, "<destroy jid='crypt@conference.example.org'><reason>all dead</reason></destroy>");
        String told = toldOnReturn();
        assertTrue(
                told.contains(room.address())
                        && told.contains("crypt@conference.example.org")
                        && told.contains("all dead"),
                told);
        assertTrue(!isOrdered());
    }

    @Test
    void whoIsRemovedForIdlenessComesBack() throws Exception {
        keepSeat();
        goOffline();
        RawClient mercutio = openfire.client("mercutio");
        openfire.control().removeIdleOccupants("conference");
        room.join(mercutio, "Mercutio");
        mercutio.await(stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
        assertTrue(isOrdered());
    }

    @Test
    void anotherPasswordEndsItWhenItHasToComeBack() throws Exception {
        keepSeatWithPassword("secret");
        goOffline();
        configure(Room.field("muc#roomconfig_passwordprotectedroom", "1")
                + Room.field("muc#roomconfig_roomsecret", "changed"));
        openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
        room.awaitPresence(juliet, "Romeo", "unavailable");
        String told = toldOnReturn();
        assertTrue(told.startsWith("The room " + room.address() + " requires a different password"), told);
    }

    @Test
    void thePasswordThatTheUserGaveServesAgain() throws Exception {
        keepSeatWithPassword("secret");
        goOffline();
        openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
        room.awaitPresence(juliet, "Romeo", "unavailable");
        awaitAway();
    }

    private void keepSeatWithPassword(String password) {
        room.create(
                juliet,
                "Juliet",
                Room.field("muc#roomconfig_passwordprotectedroom", "1"),
                Room.field("muc#roomconfig_roomsecret", password));
        room.join(romeo, "Romeo", "<password>" + password + "</password>");
        romeo.ask("<iq type='set' id='%s' to='agents.example.org'><command action='complete' "
                + "xmlns='http://jabber.org/protocol/commands' node='intermediateim#keep'><x xmlns='jabber:x:data' type='submit'>"
                + Room.field("room", room.address()) + Room.field("nick", "Romeo") + Room.field("password", password)
                + "</x></command></iq>");
        assertTrue(awaitAgent(romeo).contains("is in the room"));
        forget(juliet);
    }

    private void configure(String fields) {
        assertEquals(
                "result",
                juliet.ask("<iq type='set' id='%s' to='" + room.address() + "'>"
                                + "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>"
                                + Room.field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig") + fields
                                + "</x></query></iq>")
                        .attributeValue("type"));
    }

    @Test
    void aRoomThatDoesNotLetHimInIsTold() {
        room.create(juliet, "Juliet", Room.field("muc#roomconfig_membersonly", "1"));
        assertTrue(tell(romeo, "keep " + room.address())
                .startsWith("The room " + room.address() + " admits members only, so no seat is kept."));
        assertEquals("You have no seats.", tell(romeo, "list"));
    }
}
