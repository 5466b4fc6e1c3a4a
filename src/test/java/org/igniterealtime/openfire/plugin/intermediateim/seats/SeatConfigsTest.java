package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService.Answer;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore.StoreException;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** What is written of seats, and when they are as it is written. */
class SeatConfigsTest extends SeatsFixture {

    private static final JID BENVOLIO = new JID("benvolio@montague.lit");
    private static final JID CRYPT = new JID("crypt@rooms.lit");

    private void databaseIsBack() {
        store.broken = false;
        tasks.timePasses();
        turn();
    }

    private SeatConfig config(JID owner, JID room, String resource) {
        return new SeatConfig(owner, room, new Options("Nick"), Origin.USER, Instant.EPOCH, resource);
    }

    private List<JID> left() {
        return sent.stream()
                .filter(stanza ->
                        stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable)
                .map(stanza -> stanza.getFrom())
                .toList();
    }

    private void kick() {
        roomShows(
                SEAT,
                "Romeo",
                " type='unavailable'",
                "<item role='none'><actor nick='Tybalt'/></item><status code='307'/><status code='110'/>");
    }

    private void roomRenamesTheSeat() {
        roomShows(SEAT, "Romeo", " type='unavailable'", "<item nick='heir'/><status code='303'/><status code='110'/>");
        roomShows(SEAT, "heir", "", "<status code='110'/>");
    }

    @Nested
    class WhileTheDatabaseIsAway {

        @Test
        void confirmsAndJoinsOnlyAfterTheWrite() {
            store.broken = true;
            CompletableFuture<Answer> kept = feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            turn();
            assertFalse(kept.isDone());
            assertEquals(List.of(), sent);
            databaseIsBack();
            assertEquals(Answer.KEPT, kept.join());
            assertEquals(1, store.configs().size());
            assertEquals(State.AWAY, state(ROMEO));
        }

        @Test
        void aSeatIsNotDroppedBeforeThatIsWritten() {
            keep();
            store.broken = true;
            CompletableFuture<Answer> dropped = feature.seats().drop(ROMEO, ROOM);
            turn();
            assertFalse(dropped.isDone());
            assertEquals(State.AWAY, state(ROMEO));
            databaseIsBack();
            assertEquals(Answer.DROPPED, dropped.join());
            assertEquals(List.of(), store.configs());
            assertEquals(List.of(SEAT), left());
        }

        @Test
        void ordersAreCarriedOutInOrderAndEachHasOneAnswer() {
            store.broken = true;
            List<CompletableFuture<Answer>> answers = List.of(
                    feature.seats().keep(ROMEO, ROOM, new Options("Romeo")),
                    feature.seats().keep(ROMEO, ROOM, new Options("Montague")),
                    feature.seats().drop(ROMEO, ROOM),
                    feature.seats().drop(ROMEO, ROOM),
                    feature.seats().keep(ROMEO, ROOM, new Options("Heir")));
            databaseIsBack();
            assertEquals(
                    List.of(Answer.KEPT, Answer.CHANGED, Answer.DROPPED, Answer.NO_SEAT, Answer.KEPT),
                    answers.stream().map(CompletableFuture::join).toList());
            assertEquals("Heir", store.configs().get(0).options().nick());
        }

        @Test
        void oneUserDoesNotFillTheQueue() {
            store.broken = true;
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i <= SeatConfigs.MAX_WAITING_OF_USER; i++) {
                answers.add(feature.seats().keep(ROMEO, ROOM, new Options("n" + i)));
            }
            assertEquals(
                    Answer.REFUSED, answers.get(SeatConfigs.MAX_WAITING_OF_USER).join());
            CompletableFuture<Answer> other = feature.seats().keep(BENVOLIO, ROOM, new Options("Benvolio"));
            databaseIsBack();
            assertEquals(Answer.KEPT, other.join());
            assertEquals(
                    Answer.CHANGED,
                    answers.get(SeatConfigs.MAX_WAITING_OF_USER - 1).join());
            assertEquals(
                    "n" + (SeatConfigs.MAX_WAITING_OF_USER - 1),
                    store.configs().get(0).options().nick());
            assertEquals(
                    Answer.CHANGED,
                    feature.seats().keep(ROMEO, ROOM, new Options("again")).join());
        }

        @Test
        void aRoomThatRenamesUsWithoutEndHasOneNickWritten() {
            keep();
            store.broken = true;
            for (int i = 0; i < 1000; i++) {
                String before = i == 0 ? "Romeo" : "n" + (i - 1);
                roomShows(
                        SEAT,
                        before,
                        " type='unavailable'",
                        "<item nick='n" + i + "'/><status code='303'/><status code='110'/>");
                roomShows(SEAT, "n" + i, "", "<status code='110'/>");
            }
            assertTrue(writes.size() < 5, "waiting: " + writes.size());
            databaseIsBack();
            assertEquals("n999", store.configs().get(0).options().nick());
        }

        @Test
        void whatIsGivenUpForThePluginsEndIsRefused() {
            store.broken = true;
            CompletableFuture<Answer> kept = feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            feature.seats().close();
            assertEquals(Answer.REFUSED, kept.join());
        }

        @Test
        void aSeatThatItsRoomHasEndedDoesNotComeBack() {
            keep();
            store.broken = true;
            kick();
            assertEquals(List.of(), feature.seats().all());
            feature.seats().readAgain();
            databaseIsBack();
            assertEquals(List.of(), feature.seats().all());
            assertEquals(List.of(), store.configs());
        }

        @Test
        void aSeatThatIsAskedForAgainIsNotDeleted() {
            keep();
            store.broken = true;
            feature.seats().keep(ROMEO, ROOM, new Options("Heir"));
            kick();
            databaseIsBack();
            assertEquals("Heir", store.configs().get(0).options().nick());
            assertEquals(State.AWAY, state(ROMEO));
        }

        @Test
        void aSeatThatEndedAfterTheReadingWasDueIsNotBegun() {
            keep();
            store.broken = true;
            feature.seats().readAgain();
            kick();
            databaseIsBack();
            assertEquals(List.of(), feature.seats().all());
            assertEquals(List.of(), store.configs());
        }

        @Test
        void aNickThatIsNotWrittenYetIsNotTakenBack() {
            keep();
            store.broken = true;
            feature.seats().readAgain();
            roomRenamesTheSeat();
            databaseIsBack();
            assertEquals(
                    List.of(ROOM + "/heir"),
                    sent.stream().map(stanza -> stanza.getTo().toString()).toList());
            assertEquals("heir", store.configs().get(0).options().nick());
        }

        @Test
        void theEndOfASeatIsToldEvenIfItCannotBeWritten() {
            keep();
            store.broken = true;
            kick();
            assertEquals(List.of(), bodies());
            feature.seats().close();
            assertEquals(
                    List.of("intermediateim.seats.tell.removed.kicked[orchard@rooms.lit, Tybalt, \u2013]"), bodies());
        }

        @Test
        void theAdminDoesNotWaitForeverForADeletion() {
            keep();
            boolean[] interrupted = {false};
            tasks.execute(() -> {
                Thread.currentThread().interrupt();
                assertThrows(StoreException.class, feature::forgetAll);
                interrupted[0] = Thread.interrupted();
            });
            assertTrue(interrupted[0], "whoever interrupts the thread is heard further up");
        }

        @Test
        void theAdminLearnsAtOnceThatNothingIsDeleted() {
            keep();
            store.broken = true;
            StoreException failed = null;
            try {
                feature.forgetAll();
            } catch (StoreException e) {
                failed = e;
            }
            assertTrue(failed != null && feature.seats().all().size() == 1);
            databaseIsBack();
            assertEquals(1, store.configs().size());
        }
    }

    @Nested
    class AtTheStart {

        private void startsWithout(SeatConfig... configs) {
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            List.of(configs).forEach(store::put);
            store.broken = true;
            feature.apply(settings, true);
        }

        @Test
        void aNewSeatDoesNotEndTheWaitForTheOthers() {
            startsWithout(config(BENVOLIO, ROOM, "secret"));
            CompletableFuture<Answer> kept = feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            databaseIsBack();
            assertEquals(Answer.KEPT, kept.join());
            assertEquals(2, feature.seats().all().size());
        }

        @Test
        void anOrderForASeatThatIsNotReadYetChangesIt() {
            startsWithout(config(ROMEO, ROOM, "secret"));
            CompletableFuture<Answer> kept = feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            feature.seats().readAgain();
            databaseIsBack();
            assertEquals(Answer.CHANGED, kept.join());
            assertEquals("secret", store.configs().get(0).resource());
        }
    }

    /** As after a cluster that was in two parts, each with its own keeper. */
    @Nested
    class WhatOthersHaveWritten {

        @Test
        void isFollowed() {
            keep();
            feature.seats().keep(ROMEO, CRYPT, new Options("Romeo"));
            turn();
            sent.clear();
            store.put(config(BENVOLIO, ROOM, "theirs"));
            store.remove(new SeatConfig.Key(ROMEO, ROOM));
            store.put(store.configs().get(0).with(new Options("Heir")));
            store.keep(new MissedMessage(
                    "1",
                    new SeatConfig.Key(ROMEO, CRYPT),
                    MissedMessage.Kind.PRIVATE,
                    clock.instant(),
                    "Juliet",
                    "psst",
                    "<message/>"));
            feature.apply(settings, true);
            turn();
            assertEquals(List.of(SEAT), left());
            assertEquals(
                    "Heir",
                    feature.seats()
                            .seat(ROMEO, CRYPT)
                            .orElseThrow()
                            .config()
                            .options()
                            .nick());
            assertEquals(
                    1, feature.seats().seat(ROMEO, CRYPT).orElseThrow().kept().messages());
            assertEquals(
                    "theirs",
                    feature.seats().seat(BENVOLIO, ROOM).orElseThrow().config().resource());
            assertEquals(State.AWAY, state(BENVOLIO));
        }

        @Test
        void isASeatAtAnotherAddressOnce() {
            keep();
            store.put(config(ROMEO, ROOM, "theirs"));
            feature.seats().readAgain();
            turn();
            assertEquals(List.of(SEAT), left());
            assertEquals(
                    "theirs",
                    feature.seats().seat(ROMEO, ROOM).orElseThrow().config().resource());
            assertEquals(State.AWAY, state(ROMEO));
        }

        @Test
        void isFollowedAsToWhoWantsTheSeat() {
            keep();
            store.put(store.configs().get(0).with(Origin.ADMIN));
            feature.seats().readAgain();
            assertEquals(
                    Origin.ADMIN,
                    feature.seats().seat(ROMEO, ROOM).orElseThrow().config().origin());
        }

        @Test
        void isLeftByTheOneThatLetsGoIfTheUserHasDeclinedIt() {
            keep();
            store.put(store.configs().get(0).with(Origin.DECLINED));
            feature.apply(settings, false);
            assertEquals(List.of(SEAT), left());
        }

        @Test
        void isFollowedByTheOneThatLetsGoToo() {
            keep();
            keep(BENVOLIO, ROOM);
            store.remove(new SeatConfig.Key(BENVOLIO, ROOM));
            feature.apply(settings, false);
            assertEquals(List.of(new JID("benvolio@montague.lit/unguessable1")), left(), "nobody keeps it any more");
            assertEquals(List.of(), feature.seats().all());
        }
    }

    @Nested
    class WhatIsKeptForASeatThatHasEnded {

        @Test
        void isDeliveredWithTheNews() {
            keep();
            host.available.put(ROMEO, CLIENT);
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            enter(said(SEAT, "<body>Romeo, wherefore?</body>"), Source.ELSEWHERE);
            kick();
            assertEquals(
                    List.of(
                            "intermediateim.seats.tell.removed.kicked[orchard@rooms.lit, Tybalt, \u2013]",
                            "psst",
                            "intermediateim.seats.digest.title[orchard@rooms.lit, 1]\n[2026-11-23 12:00 UTC] Juliet: Romeo, wherefore?"),
                    bodies());
            assertEquals(List.of(), store.messages());
        }

        @Test
        void waitsUntilTheOwnerIsThere() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            kick();
            turn();
            assertEquals(1, bodies().size(), "the news");
            assertEquals(1, store.messages().size());
            feature.apply(settings.with(SeatSettings.ENABLED, false), true);
            feature.apply(settings, true);
            host.available.put(ROMEO, CLIENT);
            turn();
            assertEquals("psst", bodies().get(1));
            assertEquals(List.of(), store.messages());
            turn();
            assertEquals(2, bodies().size(), "once");
        }

        @Test
        void waitsForTheDatabase() {
            keep();
            host.available.put(ROMEO, CLIENT);
            store.broken = true;
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            kick();
            assertEquals(List.of(), bodies(), "the end is not told before it is written");
            databaseIsBack();
            assertEquals(2, bodies().size());
            assertEquals("psst", bodies().get(1));
            assertEquals(List.of(), store.messages());
        }

        @Test
        void isForTheNextSeatInTheSameRoom() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            kick();
            assertEquals(
                    Answer.KEPT,
                    feature.seats().keep(ROMEO, ROOM, new Options("Romeo")).join());
            assertEquals(
                    1, feature.seats().seat(ROMEO, ROOM).orElseThrow().kept().messages());
            host.available.put(ROMEO, CLIENT);
            turn();
            assertEquals(1, store.messages().size(), "it comes when the client is in the room");
        }

        @Test
        void isFoundInTheDatabaseThoughTheSeatEndedBefore() {
            store.keep(new MissedMessage(
                    "1",
                    new SeatConfig.Key(ROMEO, ROOM),
                    MissedMessage.Kind.PRIVATE,
                    clock.instant(),
                    "Juliet",
                    "psst",
                    whisper(SEAT, "psst").toXML()));
            host.available.put(ROMEO, CLIENT);
            turn();
            assertEquals(List.of("psst"), bodies());
            assertEquals(List.of(), store.messages());
        }

        @Test
        void isNotCountedForTheNextSeatOnceItIsDelivered() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            kick();
            feature.seats().readAgain();
            host.available.put(ROMEO, CLIENT);
            turn();
            assertEquals(List.of(), store.messages());
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            assertEquals(
                    0, feature.seats().seat(ROMEO, ROOM).orElseThrow().kept().messages());
        }

        @Test
        void isNotCountedForTheNextSeatIfItCameToTheClient() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            feature.seats().readAgain();
            clientComes();
            tasks.timePasses();
            assertEquals(List.of(), store.messages());
            feature.seats().drop(ROMEO, ROOM);
            feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            assertEquals(
                    0, feature.seats().seat(ROMEO, ROOM).orElseThrow().kept().messages());
        }

        @Test
        void tellsWhatWasSaidToAllLast() {
            assertEquals(
                    Answer.KEPT,
                    feature.seats()
                            .keep(ROMEO, ROOM, new Options("Romeo", "", 2, false))
                            .join());
            turn();
            host.available.put(ROMEO, CLIENT);
            enter(said(SEAT, "<body>hail</body>"), Source.ELSEWHERE);
            sent.clear();
            kick();
            assertTrue(
                    bodies().get(1).startsWith("intermediateim.seats.digest.last[orchard@rooms.lit, 1]"),
                    bodies().toString());
            assertEquals(List.of(), store.messages());
        }

        @Test
        void goesWithTheUser() {
            keep();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            kick();
            feature.forget(ROMEO);
            assertEquals(List.of(), store.messages());
        }

        @Test
        void goesWithTheUserEvenIfItIsYetToBeKept() {
            keep();

            tasks.execute(() -> {
                enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
                feature.forget(ROMEO);
            });

            assertEquals(List.of(), store.messages());
            assertEquals(List.of(), store.configs());
        }
    }

    @Nested
    class WhatCanNotBeReadOfBookmarks {

        private final Settings withGroup = settings.with(SeatSettings.GROUPS, List.of("houses"));

        private void isBookmarkedAndKept() {
            host.bookmarks.add(new Bookmark(ROMEO, ROOM, "Romeo", ""));
            feature.apply(withGroup, true);
            turn();
            enter(whisper(SEAT, "psst"), Source.ELSEWHERE);
            host.bookmarks.clear();
        }

        @Test
        void endsNoSeatOfThatUser() {
            isBookmarkedAndKept();
            host.unread.add(ROMEO);
            turn();
            assertEquals(1, feature.seats().all().size());
            assertEquals(1, store.messages().size());
            host.unread.clear();
            turn();
            assertEquals(List.of(), feature.seats().all());
        }

        @Test
        void endsNoSeatAtAllIfItIsAGroup() {
            isBookmarkedAndKept();
            host.groupsRead = false;
            turn();
            assertEquals(1, feature.seats().all().size());
            feature.seats().drop(ROMEO, ROOM);
            assertEquals(Origin.DECLINED, store.configs().get(0).origin(), "it would come back by itself");
        }
    }

    @Test
    void aMessageOfTheSeatsOwnerIsAnsweredOnceItIsWritten() {
        store.broken = true;
        feature.requests()
                .answer(
                        Xml.message("<message from='" + CLIENT + "' to='agents.montague.lit'><body>keep " + ROOM
                                + "</body></message>"),
                        sent::add);
        assertEquals(List.of(), sent);
        databaseIsBack();
        turn();
        assertEquals(List.of("intermediateim.seats.tell.in[orchard@rooms.lit, romeo]"), bodies());
    }
}
