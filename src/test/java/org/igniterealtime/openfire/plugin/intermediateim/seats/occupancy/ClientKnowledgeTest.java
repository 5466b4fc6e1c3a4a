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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Presence;

/** What a seat knows of the clients of its owner when their stanzas and those of the room cross. */
class ClientKnowledgeTest extends SeatFixture {

    /** The stanzas of the room come later than those of the client, and may be about what it did before. */
    @Nested
    class WhenAClientLeavesAndComesBackAtOnce {

        private static final String OUT = " type='unavailable'";

        private void leavesAndJoins() {
            clientSends("Romeo", OUT, "");
            clientSends("Romeo", "", JOIN);
        }

        @Test
        void theConfirmationIsOfItsLeaveOnly() {
            isIn();
            clientIsIn();
            leavesAndJoins();
            clientReceives("Romeo", OUT, user(GONE));
            assertTrue(seat.hasClient(CLIENT));
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.SHARED, seat.view().state());
            clientReceives("Romeo", OUT, user(GONE));
            assertEquals(State.AWAY, seat.view().state(), "this time the room has removed it");
            assertFalse(seat.hasClient(CLIENT));
        }

        @Test
        void aConfirmationThatCameBeforeIsUsedUp() {
            isIn();
            clientIsIn();
            clientSends("Romeo", OUT, "");
            clientReceives("Romeo", OUT, user(GONE));
            clientIsIn();
            clientReceives("Romeo", OUT, user(GONE));
            assertEquals(State.AWAY, seat.view().state());
            assertFalse(seat.hasClient(CLIENT));
        }

        @Test
        void itIsInOnceItsLastJoinIsAnswered() {
            isIn();
            clientSends("Romeo", "", JOIN);
            leavesAndJoins();
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.SHARED, seat.view().state());
            clientReceives("Romeo", OUT, user(GONE));
            assertEquals(State.AWAY, seat.view().state(), "the answer was to the first join");
            assertTrue(seat.joinRequestOf(CLIENT).isPresent());
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.SHARED, seat.view().state());
            assertEquals(Optional.empty(), seat.joinRequestOf(CLIENT));
        }

        @Test
        void whatItRequestsBeforeTheAnswerFollowsItsJoin() {
            isIn();
            clientSends("Romeo", "", "<show>chat</show>" + JOIN);
            clientSends("Montague", "", "<show>dnd</show>");
            assertTrue(RoomPresence.isJoin(seat.joinRequestOf(CLIENT).orElseThrow()));
            clientReceives("Romeo", "", user(SELF));
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
            clientReceives("Montague", " type='error'", error("conflict"));
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
            now = now.plusSeconds(1);
            does(seat.tick(now));
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void aLeaveIsConfirmedWithinTenSecondsOrNever() {
            isIn();
            clientIsIn();
            leavesAndJoins();
            clientReceives("Romeo", "", user(SELF));
            now = now.plusSeconds(11);
            clientReceives("Romeo", OUT, user(GONE));
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void anAnswerToAJoinBeforeItsLeaveIsLate() {
            isIn();
            clientSends("Romeo", "", JOIN);
            clientSends("Romeo", OUT, "");
            now = now.plusSeconds(10);
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.AWAY, seat.view().state());
            now = now.plusSeconds(1);
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.SHARED, seat.view().state(), "it must have come in since");
        }

        @Test
        void andItsSessionEndsTooAnAnswerMayBeLater() {
            isIn();
            clientIsIn();
            clientSends("Romeo", OUT, "");
            now = now.plusSeconds(9);
            does(seat.clientUnavailable(CLIENT, now));
            now = now.plusSeconds(9);
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void itIsForgottenOnlyOnceItStaysAway() {
            isIn();
            clientIsIn();
            clientSends("Romeo", OUT, "");
            deskIsIn("Romeo");
            does(seat.clientUnavailable(DESK, now));
            clientReceives("Romeo", "", user(SELF));
            assertEquals(State.AWAY, seat.view().state(), "that was for a join before its leave");
            clientIsIn();
            now = now.plusSeconds(11);
            deskIsIn("Romeo");
            does(seat.clientUnavailable(DESK, now));
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
        }

        @Test
        void whatItHadRequestedBeforeIsVoid() {
            isIn();
            clientIsIn();
            deskIsIn("mobile");
            client = DESK;
            clientSends("Romeo", "", "<show>xa</show>");
            clientSends("mobile", OUT, "");
            does(seat.clientUnavailable(CLIENT, now));
            clientSends("Romeo", "", "<show>dnd</show>" + JOIN);
            assertEquals(Presence.Show.dnd, ((Presence) sent().get(0)).getShow());
        }

        @Test
        void whileTheSeatJoinsItsLeaveCounts() {
            make(false);
            does(seat.start());
            clientIsIn();
            clientSends("Romeo", OUT, "");
            joinInTurn(false, Set.of());
            clientReceives("Romeo", "", user(SELF));
            room("Romeo", "", SELF);
            assertEquals(State.AWAY, seat.view().state());
        }
    }

    @Nested
    class WhatIsKnownOfClientsBeforeTheSeatIsIn {

        private void joinsBeside(Optional<String> nick) {
            does(seat.start());
            joinBeside(false, List.of(new ClientInRoom(CLIENT, nick)));
        }

        @Test
        void isTheSeatsNewNickIfTheServerDoesNotTell() {
            make(false);
            asksToJoin(false);
            refuses("service-unavailable");
            does(seat.change(new Options("Montague"), Origin.USER));
            joinBeside(false, List.of(new ClientInRoom(CLIENT, Optional.empty())));
            assertEquals(null, ((Presence) sent().get(0)).getShow(), "as a client under the nick");
            room("Montague", "", SELF);
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
        }

        @Test
        void isCorrectedByARoomThatShowsAddresses() {
            make(false);
            joinsBeside(Optional.empty());
            room("mobile", "", "<item jid='" + CLIENT + "' role='participant'/>");
            room("Romeo", "", SELF);
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void isWhatTheClientWasShownItself() {
            make(false);
            joinsBeside(Optional.empty());
            clientReceives("Romeo", "", user(SELF));
            room("mobile", "", "<item jid='" + CLIENT + "' role='participant'/>");
            room("Romeo", "", SELF);
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
        }

        @Test
        void isNotOverruledByTheServer() {
            make(false);
            clientIsIn();
            joinsBeside(Optional.of("mobile"));
            room("Romeo", "", SELF);
            assertEquals(Optional.of(CLIENT), seat.clientWithNick());
        }

        @Test
        void isUncertainOnceTheRoomNoLongerKnowsTheSeat() {
            isIn();
            clientIsIn();
            isForgotten();
            joinBeside(false, List.of(new ClientInRoom(CLIENT, Optional.of("mobile"))));
            room("Romeo", "", SELF);
            assertEquals(List.of(CLIENT), seat.clientsInRoom());
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void isCertainOfClientsUnderOtherNicksEvenThen() {
            isIn();
            clientIsIn();
            deskIsIn("mobile");
            isForgotten();
            joinBeside(
                    false,
                    List.of(
                            new ClientInRoom(CLIENT, Optional.of("mobile")),
                            new ClientInRoom(DESK, Optional.of("Romeo"))));
            room("Romeo", "", SELF);
            assertEquals(List.of(CLIENT, DESK), seat.clientsInRoom());
            assertEquals(State.AWAY, seat.view().state());
        }

        private void isForgotten() {
            now = now.plus(OccupantPolicy.Times.USUAL.silence());
            does(seat.tick(now));
            IQ ping = (IQ) sent().get(sent().size() - 1);
            fromRoom("<iq type='error' id='" + ping.getID() + "' from='" + ping.getTo() + "'>" + error("not-acceptable")
                    + "</iq>");
            assertEquals(State.RETRYING, seat.view().state());
            now = now.plusSeconds(60);
            does(seat.tick(now));
        }

        @Test
        void isThatItJoinsToo() {
            make(false);
            clientSends("Romeo", "", JOIN);
            does(seat.start());
            joinInTurn(false, Set.of());
            assertTrue(seat.hasClient(CLIENT));
        }

        @Test
        void isFollowedAfterwardsIfTheClientIsRenamed() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            clientReceives("Montague", "", user(SELF));
            assertEquals(List.of(), last);
            room("Romeo", "", SELF);
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
        }

        @Test
        void isNotFollowedIfTheRenamedClientIsGone() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            clientReceives("Montague", "", user(SELF));
            does(seat.clientUnavailable(CLIENT, now));
            room("Romeo", "", SELF);
            assertEquals(List.of(), effects(SeatEffect.QueueJoin.class));
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void isNotFollowedIfAnotherStaysUnderTheNick() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            clientReceives("Montague", "", user(SELF));
            client = DESK;
            clientSends("Romeo", "", JOIN);
            clientReceives("Romeo", "", user(SELF));
            room("Romeo", "", SELF);
            assertEquals(List.of(), effects(SeatEffect.QueueJoin.class));
            assertEquals(State.SHARED, seat.view().state());
        }

        @Test
        void isWhatTheRoomShowsUnderTheSeatsNickAlone() {
            make(false);
            does(seat.start());
            joinBeside(
                    false,
                    List.of(
                            new ClientInRoom(CLIENT, Optional.of("Romeo")),
                            new ClientInRoom(DESK, Optional.of("mobile"))));
            fromRoom("<presence from='" + ROOM + "/Romeo'><show>dnd</show>" + user(ITEM) + "</presence>");
            room("Romeo", "", SELF);
            does(seat.clientUnavailable(CLIENT, now));
            does(seat.change(new Options("mobile"), Origin.USER));
            assertEquals(ROOM + "/mobile", sent().get(0).getTo().toString());
            assertEquals(null, ((Presence) sent().get(0)).getShow(), "nothing is known of how the other is shown");
        }
    }
}
