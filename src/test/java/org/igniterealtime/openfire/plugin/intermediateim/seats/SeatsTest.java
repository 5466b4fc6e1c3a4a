package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Which seats there are, and how long. */
class SeatsTest extends SeatsFixture {

    private static final JID BENVOLIO = new JID("benvolio@montague.lit");

    @Nested
    class WhatTheAdminWants {

        private final Settings withGroup = settings.with(SeatSettings.GROUPS, List.of("houses"));

        @Test
        void isKeptAsLongAsItIsBookmarked() {
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", "secret"));
            feature.apply(withGroup, true);
            assertEquals(Origin.ADMIN, store.configs().get(0).origin());
            assertEquals("secret", store.configs().get(0).options().password());
            host.bookmarks.clear();
            turn();
            assertEquals(List.of(), store.configs());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void isNotKeptAgainstTheUsersWill() {
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", ""));
            feature.apply(withGroup, true);
            feature.seats().drop(ROMEO, ROOM);
            turn();
            assertEquals(List.of(), feature.seats().all());
            assertEquals(Origin.DECLINED, store.configs().get(0).origin());
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            assertEquals(Origin.USER, store.configs().get(0).origin());
            feature.seats().drop(ROMEO, ROOM);
            turn();
            assertEquals(List.of(), feature.seats().all(), "although the user had wanted it for a while");
        }

        @Test
        void isNotKeptAgainstTheRoomsWill() {
            isBookmarkedAndKept();
            turn();
            kick();
            turn();
            assertEquals(List.of(), feature.seats().all());
            assertEquals(Origin.DECLINED, store.configs().get(0).origin());
        }

        @Test
        void isDroppedWithItsGroupsWhileWhatUsersWantStays() {
            isBookmarkedAndKept();
            keep(BENVOLIO, ROOM);
            feature.apply(settings, true);
            assertEquals(
                    List.of(BENVOLIO),
                    feature.seats().all().stream()
                            .map(seat -> seat.config().owner())
                            .toList());
        }

        @Test
        void isDeclinedForAsLongAsTheServerRuns() {
            isBookmarkedAndKept();
            feature.seats().drop(ROMEO, ROOM);
            feature.apply(withGroup.with(SeatSettings.ENABLED, false), true);
            feature.apply(withGroup, true);
            assertEquals(List.of(), feature.seats().all());
            feature.forget(BENVOLIO);
            turn();
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void isWantedAnewWhenWhatWasDeclinedIsForgotten() {
            for (Runnable forget : List.<Runnable>of(() -> feature.forget(ROMEO), feature::forgetAll)) {
                isBookmarkedAndKept();
                feature.seats().drop(ROMEO, ROOM);
                forget.run();
                turn();
                assertEquals(1, feature.seats().all().size());
            }
        }

        @Test
        void isAskedOfTheDatabaseByTheNodeThatKeepsSeats() {
            isBookmarkedAndKept();
            feature.seats().drop(ROMEO, ROOM);
            feature.apply(withGroup, false);
            store.forgetAll();
            feature.apply(withGroup, true);
            assertEquals(1, feature.seats().all().size());
        }

        @Test
        void isKeptAnewWhenTheUserHasWantedItMeanwhile() {
            isBookmarkedAndKept();
            feature.seats().drop(ROMEO, ROOM);
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            host.bookmarks.clear();
            turn();
            feature.seats().drop(ROMEO, ROOM);
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", ""));
            turn();
            assertEquals(Origin.ADMIN, store.configs().get(0).origin());
        }

        @Test
        void isKeptWithoutAWordToTheUser() {
            isBookmarkedAndKept();
            turn();
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(List.of(), bodies());
            assertEquals(0, feature.counters().snapshot().get("kept"));
        }

        private void isBookmarkedAndKept() {
            host.bookmarks.clear();
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", ""));
            feature.apply(withGroup, true);
            assertEquals(1, feature.seats().all().size());
        }
    }

    private void kick() {
        roomShows(
                SEAT,
                "Romeo",
                " type='unavailable'",
                "<item role='none'><actor nick='Tybalt'/></item><status code='307'/>" + "<status code='110'/>");
    }

    @Nested
    class WhatASeatWants {

        @Test
        void isWrittenDownWhenTheRoomHasItOtherwise() {
            keep();
            feature.seats().keep(ROMEO, ROOM, new Options("Montague"));
            assertEquals(ROOM + "/Montague", sent.get(0).getTo().toString());
            roomShows(
                    SEAT,
                    "Romeo",
                    " type='unavailable'",
                    "<item nick='montague'/><status code='303'/><status code='110'/>");
            roomShows(SEAT, "montague", "", "<status code='110'/>");
            assertEquals("montague", store.configs().get(0).options().nick());
        }

        @Test
        void isOverWhenTheRoomEndsIt() {
            keep();
            kick();
            assertEquals(
                    List.of("intermediateim.seats.tell.removed.kicked[orchard@rooms.lit, Tybalt, \u2013]"), bodies());
            assertEquals(List.of(), feature.seats().all());
            assertEquals(List.of(), store.configs());
            assertEquals(1, feature.counters().snapshot().get("ended"));
        }
    }

    @Nested
    class ATemporaryRoom {

        private static final String GONE = " type='unavailable'";

        @BeforeEach
        void isTheirs() {
            roomIsTemporary = true;
        }

        @Test
        void isNotKeptAliveByASeat() {
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            assertEquals(State.DORMANT, state(ROMEO));
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(sent.size() - 1)).getType());
        }

        @Test
        void isNotKeptAliveBySeatsThatHaveOnlyEachOther() {
            isKeptByTwo();
            roomShows(SEAT, "Juliet", GONE, "");
            assertEquals(State.DORMANT, state(ROMEO));
            assertEquals(State.DORMANT, state(BENVOLIO));
        }

        @Test
        void isKeptAsLongAsAnybodyElseIsThere() {
            others.add("Mercutio");
            isKeptByTwo();
            roomShows(SEAT, "Juliet", GONE, "");
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(State.AWAY, state(BENVOLIO));
        }

        @Test
        void isKeptAsLongAsAClientIsThere() {
            isKeptByTwo();
            clientComes();
            roomShows(seatOf(BENVOLIO), "Juliet", GONE, "");
            assertEquals(State.SHARED, state(ROMEO));
            assertEquals(State.AWAY, state(BENVOLIO));
        }

        private void isKeptByTwo() {
            others.add("Juliet");
            keep();
            others.add("Romeo");
            keep(BENVOLIO, ROOM);
            roomShows(SEAT, "Benvolio", "", "");
            assertEquals(State.AWAY, state(ROMEO));
        }

        private JID seatOf(JID owner) {
            return feature.seats().seatsOf(owner).get(0).config().address();
        }
    }

    @Nested
    class TheLifeOfSeats {

        @Test
        void endsWhenItIsSwitchedOffAndGoesOnWhenOn() {
            keep();
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(0)).getType());
            assertEquals(1, store.configs().size());
            feature.apply(settings, true);
            turn();
            assertEquals(State.AWAY, feature.seats().all().get(0).state());
        }

        @Test
        void goesOnWhenTheDatabaseAnswersAgain() {
            keep();
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            store.broken = true;
            feature.apply(settings, true);
            assertEquals(List.of(), feature.seats().all());
            store.broken = false;
            tasks.timePasses();
            assertEquals(1, feature.seats().all().size());
        }

        @Test
        void stopsIfSwitchedOffBeforeTheDatabaseAnswers() {
            keep();
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            store.broken = true;
            feature.apply(settings, true);
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            store.broken = false;
            tasks.timePasses();
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void isNotLongerThanItMayBe() {
            Instant month = clock.instant().minus(settings.get(SeatSettings.KEPT_DAYS));
            assertEquals(month, store.prunedBefore());
            turn();
            assertEquals(month.plusSeconds(1), store.prunedBefore());
        }

        @Test
        void isOneNodesOfACluster() {
            keep();
            feature.seats().keep(BENVOLIO, ROOM, new Options("Benvolio"));
            feature.apply(settings, false);
            assertEquals(List.of(), feature.seats().all());
            turn();
            assertEquals(List.of(), sent, "the other node speaks for them now");
        }

        @Test
        void goesOnBesideClientsThatHaveOutlivedAnotherNode() {
            keep();
            clientComes();
            feature.apply(settings, true);
            tasks.timePasses();
            assertEquals(State.SHARED, state(ROMEO));
            host.unavailable.add(CLIENT);
            feature.apply(settings, true);
            sent.clear();
            tasks.timePasses();
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(Presence.Show.away, ((Presence) sent.get(0)).getShow());
        }

        @Test
        void goesOnWithoutAClientThatTheServerHasRemoved() {
            keep();
            clientComes();
            host.occupants.put(SEAT, new JID(ROOM + "/Romeo"));
            sent.clear();
            turn();
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(Presence.Show.away, ((Presence) sent.get(0)).getShow());
        }

        @Test
        void isShownInTimeWhereIdleOccupantsAreRemoved() {
            host.idleTime = Optional.of(Duration.ofSeconds(2));
            keep();
            turn();
            assertEquals(List.of(ROOM), receivers());
        }

        @Test
        void isShownInTimeWhenThatTimeIsSetLater() {
            keep();
            host.idleTime = Optional.of(Duration.ofSeconds(6));
            for (int i = 0; i < 5; i++) {
                turn();
            }
            assertEquals(List.of(ROOM), receivers());
        }

        @Test
        void isNotShownMoreOftenInRoomsOfOtherServers() {
            host.local = false;
            host.idleTime = Optional.of(Duration.ofSeconds(2));
            keep();
            for (int i = 0; i < 10; i++) {
                turn();
            }
            assertEquals(List.of(), sent);
        }

        private void serviceIsNotReached() {
            enter(
                    Xml.iq("<iq type='error' id='" + sent.get(0).getID() + "' from='" + ROOM + "' to='"
                            + sent.get(0).getFrom()
                            + "'><error type='cancel'>"
                            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"),
                    Source.ELSEWHERE);
        }

        private List<JID> receivers() {
            return sent.stream().map(Packet::getTo).toList();
        }

        @Test
        void endsWithItsOwner() {
            keep();
            feature.forget(ROMEO);
            assertEquals(List.of(), store.configs());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsWithAllData() {
            keep();
            feature.forgetAll();
            assertEquals(List.of(), store.configs());
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsWithThePlugin() {
            keep();
            feature.seats().close();
            assertEquals(Presence.Type.unavailable, ((Presence) sent.get(0)).getType());
            assertTrue(tasks.isShutdown());
        }

        @Test
        void letsADeadServiceAlone() {
            roomAnswers = false;
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            serviceIsNotReached();
            assertEquals(
                    "rooms.lit", feature.seats().unresponsiveServices().get(0).domain());
            sent.clear();
            for (int i = 0; i < 25; i++) {
                turn();
            }
            assertEquals(0, sent.stream().filter(IQ.class::isInstance).count());
            for (int i = 0; i < 10; i++) {
                turn();
            }
            assertEquals(1, sent.stream().filter(IQ.class::isInstance).count());
            roomAnswers = true;
            for (int i = 0; i < 300; i++) {
                turn();
            }
            assertEquals(State.AWAY, state(ROMEO));
            assertEquals(List.of(), feature.seats().unresponsiveServices());
        }

        /** At a dead service one seat at a time tries to join. */
        @ParameterizedTest
        @ValueSource(strings = {"dropped", "forgotten", "left"})
        void takesNoTurnFromOthersOnceItIsOver(String how) {
            roomAnswers = false;
            feature.seats().keep(BENVOLIO, ROOM, new Options("Benvolio"));
            turn();
            serviceIsNotReached();
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo", "", 0, true));
            for (int i = 0; i < 25; i++) {
                turn();
            }
            if (how.equals("dropped")) {
                feature.seats().drop(ROMEO, ROOM);
            } else if (how.equals("forgotten")) {
                feature.forget(ROMEO);
            } else {
                clientComesAndLeaves();
            }
            sent.clear();
            for (int i = 0; i < 10; i++) {
                turn();
            }
            assertEquals(
                    List.of(BENVOLIO),
                    sent.stream().map(stanza -> stanza.getFrom().asBareJID()).toList());
        }

        private void clientComesAndLeaves() {
            enter(
                    Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM
                            + "/Romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>"),
                    Source.LOCAL_CLIENT);
            chain.handle(
                    Xml.presence("<presence to='" + CLIENT + "' from='" + ROOM
                            + "/Romeo'><x xmlns='http://jabber.org/protocol/muc#user'>"
                            + "<status code='110'/></x></presence>"),
                    Stage.DELIVERY,
                    Source.ELSEWHERE,
                    null);
            enter(
                    Xml.presence("<presence type='unavailable' from='" + CLIENT + "' to='" + ROOM + "/Romeo'/>"),
                    Source.LOCAL_CLIENT);
            assertEquals(List.of(), feature.seats().seatsOf(ROMEO));
        }

        @Test
        void triesADeadServiceAnewOnceNobodyHasHadASeatThere() {
            roomAnswers = false;
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            serviceIsNotReached();
            feature.seats().drop(ROMEO, ROOM);
            turn();
            sent.clear();
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            assertEquals(List.of(ROOM), receivers());
        }

        @Test
        void forgetsADeadServiceInWhichNobodyHasASeat() {
            roomAnswers = false;
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            for (int i = 0; i < 60; i++) {
                turn();
            }
            assertEquals(1, feature.seats().unresponsiveServices().size());
            feature.seats().drop(ROMEO, ROOM);
            assertEquals(List.of(), feature.seats().unresponsiveServices());
        }
    }
}
