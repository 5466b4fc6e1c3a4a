package org.igniterealtime.openfire.plugin.intermediateim.seats.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.seats.DuplicateFilter;
import org.igniterealtime.openfire.plugin.intermediateim.seats.DuplicateFilter.Way;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who joins when, and which services are let alone. */
class PaceTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    @Nested
    class ThePacer {

        private final JoinPacer<String> pacer = new JoinPacer<>(START);

        private List<String> after(long millis) {
            return pacer.next(START.plusMillis(millis), 10, each -> true);
        }

        @Test
        void letsThemGoInTurnAtTheRate() {
            List.of("a", "b", "c").forEach(pacer::add);
            assertEquals(List.of(), after(50));
            assertEquals(List.of("a"), after(100));
            assertEquals(List.of(), after(150));
            assertEquals(List.of("b"), after(200));
            assertEquals(1, pacer.size());
        }

        @Test
        void savesUpLittle() {
            List.of("a", "b", "c", "d", "e").forEach(pacer::add);
            assertEquals(List.of("a", "b"), after(10_000));
        }

        @Test
        void letsTheLowestRateGoToo() {
            pacer.add("a");
            assertEquals(List.of("a"), pacer.next(START.plusSeconds(5), 1, each -> true));
        }

        @Test
        void passesOverWhoMayNotYet() {
            List.of("a", "b").forEach(pacer::add);
            assertEquals(List.of("b"), pacer.next(START.plusMillis(100), 10, each -> !each.equals("a")));
            assertEquals(List.of("a"), after(200));
        }

        @Test
        void hasEachOnceAndNotWhoHasGone() {
            List.of("a", "a", "b").forEach(pacer::add);
            pacer.remove("b");
            assertEquals(List.of("a"), after(10_000));
            assertEquals(0, pacer.size());
        }
    }

    @Nested
    class ADeadService {

        private final UnresponsiveServices services = new UnresponsiveServices();

        @Test
        void isTriedByOneAtATimeLessAndLessOften() {
            assertTrue(services.mayTry("verona.lit", START));
            services.failed("verona.lit", START);
            List<Long> tries = new ArrayList<>();
            for (long second = 0; second < 4 * 3600; second++) {
                Instant now = START.plusSeconds(second);
                if (services.mayTry("verona.lit", now)) {
                    assertFalse(services.mayTry("verona.lit", now));
                    tries.add(second);
                    services.failed("verona.lit", now);
                }
            }
            assertEquals(List.of(30L, 90L, 210L, 450L, 930L, 1890L, 3810L, 7410L, 11010L), tries);
            assertEquals(
                    new UnresponsiveServices.State("verona.lit", 10, START.plusSeconds(14610)),
                    services.states().get(0));
        }

        @Test
        void doesNotBotherOthers() {
            services.failed("verona.lit", START);
            assertTrue(services.mayTry("mantua.lit", START));
        }

        @Test
        void isToldByItsName() {
            List.of("verona.lit", "mantua.lit", "padua.lit").forEach(domain -> services.failed(domain, START));
            assertEquals(
                    List.of("mantua.lit", "padua.lit", "verona.lit"),
                    services.states().stream()
                            .map(UnresponsiveServices.State::domain)
                            .toList());
        }

        @Test
        void isForgottenWhenItAnswersOrIsNotNeeded() {
            services.failed("verona.lit", START);
            services.failed("mantua.lit", START);
            services.answered("verona.lit");
            assertTrue(services.mayTry("verona.lit", START));
            services.retain(Set.of());
            assertEquals(List.of(), services.states());
        }
    }

    @Nested
    class OfTwoThatCameTwoWays {

        private final DuplicateFilter duplicates = new DuplicateFilter();

        @Test
        void theSecondIsTold() {
            assertFalse(duplicates.isSecond("1", Way.TO_SEAT, START));
            assertTrue(duplicates.isSecond("1", Way.TO_CLIENT, START));
            assertFalse(duplicates.isSecond("1", Way.TO_CLIENT, START), "that is another one");
        }

        @Test
        void twoOfTheSameWayAreTwo() {
            assertFalse(duplicates.isSecond("1", Way.TO_CLIENT, START));
            assertFalse(duplicates.isSecond("1", Way.TO_CLIENT, START));
            assertTrue(duplicates.isSecond("1", Way.TO_SEAT, START));
        }

        @Test
        void longAfterItIsAnotherOne() {
            assertFalse(duplicates.isSecond("1", Way.TO_SEAT, START));
            assertFalse(duplicates.isSecond("1", Way.TO_CLIENT, START.plus(Duration.ofSeconds(10))));
        }

        @Test
        void onlySoManyAreRemembered() {
            assertFalse(duplicates.isSecond("first", Way.TO_SEAT, START));
            for (int i = 1; i < 1024; i++) {
                duplicates.isSecond(String.valueOf(i), Way.TO_SEAT, START);
            }
            assertTrue(duplicates.isSecond("first", Way.TO_CLIENT, START));
            for (int i = 0; i < 1024; i++) {
                duplicates.isSecond("more " + i, Way.TO_SEAT, START);
            }
            assertFalse(duplicates.isSecond("1", Way.TO_CLIENT, START));
        }
    }
}
