package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler.Question;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CapsQuerySchedulerTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final String JULIET = "juliet@example.org/balcony";
    private static final String NURSE = "nurse@example.org/house";
    private static final Announcement V1 = announcement("v1");
    private static final Announcement UNKNOWN_HASH = new Announcement("sha-999", "urn:a", "v1");

    private final FakeClock clock = new FakeClock();
    private final Set<String> gone = new HashSet<>();
    private int lastId;
    private final CapsQueryScheduler asker = new CapsQueryScheduler(
            clock, () -> "id" + ++lastId, Addresses::bare, (address, announcement) -> !gone.contains(address));

    private static Announcement announcement(String ver) {
        return new Announcement("sha-1", "urn:a", ver);
    }

    private List<String> due() {
        return asker.due().stream().map(Question::address).toList();
    }

    private List<String> after(Duration time) {
        clock.pass(time);
        return due();
    }

    @Nested
    class Waits {

        @Test
        void forOthersToAskFirst() {
            asker.announced(ROMEO, V1);
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START.minusMillis(1)));
            assertEquals(List.of(new Question("id1", ROMEO, V1)), afterMillis(1));
            assertEquals(List.of(), due());
        }

        private List<Question> afterMillis(long millis) {
            clock.pass(Duration.ofMillis(millis));
            return asker.due();
        }

        @Test
        void inVainWhenTheyHaveAsked() {
            asker.announced(ROMEO, V1);
            asker.answerKnown(JULIET, V1);
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        void andAsksNobodyWhoHasGoneOrAnnouncesSomethingElse() {
            asker.announced(ROMEO, V1);
            asker.announced(JULIET, V1);
            gone.add(ROMEO);
            assertEquals(List.of(JULIET), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        void andForgetsItWhenAllHaveGone() {
            asker.announced(ROMEO, V1);
            gone.add(ROMEO);
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
            gone.clear();
            assertEquals(List.of(), after(Duration.ofHours(1)));
        }
    }

    @Nested
    class LooksUp {

        private List<String> lookups() {
            return asker.lookups().stream()
                    .map(lookup -> lookup.announcement().ver())
                    .toList();
        }

        @Test
        void atOnceWhatMayBeKnownElsewhere() {
            asker.announced(ROMEO, V1);
            asker.announced(JULIET, V1);
            assertEquals(List.of("v1"), lookups());
            assertEquals(List.of(), lookups());
            asker.answerKnown(ROMEO, V1);
            assertEquals(List.of(), after(Duration.ofHours(1)), "it was found");
        }

        @Test
        void nothingThatNobodyElseCanKnow() {
            asker.announced(ROMEO, UNKNOWN_HASH);
            asker.announced(JULIET, new Announcement("", "psi", "0.11"));
            assertEquals(List.of(), lookups());
        }

        @Test
        void whatSomebodyWantsToKnowWithoutAsking() {
            asker.wanted(ROMEO, UNKNOWN_HASH);
            asker.wanted("room@conference.example.org/nick", V1);
            assertEquals(List.of("v1"), lookups());
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
            asker.wanted("room@conference.example.org/nick", V1);
            assertEquals(List.of("v1"), lookups(), "it is looked up again when it is wanted again");
            asker.announced(ROMEO, V1);
            assertEquals(List.of(ROMEO), after(CapsQueryScheduler.HEAD_START));
        }
    }

    @Nested
    class Asks {

        @Test
        @Requirement({"0115-25", "0115-33", "0390-19"})
        void onceHoweverManyAnnounceTheSame() {
            asker.announced(ROMEO, V1);
            asker.announced(JULIET, V1);
            asker.announced(NURSE, new Announcement("sha-1", "urn:other-node", "v1"));
            assertEquals(List.of(ROMEO), after(CapsQueryScheduler.HEAD_START));
            asker.announced(NURSE, V1);
            assertEquals(List.of(), after(Duration.ofSeconds(1)));
        }

        @Test
        void forEachHashOnItsOwn() {
            asker.announced(ROMEO, V1);
            asker.announced(JULIET, announcement("v2"));
            asker.announced(NURSE, new Announcement("sha-256", "urn:a", "v1"));
            assertEquals(List.of(ROMEO, JULIET, NURSE), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        @Requirement({"0115-22", "0115-23", "0115-67"})
        void everyoneWhoseAnswerProvesNothing() {
            asker.announced(ROMEO, UNKNOWN_HASH);
            asker.announced(JULIET, UNKNOWN_HASH);
            asker.announced(NURSE, new Announcement("", "psi", "0.11"));
            assertEquals(List.of(ROMEO, JULIET, NURSE), after(CapsQueryScheduler.HEAD_START));
            asker.answerKnown(ROMEO, UNKNOWN_HASH);
            asker.answerKnown(NURSE, new Announcement("", "psi", "0.11"));
            assertEquals(List.of(), after(CapsQueryScheduler.PATIENCE));
            assertEquals(List.of(JULIET), after(CapsQueryScheduler.PAUSE));
        }
    }

    @Nested
    class AnAnswer {

        private Question question;

        private void ask() {
            asker.announced(ROMEO, V1);
            asker.announced(JULIET, V1);
            clock.pass(CapsQueryScheduler.HEAD_START);
            question = asker.due().get(0);
        }

        @Test
        void endsItWhenItTells() {
            ask();
            assertEquals(Optional.of(question), asker.answered("id1", ROMEO));
            asker.answerKnown(ROMEO, V1);
            assertEquals(List.of(), after(Duration.ofHours(1)));
        }

        @Test
        void countsOnceAndFromTheOneWhoWasAsked() {
            ask();
            assertEquals(Optional.empty(), asker.answered("id1", JULIET));
            assertEquals(Optional.empty(), asker.answered("id2", ROMEO));
            assertEquals(Optional.of(question), asker.answered("id1", ROMEO));
            assertEquals(Optional.empty(), asker.answered("id1", ROMEO));
        }

        @Test
        void isForgottenWithItsQuestionWhenOthersHaveTold() {
            ask();
            asker.answerKnown(NURSE, V1);
            assertEquals(Optional.empty(), asker.answered("id1", ROMEO));
        }

        @Test
        @Requirement("0115-36")
        void thatDoesNotTellIsFollowedByTheNextAnnouncer() {
            ask();
            asker.answered("id1", ROMEO);
            assertEquals(List.of(), after(CapsQueryScheduler.PAUSE.minusMillis(1)));
            assertEquals(List.of(JULIET), after(Duration.ofMillis(1)));
            asker.answered("id2", JULIET);
            assertEquals(
                    List.of(), after(CapsQueryScheduler.PAUSE.multipliedBy(2).minusMillis(1)));
            assertEquals(List.of(ROMEO), after(Duration.ofMillis(1)));
        }

        @Test
        @Requirement("0115-36")
        void thatNeverComesIsFollowedByTheNextAnnouncerToo() {
            ask();
            assertEquals(List.of(), after(CapsQueryScheduler.PATIENCE));
            assertEquals(Optional.empty(), asker.answered("id1", ROMEO), "too late");
            assertEquals(List.of(JULIET), after(CapsQueryScheduler.PAUSE));
        }
    }

    @Nested
    class IsBounded {

        @Test
        void byTheNumberOfTries() {
            asker.announced(ROMEO, V1);
            int asked = 0;
            for (int i = 0; i < 200; i++) {
                asked += after(CapsQueryScheduler.PAUSE).size();
            }
            assertEquals(CapsQueryScheduler.MAX_TRIES, asked);
            asker.announced(JULIET, V1);
            assertEquals(List.of(JULIET), after(CapsQueryScheduler.HEAD_START), "somebody new begins anew");
        }

        @Test
        @Requirement({"0115-63", "0390-24"})
        void byWhatOnePartyCanMakeItAsk() {
            for (int i = 0; i < 100; i++) {
                asker.announced("romeo@example.org/" + i, announcement("v" + i));
            }
            asker.announced(JULIET, announcement("w"));
            assertEquals(
                    CapsQueryScheduler.MAX_PER_HOUR + 1,
                    after(CapsQueryScheduler.HEAD_START).size());
            clock.pass(Duration.ofMinutes(61));
            asker.forgetAll();
            asker.announced(ROMEO, announcement("new"));
            assertEquals(List.of(ROMEO), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        void byTheHourNotForEver() {
            IntStream.range(0, 100).forEach(i -> asker.announced(ROMEO, announcement("v" + i)));
            assertEquals(
                    CapsQueryScheduler.MAX_PER_HOUR,
                    after(CapsQueryScheduler.HEAD_START).size());
            IntStream.range(0, 100).forEach(i -> asker.answerKnown(ROMEO, announcement("v" + i)));
            asker.announced(ROMEO, announcement("refused"));
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
            clock.pass(Duration.ofHours(1));
            asker.announced(ROMEO, announcement("accepted"));
            assertEquals(List.of(ROMEO), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        void byWhatWaitsForAnswers() {
            IntStream.range(0, 60).forEach(i -> asker.announced("user" + i + "@example.org/x", announcement("v" + i)));
            List<String> first = after(CapsQueryScheduler.HEAD_START);
            assertEquals(CapsQueryScheduler.MAX_AT_ONCE, first.size());
            asker.answered("id1", first.get(0));
            List<String> second = due();
            assertEquals(1, second.size());
            assertNotEquals(first.get(0), second.get(0));
        }

        @Test
        void byWhatWaitsToBeAsked() {
            IntStream.range(0, CapsQueryScheduler.MAX_OPEN)
                    .forEach(i -> asker.announced("user" + i + "@example.org/x", announcement("v" + i)));
            asker.announced(ROMEO, announcement("one too many"));
            IntStream.range(0, CapsQueryScheduler.MAX_OPEN)
                    .forEach(i -> asker.answerKnown(ROMEO, announcement("v" + i)));
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
        }

        @Test
        void byWhatOnePartyCanHaveLookedUp() {
            for (int i = 0; i < 1_000; i++) {
                asker.announced("romeo@example.org/" + i, announcement("v" + i));
            }
            asker.announced(JULIET, announcement("w"));
            assertEquals(
                    CapsQueryScheduler.MAX_OPEN_OF_PARTY + 1, asker.lookups().size());
            after(CapsQueryScheduler.HEAD_START);
            asker.announced(ROMEO, announcement("later"));
            assertEquals(1, asker.lookups().size());
        }

        @Test
        void byOctets() {
            String large = "x".repeat(1_000);
            for (int i = 0; i < CapsQueryScheduler.MAX_OPEN; i++) {
                for (int j = 0; j < CapsQueryScheduler.MAX_ANNOUNCERS; j++) {
                    asker.announced(
                            "user" + i + "@example.org/" + large + j, new Announcement("sha-1", large, "v" + i));
                }
            }
            int lookedUp = 0;
            for (int found = asker.lookups().size();
                    found > 0;
                    found = asker.lookups().size()) {
                lookedUp += found;
            }
            assertTrue(
                    lookedUp > 100
                            && lookedUp < CapsQueryScheduler.MAX_OCTETS / 1_000 / CapsQueryScheduler.MAX_ANNOUNCERS,
                    "" + lookedUp);
            gone.addAll(IntStream.range(0, CapsQueryScheduler.MAX_OPEN * CapsQueryScheduler.MAX_ANNOUNCERS)
                    .mapToObj(i -> "user" + i / CapsQueryScheduler.MAX_ANNOUNCERS + "@example.org/" + large
                            + i % CapsQueryScheduler.MAX_ANNOUNCERS)
                    .toList());
            after(CapsQueryScheduler.HEAD_START);
            asker.announced(ROMEO, V1);
            assertEquals(1, asker.lookups().size(), "there is room again");
        }

        @Test
        void byTheAnnouncersItRemembers() {
            IntStream.range(0, 20).forEach(i -> asker.announced("user" + i + "@example.org/x", V1));
            IntStream.range(0, 8).forEach(i -> gone.add("user" + i + "@example.org/x"));
            assertEquals(List.of(), after(CapsQueryScheduler.HEAD_START));
        }
    }

    @Test
    void forgetsEverythingAtOnce() {
        asker.announced(ROMEO, V1);
        clock.pass(CapsQueryScheduler.HEAD_START);
        asker.due();
        asker.announced(JULIET, announcement("v2"));
        asker.forgetAll();
        assertEquals(Optional.empty(), asker.answered("id1", ROMEO));
        assertTrue(after(Duration.ofHours(1)).isEmpty());
    }
}
