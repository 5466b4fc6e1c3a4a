package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Conduct;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A seat, its room, and the clients of its owner, stanza by stanza. */
class SeatTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final JID ROOM = new JID("orchard@rooms.lit");
    private static final JID CLIENT = new JID("romeo@montague.lit/phone");
    private static final String SEAT = "romeo@montague.lit/unguessable";
    private static final String ITEM = "<item affiliation='none' role='participant'/>";

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private Wishes wishes = new Wishes("Romeo");
    private Seat seat;
    private final List<Effect> all = new ArrayList<>();
    private List<Effect> last = List.of();

    private void make(boolean fresh) {
        seat = new Seat(new SeatOrder(ROMEO, ROOM, wishes, Origin.USER, now, "unguessable"), Conduct.Times.USUAL, new Random(1),
                presence -> presence, fresh, now);
    }

    private void does(List<Effect> effects) {
        last = effects;
        all.addAll(effects);
    }

    private <E extends Effect> List<E> effects(Class<E> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Packet> sent() {
        return effects(Effect.Send.class).stream().map(Effect.Send::stanza).toList();
    }

    private void fromRoom(String stanza) {
        Packet packet = stanza.startsWith("<p") ? Xml.presence(stanza) : stanza.startsWith("<m") ? Xml.message(stanza) : Xml.iq(stanza);
        packet.setTo(SEAT);
        does(seat.receive(packet, now));
    }

    private void room(String nick, String type, String content) {
        fromRoom("<presence from='" + ROOM + "/" + nick + "'" + type + "><x xmlns='http://jabber.org/protocol/muc#user'>" + content
                + "</x></presence>");
    }

    private void says(String nick, String text) {
        fromRoom("<message type='groupchat' from='" + ROOM + "/" + nick + "'><body>" + text + "</body></message>");
    }

    private void whispers(String nick, String text) {
        fromRoom("<message type='chat' from='" + ROOM + "/" + nick + "'><body>" + text + "</body></message>");
    }

    private void asksToJoin(boolean temporary) {
        does(seat.start());
        assertEquals(1, effects(Effect.WantsIn.class).size());
        joinInTurn(temporary, Map.of());
    }

    private void joinInTurn(boolean temporary, Map<JID, Presence> announced) {
        does(seat.join(announced, true, now));
        IQ disco = (IQ) sent().get(0);
        fromRoom("<iq type='result' from='" + ROOM + "' id='" + disco.getID() + "'><query "
                + "xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/muc'/>"
                + (temporary ? "<feature var='muc_temporary'/>" : "") + "</query></iq>");
    }

    private void isIn() {
        make(false);
        asksToJoin(false);
        room("Romeo", "", ITEM + "<status code='110'/>");
    }

    private void clientSends(String nick, String type, String content) {
        does(seat.clientSends(Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM + "/" + nick + "'" + type + ">" + content
                + "</presence>"), now));
    }

    private Seat.Reaction clientGets(String nick, String type, String content) {
        Seat.Reaction reaction = seat.clientGets(Xml.presence("<presence to='" + CLIENT + "' from='" + ROOM + "/" + nick + "'" + type + ">"
                + content + "</presence>"), now);
        does(reaction.effects());
        return reaction;
    }

    private void clientIsIn() {
        clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
        clientGets("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
    }

    @Nested
    class Joining {

        @Test
        void isAsAway() {
            make(false);
            asksToJoin(false);
            Presence join = (Presence) sent().get(0);
            assertEquals(SEAT, join.getFrom().toString());
            assertEquals(ROOM + "/Romeo", join.getTo().toString());
            assertEquals(Presence.Show.away, join.getShow());
            assertEquals(State.JOINING, seat.view().state());
            room("Romeo", "", ITEM + "<status code='110'/>");
            assertEquals(State.AWAY, seat.view().state());
            assertEquals(List.of(), effects(Effect.Tell.class));
        }

        @Test
        void takesThePasswordAlong() {
            wishes = new Wishes("Romeo", "secret", 0, false);
            make(false);
            asksToJoin(false);
            assertTrue(sent().get(0).toXML().contains("<password>secret</password>"));
        }

        @Test
        @Requirement({"0045-25", "0045-38"})
        void isToldToWhoHasAskedForItWithWhatTheRoomLetsOthersSee() {
            make(true);
            asksToJoin(false);
            room("Romeo", "", ITEM + "<status code='110'/><status code='100'/><status code='170'/>");
            assertEquals(List.of("in", "non-anonymous", "logged"), effects(Effect.Tell.class).stream().map(Effect.Tell::key).toList());
        }

        @Test
        @Requirement("0045-23")
        void keepsTheNickThatTheServiceGives() {
            make(false);
            asksToJoin(false);
            room("romeo", "", ITEM + "<status code='110'/><status code='210'/>");
            assertEquals("romeo", effects(Effect.Save.class).get(0).order().wishes().nick());
            assertEquals("romeo", seat.view().nick());
        }

        @Test
        void thatIsRefusedEndsIt() {
            make(true);
            asksToJoin(false);
            fromRoom("<presence type='error' from='" + ROOM + "/Romeo'><error type='auth'><not-authorized "
                    + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
            assertEquals("refused.password", effects(Effect.Tell.class).get(0).key());
            assertEquals(1, effects(Effect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void thatMayWorkLaterIsTriedAgainAndToldOnce() {
            make(true);
            asksToJoin(false);
            for (int i = 0; i < 2; i++) {
                fromRoom("<presence type='error' from='" + ROOM + "/Romeo'><error type='wait'><service-unavailable "
                        + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
                assertEquals(State.RETRYING, seat.view().state());
                assertEquals(i == 0 ? 1 : 0, effects(Effect.Tell.class).size());
                now = now.plusSeconds(60);
                does(seat.tick(now));
                assertEquals(1, effects(Effect.WantsIn.class).size());
                joinInTurn(false, Map.of());
            }
        }

        @Test
        void ofAServiceThatIsNotReachedIsSaid() {
            make(false);
            does(seat.start());
            does(seat.join(Map.of(), true, now));
            fromRoom("<iq type='error' from='" + ROOM + "' id='" + sent().get(0).getID() + "'><error type='cancel'>"
                    + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            assertEquals(1, effects(Effect.ServiceFailed.class).size());
            assertEquals(State.RETRYING, seat.view().state());
        }

        @Test
        void besideAClientThatCameBeforeIsNotAsAway() {
            make(false);
            does(seat.start());
            joinInTurn(false, Map.of(CLIENT, Xml.presence("<presence from='" + CLIENT + "'><show>dnd</show></presence>")));
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
            room("Romeo", "", ITEM);
            room("Romeo", "", ITEM + "<status code='110'/>");
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void doesNotBelieveInAClientThatTheRoomDoesNotShow() {
            make(false);
            does(seat.start());
            joinInTurn(false, Map.of(CLIENT, Xml.presence("<presence from='" + CLIENT + "'/>")));
            room("Romeo", "", ITEM + "<status code='110'/>");
            assertEquals(State.AWAY, seat.view().state());
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
        }
    }

    @Nested
    class WhileTheOwnerIsAway {

        @Test
        void whatIsSaidToTheOwnerIsKept() {
            isIn();
            whispers("Juliet", "psst");
            KeptMessage kept = effects(Effect.Keep.class).get(0).message();
            assertEquals(List.of(KeptMessage.Kind.PRIVATE, "Juliet", "psst", now),
                    List.of(kept.kind(), kept.nick(), kept.text(), kept.at()));
            assertEquals(1, seat.view().kept().messages());
            assertTrue(seat.keepsAnything());
        }

        @Test
        void soIsWhatNamesTheOwner() {
            isIn();
            says("Juliet", "where is romeo?");
            assertEquals(KeptMessage.Kind.MENTION, effects(Effect.Keep.class).get(0).message().kind());
            says("Juliet", "nothing");
            assertEquals(List.of(), effects(Effect.Keep.class));
        }

        @Test
        @Requirement("0045-44")
        void historyIsNot() {
            isIn();
            fromRoom("<message type='groupchat' from='" + ROOM + "/Juliet'><body>romeo</body><delay xmlns='urn:xmpp:delay' from='" + ROOM
                    + "' stamp='2026-11-22T12:00:00Z'/></message>");
            assertEquals(List.of(), effects(Effect.Keep.class));
        }

        @Test
        void anInvitationIs() {
            isIn();
            fromRoom("<message from='" + ROOM + "/Juliet'><x xmlns='jabber:x:conference' jid='crypt@rooms.lit'/></message>");
            assertEquals(KeptMessage.Kind.PRIVATE, effects(Effect.Keep.class).get(0).message().kind());
        }

        @Test
        void theLastMessagesAreIfWanted() {
            wishes = new Wishes("Romeo", "", 3, false);
            isIn();
            says("Juliet", "one");
            assertEquals(KeptMessage.Kind.ROOM, effects(Effect.Keep.class).get(0).message().kind());
            assertEquals(1, seat.view().roomMessages());
        }

        @Test
        void aSignOfLifeIsGivenNowAndThen() {
            isIn();
            now = now.plusSeconds(599);
            does(seat.tick(now));
            assertEquals(List.of(), sent());
            now = now.plusSeconds(1);
            does(seat.tick(now));
            assertEquals(ROOM, sent().get(0).getTo());
            does(seat.tick(now));
            assertEquals(List.of(), sent());
        }
    }

    @Nested
    class WhenAClientComes {

        @Test
        void theSeatIsShownAsTheClientBeforeItsOwnPresenceIs() {
            isIn();
            clientSends("Romeo", "", "<show>chat</show><x xmlns='http://jabber.org/protocol/muc'/>");
            Presence shown = (Presence) sent().get(0);
            assertEquals(Presence.Show.chat, shown.getShow());
            assertEquals(SEAT, shown.getFrom().toString());
            assertFalse(shown.toXML().contains("protocol/muc'"));
            assertEquals(State.AWAY, seat.view().state());
            clientGets("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
            assertEquals(CLIENT, effects(Effect.Returned.class).get(0).client());
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void nothingIsKeptAnyMore() {
            isIn();
            clientIsIn();
            whispers("Juliet", "psst");
            says("Juliet", "Romeo?");
            assertEquals(List.of(), effects(Effect.Keep.class));
        }

        @Test
        void underAnotherNickTheSeatAsksForThatFirst() {
            isIn();
            clientSends("Montague", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void andIsNotLetInTheSeatIsAwayAgain() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientGets("Romeo", " type='error'", "<error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void andTheServiceLetsOnlyOneHaveTheNickTheSeatStepsAsideAndTheClientIsLetInWithoutAsking() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            Seat.Reaction reaction = clientGets("Romeo", " type='error'",
                    "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
            assertTrue(reaction.hide());
            assertEquals(List.of(SEAT, CLIENT.toString()), sent().stream().map(stanza -> stanza.getFrom().toString()).toList());
            assertEquals(State.YIELDED, seat.view().state());
            clientGets("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
            does(seat.clientGone(CLIENT, now));
            now = now.plusSeconds(2);
            does(seat.tick(now));
            assertEquals(1, effects(Effect.WantsIn.class).size());
            joinInTurn(false, Map.of());
            room("Romeo", "", ITEM + "<status code='110'/>");
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType(), "known now");
        }

        @Test
        void theirPasswordIsLearnt() {
            make(false);
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'><password>new</password></x>");
            assertEquals("new", effects(Effect.Save.class).get(0).order().wishes().password());
        }
    }

    @Nested
    class WhenAClientChangesItsNick {

        @Test
        void theSeatStepsOutForAMomentAndComesBackUnderIt() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            clientGets("Montague", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
            assertEquals("Montague", effects(Effect.Save.class).get(0).order().wishes().nick());
            assertEquals(1, effects(Effect.WantsIn.class).size());
            joinInTurn(false, Map.of(CLIENT, new Presence()));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void theSeatWaitsForTheAnswerWhateverTheRoomSaysOfTheOldOneMeanwhile() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            clientGets("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
            assertEquals(List.of(), last);
            clientGets("Montague", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/></x>");
            joinInTurn(false, Map.of(CLIENT, new Presence()));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void andTheServiceWantsItToKeepItsOldOneTheSeatComesBack() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            clientGets("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + ITEM + "<status code='110'/><status code='210'/></x>");
            joinInTurn(false, Map.of(CLIENT, new Presence()));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
        }

        @Test
        void andIsRefusedItComesBackUnderTheOldOne() {
            isIn();
            clientIsIn();
            clientSends("Juliet", "", "");
            clientGets("Juliet", " type='error'", "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
            joinInTurn(false, Map.of(CLIENT, new Presence()));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
        }
    }

    @Nested
    class WhenAClientGoes {

        @Test
        void theSeatIsAway() {
            isIn();
            clientIsIn();
            does(seat.clientGone(CLIENT, now));
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void whileTheSeatJoinsItIsAwayOnceItIsIn() {
            make(false);
            does(seat.start());
            joinInTurn(false, Map.of(CLIENT, Xml.presence("<presence from='" + CLIENT + "'/>")));
            assertEquals(null, ((Presence) sent().get(0)).getShow());
            does(seat.clientGone(CLIENT, now));
            assertEquals(List.of(), sent());
            room("Romeo", "", ITEM + "<status code='110'/>");
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void onPurposeItIsToldWhatTheRoomMayNotTell() {
            isIn();
            clientIsIn();
            clientSends("Romeo", " type='unavailable'", "");
            assertEquals(new Effect.Left(CLIENT, "Romeo"), effects(Effect.Left.class).get(0));
            assertFalse(seat.isOver());
        }

        @Test
        void onPurposeTheSeatGoesFirstIfWanted() {
            wishes = new Wishes("Romeo", "", 0, true);
            isIn();
            clientIsIn();
            clientSends("Romeo", " type='unavailable'", "");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            assertEquals(1, effects(Effect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void withoutLeavingTheSeatStaysWhateverIsWanted() {
            wishes = new Wishes("Romeo", "", 0, true);
            isIn();
            clientIsIn();
            does(seat.clientGone(CLIENT, now));
            assertFalse(seat.isOver());
        }
    }

    @Nested
    class WhatTheRoomDoes {

        @Test
        @Requirement("0045-86")
        void aKickEndsItAndIsTold() {
            isIn();
            room("Romeo", " type='unavailable'", "<item affiliation='none' role='none'><actor nick='Tybalt'/><reason>villain</reason></item>"
                    + "<status code='307'/><status code='110'/>");
            assertEquals(new Effect.Tell("removed.kicked", ROOM.toString(), "Tybalt", "villain"), effects(Effect.Tell.class).get(0));
            assertEquals(1, effects(Effect.Ended.class).size());
        }

        @Test
        @Requirement("0045-91")
        void aTechnicalRemovalDoesNot() {
            isIn();
            room("Romeo", " type='unavailable'", "<item affiliation='none' role='none'/><status code='307'/><status code='333'/>"
                    + "<status code='110'/>");
            assertEquals(State.RETRYING, seat.view().state());
            now = now.plusSeconds(10);
            does(seat.tick(now));
            assertEquals(1, effects(Effect.WantsIn.class).size());
        }

        @Test
        @Requirement("0045-94")
        void itsEndIsToldWithWhereToGo() {
            isIn();
            room("Romeo", " type='unavailable'", "<item affiliation='none' role='none'/><destroy jid='crypt@rooms.lit'><reason>dawn</reason>"
                    + "</destroy>");
            assertEquals(new Effect.Tell("destroyed", ROOM.toString(), "crypt@rooms.lit", "dawn"), effects(Effect.Tell.class).get(0));
        }

        @Test
        void aTemporaryRoomWithoutAnybodyElseIsLeftUntilTheOwnerIsThere() {
            make(false);
            asksToJoin(true);
            room("Juliet", "", ITEM);
            room("Romeo", "", ITEM + "<status code='110'/>");
            assertEquals(1, seat.othersIfAway());
            room("Juliet", " type='unavailable'", "<item affiliation='none' role='none'/>");
            assertEquals(1, effects(Effect.PerhapsAlone.class).size());
            assertEquals(0, seat.othersIfAway());
            does(seat.rest(now));
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            assertEquals(State.DORMANT, seat.view().state());
            does(seat.rest(now));
            assertEquals(List.of(), last);
            clientIsIn();
            assertEquals(1, effects(Effect.WantsIn.class).size());
        }

        @Test
        void aRoomThatStaysIsKept() {
            isIn();
            assertEquals(-1, seat.othersIfAway());
        }
    }

    @Test
    @Requirement("0045-85")
    void itsEndIsAnUnavailable() {
        isIn();
        does(seat.end(now));
        Presence presence = (Presence) sent().get(0);
        assertEquals(List.of(Presence.Type.unavailable, SEAT, ROOM + "/Romeo"),
                List.of(presence.getType(), presence.getFrom().toString(), presence.getTo().toString()));
        whispers("Juliet", "too late");
        assertEquals(List.of(), last);
        assertEquals(List.of(), seat.tick(now.plusSeconds(100_000)));
    }

    @Test
    void otherWishesAskForAnotherNick() {
        isIn();
        does(seat.change(new Wishes("Montague"), Origin.USER));
        assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        does(seat.change(new Wishes("Romeo", "", 5, true), Origin.USER));
        assertEquals(5, seat.order().wishes().lastMessages());
    }

    @Test
    void whatItKeepsIsCounted() {
        isIn();
        seat.kept(new SeatStore.Amount(3, 100), 1);
        assertEquals(new SeatStore.Amount(3, 100), seat.view().kept());
        Message message = new Message();
        message.setFrom(ROOM + "/Juliet");
        assertTrue(seat.owns(new JID(SEAT)));
        assertFalse(seat.owns(new JID("tybalt@capulet.lit/unguessable")));
        assertTrue(seat.isIn(message.getFrom()));
    }
}
