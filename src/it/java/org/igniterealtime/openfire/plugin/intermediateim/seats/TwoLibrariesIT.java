package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.OccupantClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A seat whose owner uses clients of two libraries at once. One shares the seat's nick, and the other has a nick of its
 * own.
 */
class TwoLibrariesIT extends SeatScene {

    private static final String NICK = "Romeo";
    private static final String OTHER_NICK = "Romeo_mobile";

    enum Library {
        SMACK {
            @Override
            OccupantClient login(String username) throws Exception {
                return SmackClient.login(openfire.server(), username);
            }
        },
        SLIXMPP {
            @Override
            OccupantClient login(String username) throws Exception {
                return SlixmppClient.login(openfire.server(), username);
            }
        };

        abstract OccupantClient login(String username) throws Exception;

        Library other() {
            return this == SMACK ? SLIXMPP : SMACK;
        }
    }

    /** Shares the seat's nick. */
    private OccupantClient sharing;

    private OccupantClient other;

    /** The client is in the room before the seat. */
    private void keepSeatBeside(Library library) throws Exception {
        room.create(juliet, "Juliet");
        sharing = library.login(romeoName);
        sharing.join(room, NICK);
        room.awaitPresence(juliet, NICK, null);
        romeo.send("<presence><priority>5</priority></presence>"); // gets what is sent to the bare JID
        assertTrue(tell(romeo, "keep " + room.address() + " as " + NICK).contains("is in the room"));
    }

    private void enterBoth(Library library) throws Exception {
        keepSeatBeside(library);
        other = library.other().login(romeoName);
        other.join(room, OTHER_NICK);
        room.awaitPresence(juliet, OTHER_NICK, null);
        juliet.arrivedSoFar();
        forget(juliet);
    }

    @AfterEach
    void closeBoth() throws Exception {
        sharing.close();
        if (other != null) {
            other.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSeatKeepsWhenTheOneUnderItsNickLeaves(Library library) throws Exception {
        enterBoth(library);
        sharing.leave(room, NICK);
        awaitAway();
        assertEquals("result", ping(NICK), "asked after the room has processed the leave");
        whisperIsKept();
        sharing.join(room, NICK);
        keptMessageArrives();
    }

    @ParameterizedTest
    @EnumSource
    void theSeatKeepsWhenTheSocketUnderItsNickCloses(Library library) throws Exception {
        enterBoth(library);
        String closed = sharing.jid();
        sharing.close();
        awaitAway();
        openfire.control().awaitSessionEnd(closed);
        assertEquals("result", ping(NICK));
        whisperIsKept();
        sharing = library.login(romeoName);
        sharing.join(room, NICK);
        keptMessageArrives();
    }

    private void whisperIsKept() {
        room.whisper(juliet, NICK, "psst");
        juliet.arrivedSoFar();
        String list = tell(romeo, "list");
        assertTrue(
                list.contains(room.address() + " as " + NICK + ": in the room while you are away. Messages kept: 1"),
                list);
    }

    private void keptMessageArrives() throws Exception {
        OccupantClient.Heard kept = sharing.awaitHeard();
        assertEquals(room.occupant("Juliet"), kept.from());
        assertEquals("psst", kept.text());
        assertFalse(Instant.parse(kept.time()).isAfter(Instant.now()));
        room.whisper(juliet, OTHER_NICK, "to the other");
        assertEquals("to the other", other.awaitHeard().text(), "its only message");
        assertEquals(List.of(), ends());
    }

    @ParameterizedTest
    @EnumSource
    void theSeatStaysWithItsClientWhenTheOtherLeaves(Library library) throws Exception {
        enterBoth(library);
        other.leave(room, OTHER_NICK);
        room.awaitPresence(juliet, OTHER_NICK, "unavailable");
        staysShared();
    }

    @ParameterizedTest
    @EnumSource
    void theSeatStaysWithItsClientWhenTheOtherSocketCloses(Library library) throws Exception {
        enterBoth(library);
        other.close();
        room.awaitPresence(juliet, OTHER_NICK, "unavailable");
        staysShared();
    }

    private void staysShared() throws Exception {
        String list = tell(romeo, "list");
        assertTrue(list.contains(room.address() + " as " + NICK + ": in the room together with your client"), list);
        assertEquals("result", ping(NICK));
        room.whisper(juliet, NICK, "psst");
        assertEquals(new OccupantClient.Heard(room.occupant("Juliet"), "now", "psst"), sharing.awaitHeard());
        assertEquals(List.of(), presenceOf(NICK), "the seat does nothing");
    }

    @ParameterizedTest
    @EnumSource
    void eachNickShowsWhatItsOwnClientShows(Library library) throws Exception {
        enterBoth(library);
        for (String show : List.of("dnd", "xa", "dnd")) {
            sharing.show(room, NICK, show);
            awaitShow(NICK, show);
            other.show(room, OTHER_NICK, "chat");
            awaitShow(OTHER_NICK, "chat");
        }
        juliet.arrivedSoFar();
        assertEquals(List.of(), ends());
        assertTrue(
                presenceOf(NICK).stream()
                        .allMatch(stanza -> stanza.elementText("show").matches("dnd|xa")),
                presenceOf(NICK).toString());
        assertTrue(
                presenceOf(OTHER_NICK).stream().allMatch(stanza -> "chat".equals(stanza.elementText("show"))),
                presenceOf(OTHER_NICK).toString());
    }

    @ParameterizedTest
    @EnumSource
    void aKickRemovesClientAndSeat(Library library) throws Exception {
        keepSeatBeside(library);
        forget(juliet);
        room.administer(juliet, "<item nick='" + NICK + "' role='none'><reason>too loud</reason></item>");
        room.awaitPresence(juliet, NICK, "unavailable");
        sharing.awaitKick(room);
        String told = awaitAgent(romeo);
        assertTrue(told.startsWith("You were kicked from " + room.address()) && told.endsWith("too loud"), told);
        assertFalse(isOrdered());
        assertEquals("error", ping(NICK));
        assertFalse(saw(juliet, NICK, null));
        assertEquals("You have no seats.", tell(romeo, "list"));
    }

    private String ping(String nick) {
        return juliet.ask("<iq type='get' id='%s' to='" + room.occupant(nick) + "'><ping xmlns='urn:xmpp:ping'/></iq>")
                .attributeValue("type");
    }

    private void awaitShow(String nick, String show) {
        juliet.await(stanza -> room.isPresence(stanza, nick, null) && show.equals(stanza.elementText("show")));
    }

    private List<Element> presenceOf(String nick) {
        return juliet.arrivedSoFar().stream()
                .filter(stanza -> room.isPresence(stanza, nick, null))
                .toList();
    }

    private List<Element> ends() {
        return juliet.arrivedSoFar().stream()
                .filter(stanza ->
                        stanza.getName().equals("presence") && "unavailable".equals(stanza.attributeValue("type")))
                .toList();
    }
}
