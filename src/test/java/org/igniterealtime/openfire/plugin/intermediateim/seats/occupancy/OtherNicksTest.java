package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Clients with other nicks than the seat, and nicks that only one session can have. */
class OtherNicksTest extends SeatFixture {

    private static final String KICKED = "<item role='none'><actor nick='Tybalt'/><reason>villain</reason></item>"
            + "<status code='307'/><status code='110'/>";

    /** One has the seat's nick or had it, the other is called mobile. */
    @Nested
    class BesideAClientWithAnotherNick {

        private void bothAreIn() {
            isIn();
            clientIsIn();
            deskIsIn("mobile");
        }

        private void onlyTheOtherIsIn() {
            bothAreIn();
            does(seat.clientUnavailable(CLIENT, now));
            client = DESK;
        }

        @Test
        void theSeatStaysUnderItsOwn() {
            isIn();
            clientIsIn();
            client = DESK;
            clientSends("mobile", "", JOIN);
            assertEquals(List.of(), last);
            clientReceives("mobile", "", user(SELF));
            assertEquals(List.of(), sent());
        }

        @Test
        void theSeatShowsNothingOfIt() {
            bothAreIn();
            client = DESK;
            clientSends("mobile", "", "<show>dnd</show>");
            assertEquals(List.of(), last);
        }

        @Test
        void itsLeaveIsNotTheSeatsBusiness() {
            bothAreIn();
            client = DESK;
            clientSends("mobile", " type='unavailable'", "");
            assertEquals(List.of(), last);
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
        }

        @Test
        void theSeatIsLikeItOnceItHasTheSeatsNick() {
            onlyTheOtherIsIn();
            clientSends("Romeo", "", "<show>dnd</show>");
            clientReceives("Romeo", "", user(SELF));
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
            assertEquals(Optional.of(DESK), seat.clientWithNick());
        }

        @Test
        void theSeatIsLikeItAsSoonAsItRequestsThatNick() {
            onlyTheOtherIsIn();
            clientSends("Romeo", "", "<show>dnd</show>");
            does(seat.tick(now));
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void aRefusalLeavesTheSeatAway() {
            onlyTheOtherIsIn();
            clientSends("Romeo", "", "<show>dnd</show>");
            clientReceives("Romeo", " type='error'", error("conflict"));
            does(seat.tick(now));
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(List.of(DESK), seat.clientsInRoom());
        }

        @Test
        void theSeatTakesItsNickIfTheOwnerWantsThat() {
            onlyTheOtherIsIn();
            clientSends("mobile", "", "<show>dnd</show>");
            does(seat.change(new Options("mobile"), Origin.USER));
            assertEquals(
                    List.of(ROOM + "/mobile", Presence.Show.dnd),
                    List.of(sent().get(0).getTo().toString(), ((Presence) sent().get(0)).getShow()));
            clientSends("mobile", "", "<show>xa</show>");
            assertEquals(List.of(), last, "what the seat says now may ask for its old nick");
            room("Romeo", " type='unavailable'", "<item nick='mobile'/><status code='303'/><status code='110'/>");
            room("mobile", "", SELF);
            assertEquals(Presence.Show.xa, ((Presence) sent().get(0)).getShow());
            assertEquals(State.SHARED, seat.view().state());
            room("mobile", " type='unavailable'", GONE);
            assertEquals(ROOM + "/mobile", sent().get(0).getTo().toString(), "is it the client that is out?");
        }

        @Test
        void theSeatIsStillShownIfItDoesNotGetThatNick() {
            onlyTheOtherIsIn();
            does(seat.change(new Options("mobile"), Origin.USER));
            fromRoom("<presence type='error' from='" + ROOM + "/mobile' id='"
                    + sent().get(0).getID() + "'>" + error("conflict") + "</presence>");
            assertEquals(
                    List.of(ROOM + "/Romeo", Presence.Show.away),
                    List.of(sent().get(0).getTo().toString(), ((Presence) sent().get(0)).getShow()));
        }

        @Test
        void theSeatsRemovalIsNotItsOwn() {
            bothAreIn();
            room("Romeo", " type='unavailable'", GONE + "<status code='333'/>");
            assertEquals(List.of(DESK), seat.clientsInRoom());
            onlyTheOtherIsIn();
            does(seat.change(new Options("mobile"), Origin.USER));
            room("Romeo", " type='unavailable'", GONE + "<status code='333'/>");
            assertEquals(List.of(DESK), seat.clientsInRoom());
        }

        @Test
        void whatOthersAreShownIsNoRemoval() {
            bothAreIn();
            clientReceives("mobile", " type='unavailable'", user("<item role='none'/>"));
            assertEquals(List.of(CLIENT, DESK), seat.clientsInRoom());
        }

        @Test
        void theSeatStaysIfItIsWantedToLeaveWithTheLast() {
            options = new Options("Romeo", "", 0, true);
            bothAreIn();
            clientSends("Romeo", " type='unavailable'", "");
            assertFalse(seat.isOver());
            client = DESK;
            clientSends("mobile", " type='unavailable'", "");
            assertTrue(seat.isOver());
        }

        @Test
        void theServersListOfTheSeatsNickIsNotAboutIt() {
            bothAreIn();
            does(seat.removeMissingClients(List.of(new JID(SEAT)), now));
            assertEquals(List.of(DESK), seat.clientsInRoom());
        }

        @Test
        void aTemporaryRoomIsNotEmpty() {
            make(false);
            asksToJoin(true);
            room("Romeo", "", SELF);
            clientIsIn();
            deskIsIn("mobile");
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(List.of(), effects(SeatEffect.CheckIfAlone.class));
            assertEquals(-1, seat.othersIfAway());
        }
    }

    @Nested
    class WhenOneOfSeveralUnderTheNickWantsAnother {

        @Test
        void theRoomIsAskedWhomItHasRenamed() {
            isIn();
            clientIsIn();
            deskIsIn("Romeo");
            clientSends("Montague", "", "");
            assertEquals(List.of(), last, "it does not step out for one of them");
            now = now.plusSeconds(1);
            does(seat.tick(now));
            assertEquals("ping", ((IQ) sent().get(0)).getChildElement().getName());
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
        }

        @Test
        void theRoomIsNotAskedIfThatIsNotTheSeatsNick() {
            isIn();
            clientIsIn();
            deskIsIn("mobile");
            client = DESK;
            clientSends("Montague", "", "");
            now = now.plusSeconds(1);
            does(seat.tick(now));
            assertEquals(List.of(), last);
        }
    }

    /** The room lets one session have a nick. */
    @Nested
    class WhereANickIsForOne {

        private void nickIsKnownToBeForOne() {
            isIn();
            clientSends("Romeo", "", JOIN);
            clientReceives("Romeo", " type='error'", error("conflict"));
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.YIELDED, seat.view().state());
        }

        private void comesBackAs(String nick) {
            now = now.plusSeconds(2);
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of());
            assertEquals(ROOM + "/" + nick, sent().get(0).getTo().toString());
        }

        @Test
        void theSeatYieldsAndFollowsToAnotherNickAsWell() {
            nickIsKnownToBeForOne();
            does(seat.clientUnavailable(CLIENT, now));
            comesBackAs("Romeo");
            room("Romeo", "", SELF);
            clientSends("Montague", "", JOIN);
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            clientReceives("Montague", "", user(SELF));
            assertEquals(
                    "Montague",
                    effects(SeatEffect.Save.class).get(0).config().options().nick());
            assertEquals(State.YIELDED, seat.view().state());
            does(seat.clientUnavailable(CLIENT, now));
            comesBackAs("Montague");
        }

        @Test
        void theSeatComesBackWhenTheClientHasAnotherNick() {
            nickIsKnownToBeForOne();
            deskIsIn("mobile");
            clientSends("Montague", "", "");
            assertEquals(State.YIELDED, seat.view().state());
            clientReceives("Montague", "", user(SELF));
            assertEquals(State.RETRYING, seat.view().state());
            comesBackAs("Romeo");
        }

        @Test
        void theSeatComesBackWhenTheLastThatWantsItIsRefused() {
            nickIsKnownToBeForOne();
            deskIsIn("mobile");
            client = DESK;
            clientSends("Romeo", "", "");
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(State.YIELDED, seat.view().state());
            clientReceives("Romeo", " type='error'", error("conflict"));
            assertEquals(State.RETRYING, seat.view().state());
            comesBackAs("Romeo");
        }

        @Test
        void theSeatComesBackWhenTheLastThatWantsItChangesItsMind() {
            nickIsKnownToBeForOne();
            deskIsIn("mobile");
            client = DESK;
            clientSends("Romeo", "", "");
            does(seat.clientUnavailable(CLIENT, now));
            clientSends("mobile", "", "<show>dnd</show>");
            assertEquals(State.RETRYING, seat.view().state());
            clientReceives("Romeo", " type='error'", error("conflict"));
            comesBackAs("Romeo");
        }

        @Test
        void ofTwoRequestsTheOneThatIsRefusedIsVoid() {
            nickIsKnownToBeForOne();
            deskIsIn("mobile");
            client = DESK;
            clientSends("Montague", "", "");
            clientSends("Romeo", "", "");
            clientReceives("Romeo", " type='error'", error("conflict"));
            clientReceives("Montague", "", user(SELF));
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(State.RETRYING, seat.view().state());
        }

        @Test
        void aRefusalOfAnotherNickChangesNothing() {
            nickIsKnownToBeForOne();
            clientSends("Montague", "", "");
            clientReceives("Montague", " type='error'", error("conflict"));
            assertEquals(State.YIELDED, seat.view().state());
        }

        @Test
        void aKickOfTheClientEndsTheSeat() {
            nickIsKnownToBeForOne();
            clientReceives("Romeo", " type='unavailable'", user(KICKED));
            assertEquals(
                    List.of(new SeatEffect.Tell("removed.kicked", ROOM.toString(), "Tybalt", "villain")),
                    effects(SeatEffect.Tell.class));
            assertEquals(1, effects(SeatEffect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void theEndOfTheRoomEndsTheSeat() {
            nickIsKnownToBeForOne();
            clientReceives(
                    "Romeo",
                    " type='unavailable'",
                    user("<item role='none'/><destroy jid='crypt@rooms.lit'><reason>dawn</reason></destroy>"
                            + "<status code='110'/>"));
            assertEquals(
                    List.of(new SeatEffect.Tell("destroyed", ROOM.toString(), "crypt@rooms.lit", "dawn")),
                    effects(SeatEffect.Tell.class));
            assertTrue(seat.isOver());
        }

        @Test
        void aTechnicalRemovalOfTheClientLetsTheSeatBackIn() {
            nickIsKnownToBeForOne();
            clientReceives("Romeo", " type='unavailable'", user(GONE + "<status code='307'/><status code='333'/>"));
            assertEquals(List.of(), effects(SeatEffect.Tell.class));
            comesBackAs("Romeo");
        }

        @Test
        void aKickOfAnotherClientIsNotTheSeats() {
            nickIsKnownToBeForOne();
            deskIsIn("mobile");
            client = DESK;
            clientReceives("mobile", " type='unavailable'", user(KICKED));
            assertFalse(seat.isOver());
            assertEquals(State.YIELDED, seat.view().state());
        }
    }
}
