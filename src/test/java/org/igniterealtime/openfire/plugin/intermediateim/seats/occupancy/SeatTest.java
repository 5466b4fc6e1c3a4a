package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

class SeatTest extends SeatFixture {

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
            room("Romeo", "", SELF);
            assertEquals(State.AWAY, seat.view().state());
            assertEquals(List.of(), effects(SeatEffect.Tell.class));
        }

        @Test
        void takesThePasswordAlong() {
            options = new Options("Romeo", "secret", 0, false);
            make(false);
            asksToJoin(false);
            assertTrue(sent().get(0).toXML().contains("<password>secret</password>"));
        }

        @Test
        @Requirement({"0045-25", "0045-38"})
        void tellsTheOwnerWhatTheRoomRevealsOrLogs() {
            make(true);
            asksToJoin(false);
            room("Romeo", "", SELF + "<status code='100'/><status code='170'/>");
            assertEquals(
                    List.of("in.non-anonymous.logged"),
                    effects(SeatEffect.Tell.class).stream()
                            .map(SeatEffect.Tell::key)
                            .toList());
        }

        @Test
        @Requirement("0045-23")
        void keepsTheNickThatTheServiceGives() {
            make(false);
            asksToJoin(false);
            room("romeo", "", SELF + "<status code='210'/>");
            assertEquals(
                    "romeo",
                    effects(SeatEffect.Save.class).get(0).config().options().nick());
            assertEquals("romeo", seat.view().nick());
        }

        @Test
        void thatIsRefusedEndsIt() {
            make(true);
            asksToJoin(false);
            refuses("not-authorized");
            assertEquals(
                    "refused.password", effects(SeatEffect.Tell.class).get(0).key());
            assertEquals(1, effects(SeatEffect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void thatMayWorkLaterIsTriedAgainAndToldOnce() {
            make(true);
            asksToJoin(false);
            for (int i = 0; i < 2; i++) {
                refuses("service-unavailable");
                assertEquals(State.RETRYING, seat.view().state());
                assertEquals(i == 0 ? 1 : 0, effects(SeatEffect.Tell.class).size());
                now = now.plusSeconds(60);
                does(seat.tick(now));
                assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
                does(seat.tick(now));
                assertEquals(List.of(), last, "it waits for its turn");
                joinInTurn(false, Set.of());
            }
        }

        @Test
        void ofAServiceThatIsNotReachedIsSaid() {
            make(false);
            does(seat.start());
            does(seat.join(List.of(), now));
            fromRoom("<iq type='error' from='" + ROOM + "' id='" + sent().get(0).getID() + "'><error type='cancel'>"
                    + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            assertEquals(1, effects(SeatEffect.ServiceFailed.class).size());
            assertEquals(State.RETRYING, seat.view().state());
        }

        @Test
        void ofAServiceThatIsSilentIsTriedAgain() {
            make(false);
            does(seat.start());
            assertEquals(State.WAITING, seat.view().state());
            does(seat.join(List.of(), now));
            now = now.plus(OccupantPolicy.Times.USUAL.answer());
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.ServiceFailed.class).size());
            assertEquals(State.RETRYING, seat.view().state());
            assertEquals(now, seat.view().since());
        }

        @Test
        void ofARoomThatIsNotThereIsToldToWhoHasAskedForIt() {
            make(true);
            asksToJoin(false);
            room("Romeo", "", SELF + "<status code='201'/>");
            assertEquals(
                    "refused.no-such-room",
                    effects(SeatEffect.Tell.class).get(0).key());
            assertTrue(seat.isOver());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " jid='" + SEAT + "'"})
        void showsWhatTheClientHasSaidAndNotItself(String seen) {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            fromRoom("<presence from='" + ROOM + "/Romeo'><status>for the room</status>" + user(ITEM) + "</presence>");
            clientReceives("Romeo", "", user("<item role='participant'" + seen + "/><status code='110'/>"));

            room("Romeo", "", SELF);

            assertEquals("for the room", ((Presence) sent().get(0)).getStatus());
        }

        /**
         * Openfire 4.2 shows code 201 to all who enter before the room is configured, and takes a cancel from any
         * owner.
         */
        @Test
        void ofARoomThatAClientIsMakingLeavesThatToTheClient() {
            make(false);
            asksToJoin(true);
            room("Romeo", "", SELF + "<status code='201'/>");
            clientIsIn();
            joinInTurn(true, Set.of(CLIENT));

            room("Romeo", "", SELF + "<status code='201'/>");

            assertEquals(State.SHARED, seat.view().state());
            assertEquals(List.of(), sent().stream().filter(IQ.class::isInstance).toList());
        }

        @Test
        void ofARoomThatHasGoneWaitsUntilTheOwnerMakesItAgain() {
            make(false);
            asksToJoin(true);
            room("Romeo", "", SELF + "<status code='201'/>");
            assertEquals(State.DORMANT, seat.view().state());
            assertEquals(List.of(), effects(SeatEffect.Tell.class));
            clientIsIn();
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        }

        @Test
        void keepsWhatTheRoomHasSaidBefore() {
            make(false);
            does(seat.start());
            Instant before = now;
            whispers("Juliet", "psst");
            says("Juliet", "Romeo?");
            joinsLater();
            assertEquals(
                    List.of("psst", "Romeo?"),
                    effects(SeatEffect.Keep.class).stream()
                            .map(keep -> keep.message().text())
                            .toList());
            assertEquals(before, effects(SeatEffect.Keep.class).get(0).message().at());
            says("Juliet", "Romeo!");
            assertEquals(3, seat.view().kept().messages());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/Romeo' type='groupchat'><body>I am Romeo</body>",
                    "' type='groupchat'><body>hail Romeo</body>",
                    "/Juliet' type='error'><body>psst</body>",
                    "/Juliet' type='chat'><thread/>",
                    "/Juliet' type='groupchat'><body>Romeo</body><delay xmlns='urn:xmpp:delay'/>"
                })
        void keepsNothingElseOfThat(String message) {
            make(false);
            does(seat.start());
            fromRoom("<message from='" + ROOM + message + "</message>");
            joinsLater();
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
        }

        @Test
        void keepsAnEncryptedMessageOfThatToo() {
            make(false);
            does(seat.start());
            fromRoom("<message type='chat' from='" + ROOM + "/Juliet'><encrypted xmlns='urn:xmpp:omemo:2'/></message>");
            joinsLater();
            assertEquals(1, effects(SeatEffect.Keep.class).size());
        }

        @Test
        void keepsNoSubjectOfThat() {
            options = new Options("Romeo", "", 5, false);
            make(false);
            does(seat.start());
            fromRoom("<message type='groupchat' from='" + ROOM + "/Juliet'><subject>Romeo</subject></message>");
            joinsLater();
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
        }

        @Test
        void isToldIfItTakesLongerThanTheOwnerMayThink() {
            make(true);
            does(seat.start());
            now = now.plus(OwnerNotices.CLAIM_TIMEOUT).minusMillis(1);
            does(seat.tick(now));
            assertEquals(List.of(), effects(SeatEffect.Tell.class));
            now = now.plusMillis(1);
            does(seat.tick(now));
            assertEquals(
                    List.of(new SeatEffect.Tell("waits", ROOM.toString(), "Romeo")), effects(SeatEffect.Tell.class));
            does(seat.tick(now));
            assertEquals(List.of(), last);
        }

        @Test
        void keepsNoMoreOfThatThanThereCanBe() {
            make(false);
            does(seat.start());
            for (int i = 0; i < 100; i++) {
                whispers("Juliet", "psst");
            }
            joinsLater();
            assertEquals(20, effects(SeatEffect.Keep.class).size());
        }

        private void joinsLater() {
            now = now.plusSeconds(5);
            joinInTurn(false, Set.of());
            room("Romeo", "", SELF);
            assertEquals(State.AWAY, seat.view().state());
        }

        @Test
        void keepsNothingThatAClientHasHeard() {
            make(false);
            does(seat.start());
            whispers("Juliet", "psst");
            joinInTurn(false, Set.of(CLIENT));
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(State.SHARED, seat.view().state());
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
        }

        @Test
        void takesPlaceInTurnOnly() {
            make(false);
            does(seat.join(List.of(), now));
            assertEquals(List.of(), last);
            isIn();
            does(seat.join(List.of(), now));
            assertEquals(List.of(), last);
        }

        @Test
        void asTheLastInATemporaryRoomIsSaid() {
            make(false);
            asksToJoin(true);
            room("Romeo", "", SELF);
            assertEquals(1, effects(SeatEffect.CheckIfAlone.class).size());
        }

        @Test
        void besideAClientThatCameBeforeIsNotAsAway() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            assertEquals(null, ((Presence) sent().get(0)).getShow());
            room("Romeo", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(State.SHARED, seat.view().state());
            assertEquals(List.of(), sent());
        }

        /** RFC 6121 4.6: what it tells its contacts is not for the room. */
        @Test
        void besideAClientThatCameBeforeIsAsThatHasToldTheRoom() {
            make(false);
            does(seat.start());
            joinInTurn(false, Set.of(CLIENT));
            fromRoom("<presence from='" + ROOM + "/Romeo'><show>dnd</show><status>in a duel</status>" + user(ITEM)
                    + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='1'/></presence>");
            room("Romeo", "", SELF);
            assertEquals(
                    "<presence id=\"" + sent().get(0).getID() + "\" from=\"" + SEAT + "\" to=\"" + ROOM
                            + "/Romeo\"><show>dnd</show><status>in a duel</status></presence>",
                    sent().get(0).toXML());
        }
    }

    @Nested
    class WhileTheOwnerIsAway {

        @Test
        void whatIsSaidToTheOwnerIsKept() {
            isIn();
            whispers("Juliet", "psst");
            MissedMessage kept = effects(SeatEffect.Keep.class).get(0).message();
            assertEquals(
                    List.of(MissedMessage.Kind.PRIVATE, "Juliet", "psst", now),
                    List.of(kept.kind(), kept.nick(), kept.text(), kept.at()));
            whispers("Juliet", "psst, again");
            MissedMessage other = effects(SeatEffect.Keep.class).get(0).message();
            assertEquals(
                    new SeatStore.Amount(2, kept.bytes() + other.bytes()),
                    seat.view().kept());
            assertTrue(seat.hasMissedMessages());
        }

        @Test
        void whatCouldNotBeKeptDoesNotCount() {
            options = new Options("Romeo", "", 5, false);
            isIn();
            whispers("Juliet", "psst");
            MissedMessage whispered = effects(SeatEffect.Keep.class).get(0).message();
            says("Juliet", "good night");
            MissedMessage said = effects(SeatEffect.Keep.class).get(0).message();
            seat.notKept(whispered);
            assertEquals(new SeatStore.Amount(1, said.bytes()), seat.view().kept());
            assertEquals(1, seat.view().roomMessages());
            for (int i = 0; i < 2; i++) {
                seat.notKept(said);
                assertEquals(SeatStore.Amount.NOTHING, seat.view().kept());
                assertEquals(0, seat.view().roomMessages());
            }
        }

        @Test
        void whatIsTooLargeOrNotToBeStoredIsRefused() {
            isIn();
            whispers("Juliet", "psst");
            assertEquals(List.of(), effects(SeatEffect.Refuse.class));
            whispers("Juliet", "x".repeat(MissedMessage.MAX_BYTES));
            assertEquals(
                    List.of(1, 0),
                    List.of(
                            effects(SeatEffect.Refuse.class).size(),
                            effects(SeatEffect.Keep.class).size()));
            fromRoom("<message type='chat' from='" + ROOM
                    + "/Juliet'><body>psst</body><no-store xmlns='urn:xmpp:hints'/></message>");
            assertEquals(
                    List.of(1, 0),
                    List.of(
                            effects(SeatEffect.Refuse.class).size(),
                            effects(SeatEffect.Keep.class).size()));
            assertEquals(1, seat.view().kept().messages());
        }

        @Test
        void soIsWhatNamesTheOwner() {
            isIn();
            says("Juliet", "where is romeo?");
            assertEquals(
                    MissedMessage.Kind.MENTION,
                    effects(SeatEffect.Keep.class).get(0).message().kind());
            says("Juliet", "nothing");
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
        }

        @Test
        @Requirement("0045-44")
        void historyIsNot() {
            isIn();
            fromRoom("<message type='groupchat' from='" + ROOM
                    + "/Juliet'><body>romeo</body><delay xmlns='urn:xmpp:delay' from='" + ROOM
                    + "' stamp='2026-11-22T12:00:00Z'/></message>");
            assertEquals(List.of(), effects(SeatEffect.Keep.class));
        }

        @Test
        void anInvitationIs() {
            isIn();
            fromRoom("<message from='" + ROOM
                    + "/Juliet'><x xmlns='jabber:x:conference' jid='crypt@rooms.lit'/></message>");
            assertEquals(
                    MissedMessage.Kind.PRIVATE,
                    effects(SeatEffect.Keep.class).get(0).message().kind());
        }

        @Test
        void theLastMessagesAreIfWanted() {
            options = new Options("Romeo", "", 3, false);
            isIn();
            says("Juliet", "one");
            assertEquals(
                    MissedMessage.Kind.ROOM,
                    effects(SeatEffect.Keep.class).get(0).message().kind());
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
            assertEquals(
                    List.of(ROOM.toString(), SEAT),
                    List.of(
                            sent().get(0).getTo().toString(),
                            sent().get(0).getFrom().toString()));
            does(seat.tick(now));
            assertEquals(List.of(), sent());
        }

        @Test
        @Requirement("0410-01")
        void theRoomIsAskedWhetherItIsStillInAfterALongSilence() {
            isIn();
            now = now.plus(OccupantPolicy.Times.USUAL.silence());
            does(seat.tick(now));
            assertEquals(ROOM + "/Romeo", sent().get(1).getTo().toString());
        }
    }

    /** After which the room's service removes occupants that are silent. */
    @Nested
    class TheIdleTime {

        private static final Duration IDLE = Duration.ofSeconds(60);

        private List<String> receivers(Duration later) {
            now = now.plus(later);
            does(seat.tick(now));
            return sent().stream().map(stanza -> stanza.getTo().toString()).toList();
        }

        @Test
        void isAnsweredWithASignOfLifeWhenHalfOfItIsOver() {
            make(false);
            seat.idleTime(IDLE);
            asksToJoin(false);
            room("Romeo", "", SELF);
            assertEquals(List.of(), receivers(Duration.ofSeconds(29)));
            assertEquals(List.of(ROOM.toString()), receivers(Duration.ofSeconds(1)));
            assertEquals(List.of(), receivers(Duration.ofSeconds(29)));
        }

        @Test
        void countsFromWhenItIsKnown() {
            isIn();
            seat.idleTime(IDLE);
            assertEquals(List.of(), receivers(Duration.ZERO));
            assertEquals(List.of(), receivers(Duration.ofSeconds(29)));
            assertEquals(List.of(ROOM.toString()), receivers(Duration.ofSeconds(1)));
        }

        @Test
        void doesNotMatterWhereItIsLong() {
            isIn();
            seat.idleTime(Duration.ofMinutes(21));
            assertEquals(List.of(), receivers(Duration.ofSeconds(599)));
            assertEquals(List.of(ROOM.toString()), receivers(Duration.ofSeconds(1)));
        }

        @Test
        void isTheLongestThatASilentRoomIsNotAsked() {
            isIn();
            seat.idleTime(IDLE);
            assertEquals(List.of(), receivers(Duration.ZERO));
            assertEquals(List.of(ROOM.toString()), receivers(Duration.ofSeconds(30)));
            assertEquals(List.of(ROOM.toString(), ROOM + "/Romeo"), receivers(Duration.ofSeconds(30)));
        }

        @Test
        void holdsForTheNextStayToo() {
            make(false);
            seat.idleTime(IDLE);
            asksToJoin(false);
            refuses("service-unavailable");
            does(seat.change(new Options("Montague"), Origin.USER));
            joinInTurn(false, Set.of());
            room("Montague", "", SELF);
            assertEquals(List.of(ROOM.toString(), ROOM + "/Montague"), receivers(IDLE));
        }
    }

    @Test
    void itTellsSinceWhenItIsAsItIs() {
        make(false);
        does(seat.start());
        assertEquals(now, seat.view().since());
        now = now.plusSeconds(1);
        joinInTurn(false, Set.of());
        assertEquals(now, seat.view().since(), "joining");
        now = now.plusSeconds(1);
        room("Romeo", "", SELF);
        assertEquals(now, seat.view().since(), "in");
        now = now.plusSeconds(1);
        room("Romeo", " type='unavailable'", GONE + "<status code='307'/><status code='333'/>");
        assertEquals(now, seat.view().since(), "waiting to try again");
    }

    @Nested
    class WhatTheRoomDoes {

        @Test
        @Requirement("0045-86")
        void aKickEndsItAndIsTold() {
            isIn();
            room(
                    "Romeo",
                    " type='unavailable'",
                    "<item affiliation='none' role='none'><actor nick='Tybalt'/><reason>villain</reason></item>"
                            + "<status code='307'/><status code='110'/>");
            assertEquals(
                    new SeatEffect.Tell("removed.kicked", ROOM.toString(), "Tybalt", "villain"),
                    effects(SeatEffect.Tell.class).get(0));
            assertEquals(1, effects(SeatEffect.Ended.class).size());
        }

        @Test
        @Requirement("0045-91")
        void aTechnicalRemovalDoesNot() {
            isIn();
            room(
                    "Romeo",
                    " type='unavailable'",
                    "<item affiliation='none' role='none'/><status code='307'/><status code='333'/>"
                            + "<status code='110'/>");
            assertEquals(State.RETRYING, seat.view().state());
            now = now.plusSeconds(10);
            does(seat.tick(now));
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
        }

        @Test
        @Requirement("0045-94")
        void itsEndIsToldWithWhereToGo() {
            isIn();
            room(
                    "Romeo",
                    " type='unavailable'",
                    "<item affiliation='none' role='none'/><destroy jid='crypt@rooms.lit'><reason>dawn</reason>"
                            + "</destroy>");
            assertEquals(
                    new SeatEffect.Tell("destroyed", ROOM.toString(), "crypt@rooms.lit", "dawn"),
                    effects(SeatEffect.Tell.class).get(0));
            assertEquals(1, effects(SeatEffect.Ended.class).size());
            assertTrue(seat.isOver());
        }

        @Test
        void leavesATemporaryRoomUntilTheOwnerReturns() {
            make(false);
            asksToJoin(true);
            room("Juliet", "", ITEM);
            room("Romeo", "", SELF);
            assertEquals(1, seat.othersIfAway());
            room("Juliet", " type='unavailable'", "<item affiliation='none' role='none'/>");
            assertEquals(1, effects(SeatEffect.CheckIfAlone.class).size());
            assertEquals(0, seat.othersIfAway());
            now = now.plusSeconds(60);
            does(seat.goDormant(now));
            assertEquals(Presence.Type.unavailable, ((Presence) sent().get(0)).getType());
            assertEquals(
                    List.of(State.DORMANT, now),
                    List.of(seat.view().state(), seat.view().since()));
            does(seat.goDormant(now));
            assertEquals(List.of(), last);
            clientIsIn();
            assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
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
        assertEquals(
                List.of(Presence.Type.unavailable, SEAT, ROOM + "/Romeo"),
                List.of(
                        presence.getType(),
                        presence.getFrom().toString(),
                        presence.getTo().toString()));
        whispers("Juliet", "too late");
        assertEquals(List.of(), last);
        assertEquals(List.of(), seat.tick(now.plusSeconds(100_000)));
        assertFalse(clientReceives("Romeo", "", user(SELF)).hide());
        assertEquals(List.of(), last);
    }

    @Nested
    class OtherWishes {

        @Test
        void askForAnotherNick() {
            isIn();
            does(seat.change(new Options("Montague"), Origin.USER));
            assertEquals(ROOM + "/Montague", sent().get(0).getTo().toString());
            room("Romeo", " type='unavailable'", "<item nick='montague'/><status code='303'/><status code='110'/>");
            room("montague", "", SELF);
            assertEquals(
                    "montague",
                    effects(SeatEffect.Save.class).get(0).config().options().nick(),
                    "as the service has it");
        }

        @Test
        void withTheSameNickAskTheRoomForNothing() {
            isIn();
            does(seat.change(new Options("Romeo", "", 5, true), Origin.USER));
            assertEquals(List.of(), last);
            assertEquals(5, seat.config().options().lastMessages());
        }

        @Test
        void areTriedAtOnceWhereItIsNotIn() {
            for (Options requestedNick : List.of(new Options("Montague"), new Options("Romeo", "secret", 0, false))) {
                make(false);
                asksToJoin(false);
                refuses("service-unavailable");
                does(seat.change(requestedNick, Origin.USER));
                assertEquals(1, effects(SeatEffect.QueueJoin.class).size());
                joinInTurn(false, Set.of());
                Presence join = (Presence) sent().get(0);
                assertEquals(requestedNick.nick(), join.getTo().getResource());
                assertEquals(
                        requestedNick.password(), RoomPresence.password(join).orElse(""));
                room(requestedNick.nick(), "", SELF);
                assertEquals("in", effects(SeatEffect.Tell.class).get(0).key());
            }
        }

        @Test
        void thatDoNotConcernTheRoomAreNoReasonToTry() {
            make(false);
            asksToJoin(false);
            refuses("service-unavailable");
            does(seat.change(new Options("Romeo", "", 5, true), Origin.USER));
            assertEquals(List.of(), last);
            assertEquals(State.RETRYING, seat.view().state());
        }
    }

    @Test
    void whatTheRoomSaysBeforeItIsInIsBounded() {
        make(false);
        asksToJoin(false);
        for (int i = 0; i < 30; i++) {
            whispers("Juliet", "short " + i);
        }
        room("Romeo", "", SELF);
        assertEquals(20, effects(SeatEffect.Keep.class).size());
    }

    @Test
    void howMuchTheRoomSaysBeforeItIsInIsBounded() {
        make(false);
        asksToJoin(false);
        for (int i = 0; i < 5; i++) {
            whispers("Juliet", "x".repeat(RoomEvents.MAX_CHARACTERS_BEFORE_JOINED / 3));
        }
        whispers("Juliet", "short");
        room("Romeo", "", SELF);
        assertEquals(3, effects(SeatEffect.Keep.class).size(), "two long ones and the short one");
    }

    @Test
    void whatItKeepsIsCounted() {
        isIn();
        assertFalse(seat.hasMissedMessages());
        seat.kept(new SeatStore.Amount(3, 100), 1);
        assertEquals(new SeatStore.Amount(3, 100), seat.view().kept());
        MissedMessage whispered = new MissedMessage(
                "1", seat.config().key(), MissedMessage.Kind.PRIVATE, now, "Juliet", "psst", "<message/>");
        MissedMessage said =
                new MissedMessage("2", seat.config().key(), MissedMessage.Kind.ROOM, now, "Juliet", "hail", "<m/>");
        seat.kept(List.of(whispered, said));
        assertEquals(
                new SeatStore.Amount(2, whispered.bytes() + said.bytes()),
                seat.view().kept());
        assertEquals(1, seat.view().roomMessages());
        assertEquals("unguessable", seat.resource());
        assertTrue(seat.owns(new JID(SEAT)));
        assertFalse(seat.owns(new JID("tybalt@capulet.lit/unguessable")));
        assertTrue(seat.isIn(ROOM + "/Juliet"));
        assertFalse(seat.isIn(SEAT));
    }
}
