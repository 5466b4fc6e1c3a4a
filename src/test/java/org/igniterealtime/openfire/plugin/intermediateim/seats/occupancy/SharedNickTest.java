package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** How a seat gets along with the clients of its owner. */
class SharedNickTest extends SeatFixture {

    private static final String KICKED = "<item role='none'><actor nick='Tybalt'/><reason>villain</reason></item>"
            + "<status code='307'/><status code='110'/>";

    @Nested
    class WhenAClientComes {

        @Test
        void theSeatIsShownAsTheClientBeforeItsOwnPresenceIs() {
            isIn();
            clientSends("Romeo", "", "<show>chat</show><x xmlns='http://jabber.org/protocol/muc'/>");
            Presence shown = (Presence) sent().get(0);
            assertEquals(Presence.Show.chat, shown.getShow());
            assertEquals(
                    List.of(SEAT, ROOM + "/Romeo"),
                    List.of(shown.getFrom().toString(), shown.getTo().toString()));
            assertFalse(shown.toXML().contains("protocol/muc'"));
            assertEquals(State.AWAY, seat.view().state());
            clientReceives("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + SELF + "</x>");
            assertEquals(CLIENT, effects(SeatEffect.ClientEntered.class).get(0).client());
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void nothingIsKeptAnyMore() {
            isIn();
            clientIsIn();
            whispers("Juliet", "psst");
            says("Juliet", "Romeo?");
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
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
            assertFalse(clientReceives("Romeo", " type='error'", error("not-authorized"))
                    .hide());
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void theSeatYieldsAnExclusiveNickToTheClient() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertTrue(
                    clientReceives("Romeo", " type='error'", error("conflict")).hide());
            assertEquals(SEAT, sent().get(0).getFrom().toString());
            assertEquals(List.of(new SeatEffect.JoinAgain(CLIENT)), effects(SeatEffect.JoinAgain.class));
            assertTrue(seat.joinRequestOf(CLIENT).orElseThrow().toXML().contains("http://jabber.org/protocol/muc"));
            assertEquals(State.YIELDED, seat.view().state());
            clientReceives("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + SELF + "</x>");
            now = now.plusSeconds(3600);
            does(seat.tick(now));
            assertEquals(List.of(), last);
            does(seat.clientUnavailable(CLIENT, now));
            now = now.plusSeconds(2);
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of());
            room("Romeo", "", SELF);
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType(), "known now");
        }

        @Test
        void theSeatYieldsANickItHasJustGot() {
            isIn();
            clientSends("Montague", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertTrue(clientReceives("Montague", " type='error'", error("conflict"))
                    .hide());
            assertEquals(List.of(new SeatEffect.JoinAgain(CLIENT)), effects(SeatEffect.JoinAgain.class));
            assertEquals(State.YIELDED, seat.view().state());
        }

        @Test
        void anAnswerToWhatItHasAskedForBeforeIsNone() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientSends("Romeo", " type='unavailable'", "");
            clientSends("Montague", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("Romeo", " type='error'", error("not-authorized"));
            clientReceives("Montague", "", user(SELF));
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
        }

        @Test
        void itsOwnPresenceUndoesAnEarlierRefusal() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientSends("Romeo", " type='unavailable'", "");
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("Romeo", " type='error'", error("not-acceptable"));
            clientReceives("Romeo", "", user(SELF));
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
        }

        @Test
        void aRefusedClientIsNotInAfterAnotherHasLeft() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("Romeo", " type='error'", error("not-authorized"));
            does(seat.clientUnavailable(new JID("romeo@montague.lit/elsewhere"), now));
            room("Romeo", " type='unavailable'", SELF + "<status code='307'/>");
            now = now.plusSeconds(3600);
            does(seat.tick(now));
            joinBeside(false, List.of(new ClientInRoom(CLIENT, Optional.empty())));
            room("Romeo", "", SELF);
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void theSeatStaysOutWhenItsNickIsTaken() {
            make(false);
            asksToJoin(false);
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            refuses("conflict");
            assertEquals(State.YIELDED, seat.view().state());
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(State.RETRYING, seat.view().state());
            now = now.plusSeconds(2);
            does(seat.tick(now));
            joinInTurn(false, Set.of());
            room("Romeo", "", SELF);
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType(), "known now");
        }

        @Test
        void itIsNotToBlameForANickThatSomebodyElseHas() {
            make(false);
            asksToJoin(false);
            refuses("conflict");
            assertEquals(State.RETRYING, seat.view().state());
        }

        @Test
        void theSeatAdoptsAPasswordThatTheRoomAccepts() {
            make(false);
            asksToJoin(false);
            refuses("service-unavailable");
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'><password>wrong</password></x>");
            clientReceives("Romeo", " type='error'", error("not-authorized"));
            assertEquals(List.of(), effects(SeatEffect.Save.class));
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'><password>right</password></x>");
            clientReceives("Romeo", "", user(SELF));
            assertEquals(
                    "right",
                    effects(SeatEffect.Save.class).get(0).config().options().password());
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(Optional.of("right"), RoomPresence.password((Presence) sent().get(0)));
        }

        @Test
        void aPasswordDoesNotInterruptTheSeatsOwnJoin() {
            for (String password :
                    List.of("<password/>", "<password>secret</password>", "<password>other</password>")) {
                options = new Options("Romeo", "secret", 0, false);
                make(false);
                asksToJoin(false);
                clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'>" + password + "</x>");
                clientReceives("Romeo", "", user(SELF));
                assertEquals(
                        password.contains("other") ? 1 : 0,
                        effects(SeatEffect.Save.class).size());
                room("Romeo", "", ITEM);
                room("Romeo", "", SELF);
                assertEquals(State.SHARED, seat.view().state());
            }
        }

        @Test
        void itIsInWhenTheRoomSaysSo() {
            isIn();
            clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("Romeo", "", "");
            clientReceives("Juliet", "", user(ITEM));
            clientReceives("Romeo", " type='unavailable'", user("<item affiliation='none' role='none'/>"));
            assertEquals(State.AWAY, seat.view().state());
            clientReceives("Romeo", "", user(ITEM));
            assertEquals(State.AWAY, seat.view().state(), "somebody is under the nick, but who?");
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void whatTheRoomShowsToOthersIsNothing() {
            isIn();
            assertFalse(clientReceives("Romeo", "", user(ITEM)).hide());
            assertEquals(List.of(), last);
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void theRoomShowsAClientThatWasNotSeenJoining() {
            isIn();
            clientReceives("Romeo", "", user(SELF));
            assertEquals(1, effects(SeatEffect.ClientEntered.class).size());
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
            clientReceives("Juliet", "", user(ITEM));
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void theSeatRejoinsUnderANickItCannotChangeTo() {
            isIn();
            clientSends("Montague", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("montague", "", user(SELF + "<status code='210'/>"));
            Presence leave = (Presence) sent().get(0);
            assertEquals(
                    List.of(Presence.Type.unavailable, ROOM + "/Romeo"),
                    List.of(leave.getType(), leave.getTo().toString()));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/montague", sent().get(0).getTo().toString());
        }

        @Test
        void andTheSeatWaitsToTryAgainItTriesAtOnce() {
            make(false);
            asksToJoin(false);
            refuses("service-unavailable");
            clientIsIn();
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        }

        @Test
        void itIsOutWhenTheServerDoesNotKnowOfIt() {
            make(false);
            clientIsIn();
            asksToJoin(false);
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void beforeTheSeatUnderANickInOtherCaseTheSeatTakesThat() {
            make(false);
            does(seat.start());
            joinBeside(false, List.of(new ClientInRoom(CLIENT, Optional.of("romeo"))));
            assertEquals(ROOM + "/romeo", sent().get(0).getTo().toString());
            assertEquals(null, ((Presence) sent().get(0)).getShow(), "as the client");
            room("romeo", "", ITEM);
            room("romeo", "", SELF);
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
            assertEquals("romeo", seat.config().options().nick());
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(
                    List.of(ROOM + "/romeo"),
                    sent().stream().map(each -> each.getTo().toString()).toList());
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void beforeTheSeatUnderAnotherNickTheSeatKeepsItsOwn() {
            make(false);
            does(seat.start());
            joinBeside(false, List.of(new ClientInRoom(CLIENT, Optional.of("mobile"))));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
            room("mobile", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
            assertEquals(Optional.empty(), seat.clientWithNick());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void beforeTheSeatItIsKnownByItsAddress() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
        }
    }

    /** The room does not say whose session under the nick has gone. */
    @Nested
    class ARemovalThatNobodyExplains {

        private void isAskedAbout() {
            room("Romeo", " type='unavailable'", GONE);
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
            assertEquals("ping", ((IQ) sent().get(0)).getChildElement().getName());
        }

        private void isTheSeats() {
            room("Romeo", " type='unavailable'", GONE);
            assertEquals(State.RETRYING, seat.view().state());
        }

        @Test
        void mayBeTheClients() {
            isIn();
            clientIsIn();
            isAskedAbout();
        }

        @Test
        void isAskedAboutByTheSeatWhoeverIsShownTheQuestion() {
            isIn();
            clientIsIn();
            isAskedAbout();
            IQ asRoomsPassItOn = ((IQ) sent().get(0)).createCopy();
            asRoomsPassItOn.setFrom(ROOM + "/Romeo");
            asRoomsPassItOn.setTo(SEAT);
            assertTrue(seat.isOwnQuestion(asRoomsPassItOn));
            asRoomsPassItOn.setID("another");
            assertFalse(seat.isOwnQuestion(asRoomsPassItOn));
        }

        @Test
        void mayBeThatOfAClientThatCameBefore() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            isAskedAbout();
        }

        @Test
        void isTheSeatsWhenTheClientHasGone() {
            isIn();
            clientIsIn();
            does(seat.clientUnavailable(CLIENT, now));
            isTheSeats();
        }

        @Test
        void isTheSeatsWhereNoClientIs() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of());
            room("Romeo", "", SELF);
            isTheSeats();
        }
    }

    @Nested
    class WhenAClientChangesItsNick {

        @Test
        void theSeatStepsOutForAMomentAndComesBackUnderIt() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "<show>dnd</show>");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            clientReceives("Montague", "", "<x xmlns='http://jabber.org/protocol/muc#user'>" + SELF + "</x>");
            assertEquals(
                    "Montague",
                    effects(SeatEffect.Save.class).get(0).config().options().nick());
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void theSeatRejoinsUnderANickChangedMeanwhile() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            room("Romeo", "", ITEM);
            clientSends("Montague", "", "");
            room("Romeo", "", SELF);
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            clientReceives("Montague", "", user(SELF));
            assertEquals(
                    "Montague",
                    effects(SeatEffect.Save.class).get(0).config().options().nick());
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        }

        @Test
        void theSeatWaitsForTheAnswerAboutTheNewNick() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            clientReceives("Romeo", "", user(SELF));
            assertEquals(List.of(), last);
            clientReceives("Montague", "", user(SELF));
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void theSeatReturnsAfterAMinuteWithoutAnAnswer() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            now = now.plusSeconds(59);
            does(seat.tick(now));
            assertEquals(List.of(), last);
            now = now.plusSeconds(1);
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
        }

        @Test
        void theSeatReturnsWhenTheServiceKeepsTheOldNick() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            clientReceives("Romeo", "", user(SELF + "<status code='210'/>"));
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
        }

        @Test
        void andIsRefusedItComesBackUnderTheOldOne() {
            isIn();
            clientIsIn();
            clientSends("Juliet", "", "");
            assertFalse(
                    clientReceives("Juliet", " type='error'", error("conflict")).hide());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Romeo", sent().get(0).getTo().toString());
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(List.of(), effects(SeatEffect.QueueJoin.class), "that is where the client is");
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void theOldOneIsNotMissed() {
            isIn();
            clientIsIn();
            clientReceives(
                    "Romeo",
                    " type='unavailable'",
                    user("<item nick='Montague'/><status code='303'/><status code='110'/>"));
            assertEquals(State.SHARED, seat.view().state());
        }
    }

    @Nested
    class WhenAClientGoes {

        @Test
        void theSeatIsAway() {
            isIn();
            clientIsIn();
            now = now.plusSeconds(60);
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(
                    List.of(State.AWAY, now),
                    List.of(seat.view().state(), seat.view().since()));
        }

        @Test
        void byTheRoomsWordTheSeatIsAwayToo() {
            isIn();
            clientIsIn();
            now = now.plusSeconds(60);
            clientReceives("Romeo", " type='unavailable'", user(GONE + "<status code='307'/>"));
            assertEquals(
                    List.of(State.AWAY, now),
                    List.of(seat.view().state(), seat.view().since()));
        }

        @Test
        void beforeItWasInTheRoomHasToMeanIt() {
            isIn();
            clientSends("Romeo", "", "<show>dnd</show><x xmlns='http://jabber.org/protocol/muc'/>");
            clientReceives("Romeo", " type='unavailable'", user("<item affiliation='none' role='none'/>"));
            assertEquals(List.of(), last, "somebody who had the nick before");
            clientReceives("Romeo", " type='unavailable'", user(GONE + "<status code='301'/>"));
            assertEquals(List.of(), last, "may be the seat is out, too");
            now = now.plusSeconds(1);
            does(seat.tick(now));
            IQ ping = (IQ) sent().get(0);
            assertEquals("ping", ping.getChildElement().getName());
            fromRoom("<iq type='result' id='" + ping.getID() + "' from='" + ping.getTo() + "'/>");
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void anErrorIsNoEnd() {
            isIn();
            clientIsIn();
            assertFalse(clientReceives("Romeo", " type='error'", error("not-allowed"))
                    .hide());
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void anotherMayStay() {
            isIn();
            clientIsIn();
            client = new JID("romeo@montague.lit/desk");
            clientIsIn();
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(List.of(), last);
            assertEquals(Optional.of(client), seat.clientWithNick());
            does(seat.clientUnavailable(client, now));
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void aTemporaryRoomMayBeEmpty() {
            make(false);
            asksToJoin(true);
            room("Romeo", "", SELF);
            clientIsIn();
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(1, effects(SeatEffect.CheckIfAlone.class).size());
        }

        @Test
        void becauseTheRoomHasLostTheSeatBothAreOut() {
            isIn();
            clientIsIn();
            room("Romeo", " type='unavailable'", GONE + "<status code='333'/>");
            assertEquals(Optional.empty(), seat.clientWithNick());
        }

        @Test
        void whileTheSeatJoinsItIsAwayOnceItIsIn() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(null, ((Presence) sent().get(0)).getShow());
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(List.of(), sent());
            room("Romeo", "", SELF);
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void onPurposeItIsToldWhatTheRoomMayNotTell() {
            isIn();
            clientIsIn();
            clientSends("Romeo", " type='unavailable'", "");
            assertEquals(
                    new SeatEffect.ClientLeft(CLIENT, "Romeo"),
                    effects(SeatEffect.ClientLeft.class).get(0));
            assertFalse(seat.isOver());
        }

        @Test
        void onPurposeTheSeatGoesFirstIfWanted() {
            options = new Options("Romeo", "", 0, true);
            isIn();
            clientIsIn();
            clientSends("Romeo", " type='unavailable'", "");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            assertEquals(1, effects(SeatEffect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void withoutLeavingTheSeatStaysWhateverIsWanted() {
            options = new Options("Romeo", "", 0, true);
            isIn();
            clientIsIn();
            does(seat.clientUnavailable(CLIENT, now));
            assertFalse(seat.isOver());
        }
    }

    @Nested
    class WhenAClientIsOutBeforeItHasItsNewNick {

        private void changesItsNick() {
            isIn();
            clientIsIn();
            clientSends("Montague", "", "");
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
        }

        @Test
        void theSeatComesBack() {
            changesItsNick();
            does(seat.clientUnavailable(CLIENT, now));
            assertEquals(State.RETRYING, seat.view().state());
            now = now.plusSeconds(2);
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        }

        @Test
        void byAKickTheSeatIsOutToo() {
            changesItsNick();
            clientReceives("Romeo", " type='unavailable'", user(KICKED));
            assertEquals(
                    List.of("removed.kicked"),
                    effects(SeatEffect.Tell.class).stream()
                            .map(SeatEffect.Tell::key)
                            .toList());
            assertTrue(seat.isOver());
        }

        @Test
        void anotherClientsLeaveIsNotThat() {
            isIn();
            clientIsIn();
            deskIsIn("mobile");
            clientSends("Montague", "", "");
            does(seat.clientUnavailable(DESK, now));
            assertEquals(List.of(), last);
            assertEquals(State.SHARED, seat.view().state());
        }
    }

    /** Some services take Romeo and romeo for one nick, and do not tell the others when one of the two leaves. */
    @Nested
    class WhenAClientComesWithTheNickInOtherCase {

        @Test
        void theSeatStepsOutAndComesBackUnderThat() {
            isIn();
            clientSends("romeo", "", JOIN);
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            clientReceives("romeo", "", user(SELF));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/romeo", sent().get(0).getTo().toString());
        }

        @Test
        void andIsBannedTheSeatIsTooByWhichItHadMadeWay() {
            isIn();
            clientSends("romeo", "", JOIN);
            clientReceives("romeo", " type='unavailable'", user(GONE + "<status code='301'/>"));
            assertEquals(
                    List.of("removed.banned"),
                    effects(SeatEffect.Tell.class).stream()
                            .map(SeatEffect.Tell::key)
                            .toList());
            assertTrue(seat.isOver());
        }
    }

    @Nested
    class WhatTheSeatShows {

        @Test
        void isNothingOnceItHasShownIt() {
            isIn();
            assertEquals(Optional.empty(), seat.presenceNow());
        }

        @Test
        void isWhatTheRoomShowsOfAClientThatWasNotSeenJoining() {
            isIn();
            clientReceives("Romeo", "", "<show>dnd</show>" + user(SELF));
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void isTheSameAfterARequestForANickWithoutAnAnswer() {
            isIn();
            does(seat.change(new Options("Montague"), Origin.USER));
            now = now.plus(OccupantPolicy.Times.USUAL.silence());
            does(seat.tick(now));
            assertEquals(
                    List.of(ROOM + "/Romeo"),
                    sent().stream()
                            .filter(Presence.class::isInstance)
                            .map(each -> each.getTo().toString())
                            .toList());
        }

        @Test
        void isRequestedUnderTheNewNickOnceItIsSureToBeIn() {
            isIn();
            clientIsIn();
            room("Romeo", " type='unavailable'", GONE);
            IQ ping = (IQ) sent().get(0);
            does(seat.clientUnavailable(CLIENT, now));
            does(seat.change(new Options("Montague"), Origin.USER));
            assertEquals(List.of(), sent());
            fromRoom("<iq type='result' id='" + ping.getID() + "' from='" + ping.getTo() + "'/>");
            assertEquals(
                    List.of(ROOM + "/Montague", Presence.Show.away),
                    List.of(sent().get(0).getTo().toString(), ((Presence) sent().get(0)).getShow()));
        }

        @Test
        void isOfClientsUnderTheNickThatTheServiceHasGiven() {
            make(false);
            asksToJoin(false);
            room("romeo", "", SELF + "<status code='210'/>");
            clientSends("romeo", "", "<show>dnd</show>" + JOIN);
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void isOnlyOfAClientThatIsInWithoutANick() {
            isIn();
            does(seat.clientSends(toRoom("<show>dnd</show>"), now));
            assertFalse(seat.hasClient(CLIENT));
            clientIsIn();
            does(seat.clientSends(toRoom("<show>dnd</show>"), now));
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
            clientSends("Romeo", " type='unavailable'", "");
            does(seat.clientSends(toRoom("<show>dnd</show>"), now));
            assertFalse(seat.hasClient(CLIENT));
        }

        private Presence toRoom(String content) {
            return Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM + "'>" + content + "</presence>");
        }

        @Test
        void followsAClientThatItsServiceRenames() {
            isIn();
            clientIsIn();
            clientReceives("Montague", "", user(SELF));
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void isAwayAgainIfTheRoomDoesNotNameTheNickThatItRefuses() {
            isIn();
            clientSends("Romeo", "", "<show>dnd</show>" + JOIN);
            does(seat.clientReceives(
                            Xml.presence("<presence type='error' to='" + CLIENT + "' from='" + ROOM + "'>"
                                    + error("not-authorized") + "</presence>"),
                            now)
                    .effects());
            assertEquals(Presence.Show.away, ((Presence) sent().get(0)).getShow());
            assertFalse(seat.hasClient(CLIENT));
        }
    }
}
