package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Claim;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Usage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmpp.packet.JID;

class QuotasTest {

    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID NURSE = new JID("nurse@capulet.lit");
    private static final long PLENTY = 1_000_000;

    private static final Limits LIMITS =
            new Limits(100, 400, 6, 300, 3, 1000, 50, Duration.ofSeconds(30), Duration.ofDays(30));

    private final FakeClock clock = new FakeClock();
    private final Quotas quotas = new Quotas(LIMITS, "capulet.lit", clock);

    @BeforeEach
    void measureDisk() {
        quotas.diskHas(PLENTY);
    }

    private void refuses(RefusalReason reason, JID owner, JID sender, long size) {
        Usage before = quotas.usage(owner);
        RefusedException refused = assertThrows(RefusedException.class, () -> quotas.reserve(owner, sender, size));
        assertEquals(reason, refused.reason());
        assertEquals(before, quotas.usage(owner));
    }

    private Claim store(JID owner, JID sender, long size) throws RefusedException {
        Claim claim = quotas.reserve(owner, sender, size);
        quotas.arrived(claim, size);
        quotas.stored(claim);
        return claim;
    }

    private static JID sender(int number) {
        return new JID("sender" + number + "@capulet.lit");
    }

    @Nested
    class Refuses {

        @Test
        void aFileThatIsTooLarge() throws RefusedException {
            refuses(RefusalReason.TOO_LARGE, JULIET, ROMEO, 101);
            quotas.reserve(JULIET, ROMEO, 100);
        }

        @Test
        void moreAtOnceThanASenderMaySend() throws RefusedException {
            quotas.reserve(JULIET, ROMEO, 0);
            quotas.reserve(NURSE, ROMEO, 0);
            Claim third = quotas.reserve(NURSE, new JID("romeo@montague.lit/elsewhere"), 0);
            refuses(RefusalReason.TOO_MANY_AT_ONCE, NURSE, ROMEO, 0);
            quotas.reserve(NURSE, JULIET, 0);
            quotas.release(third);
            quotas.reserve(NURSE, ROMEO, 0);
        }

        @Test
        void whatGoesBeyondTheSendersDay() throws RefusedException {
            store(JULIET, ROMEO, 100);
            store(NURSE, ROMEO, 100);
            Claim coming = quotas.reserve(NURSE, ROMEO, 60);
            refuses(RefusalReason.DAILY_QUOTA, NURSE, ROMEO, 41);
            quotas.release(coming);
            quotas.reserve(NURSE, ROMEO, 100);
        }

        @Test
        void whatAFullInboxCantHold() throws RefusedException {
            IntStream.range(0, 4).forEach(i -> quotas.recall(JULIET, sender(i), 90));
            refuses(RefusalReason.INBOX_FULL, JULIET, ROMEO, 41);
            quotas.reserve(JULIET, ROMEO, 40);
            quotas.reserve(NURSE, ROMEO, 41);
        }

        @Test
        void moreFilesThanAnInboxHolds() throws RefusedException {
            IntStream.range(0, 6).forEach(i -> quotas.recall(JULIET, sender(i), 0));
            refuses(RefusalReason.INBOX_FULL, JULIET, ROMEO, 0);
            quotas.removed(JULIET, sender(3), 0);
            quotas.reserve(JULIET, ROMEO, 0);
        }

        @Test
        void aSenderWhoHasHalfOfTheInbox() throws RefusedException {
            quotas.recall(JULIET, ROMEO, 150);
            refuses(RefusalReason.SENDER_SHARE, JULIET, ROMEO, 51);
            quotas.reserve(JULIET, NURSE, 51);
            quotas.recall(JULIET, ROMEO, 0);
            quotas.recall(JULIET, ROMEO, 0);
            refuses(RefusalReason.SENDER_SHARE, JULIET, ROMEO, 0);
        }

        @Test
        void whatAllInboxesTogetherCantHold() {
            IntStream.range(0, 3).forEach(i -> quotas.recall(sender(i), NURSE, 310));
            refuses(RefusalReason.STORE_FULL, JULIET, ROMEO, 71);
        }

        @Test
        void whatTheDiskCantHold() throws RefusedException {
            quotas.diskHas(200);
            Claim coming = quotas.reserve(JULIET, ROMEO, 100);
            refuses(RefusalReason.DISK_FULL, JULIET, ROMEO, 51);
            quotas.arrived(coming, 100);
            refuses(RefusalReason.DISK_FULL, JULIET, ROMEO, 51);
            quotas.diskHas(100);
            refuses(RefusalReason.DISK_FULL, JULIET, ROMEO, 51);
            quotas.reserve(JULIET, ROMEO, 50);
        }

        @Test
        void everythingUntilTheDiskIsMeasured() {
            Quotas unmeasured = new Quotas(LIMITS, "capulet.lit", clock);
            assertThrows(RefusedException.class, () -> unmeasured.reserve(JULIET, ROMEO, 0));
        }
    }

    /** Sizes whose sum is more than a long holds. */
    static Stream<Arguments> absurdSizes() {
        return Stream.of(Arguments.of(Long.MAX_VALUE), Arguments.of(Long.MAX_VALUE - 1), Arguments.of(1L << 62));
    }

    @ParameterizedTest
    @MethodSource("absurdSizes")
    void absurdSizesAreTooLargeWhateverIsAllowed(long size) throws RefusedException {
        quotas.limit(new Limits(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                6,
                Long.MAX_VALUE,
                3,
                Long.MAX_VALUE,
                0,
                LIMITS.silence(),
                LIMITS.retention()));
        store(JULIET, ROMEO, 10);
        assertThrows(RefusedException.class, () -> quotas.reserve(JULIET, ROMEO, size));
    }

    @Nested
    class TheSendersDay {

        @Test
        void countsWhatIsGivenUp() throws RefusedException {
            Claim claim = quotas.reserve(JULIET, ROMEO, 100);
            quotas.arrived(claim, 70);
            quotas.release(claim);
            assertEquals(70, quotas.bytesToday(ROMEO));
            assertEquals(Usage.NONE, quotas.usage(JULIET));
            assertEquals(0, quotas.totalBytes());
        }

        @Test
        void endsAtMidnight() throws RefusedException {
            Claim over = quotas.reserve(JULIET, ROMEO, 100);
            quotas.arrived(over, 60);
            clock.pass(Duration.ofHours(12));
            assertEquals(0, quotas.bytesToday(ROMEO));
            quotas.arrived(over, 40);
            quotas.stored(over);
            assertEquals(40, quotas.bytesToday(ROMEO));
        }

        @Test
        void outlivesARestart() {
            quotas.recallToday(ROMEO, 250);
            refuses(RefusalReason.DAILY_QUOTA, JULIET, ROMEO, 51);
        }

        @Test
        void isSharedByThoseWhomAServerInvents() throws RefusedException {
            for (int i = 0; i < 1000; i++) {
                quotas.recallToday(new JID("romeo" + i + "@montague.lit"), 3);
            }
            assertEquals(Senders.MAX_OF_A_DOMAIN + 1, quotas.senders());
            refuses(RefusalReason.DAILY_QUOTA, JULIET, new JID("new@montague.lit"), 1);
            quotas.reserve(JULIET, new JID("new@verona.lit"), 1);
            quotas.reserve(JULIET, NURSE, 1);
        }

        @Test
        void isRememberedForABoundedNumberOfSenders() throws RefusedException {
            for (int i = 0; i < 20_000; i++) {
                quotas.recallToday(new JID("romeo", "montague" + i + ".lit", null, true), 1);
            }
            assertEquals(Senders.MAX_ELSEWHERE + 1, quotas.senders());
            quotas.reserve(JULIET, NURSE, 1);
            clock.pass(Duration.ofDays(1));
            quotas.bytesToday(NURSE);
            assertEquals(1, quotas.senders());
        }
    }

    @Test
    void aClaimEndsOnce() throws RefusedException {
        Claim claim = store(JULIET, ROMEO, 40);
        quotas.release(claim);
        quotas.stored(claim);
        quotas.arrived(claim, 10);
        assertEquals(new Usage(1, 40), quotas.usage(JULIET));
        assertEquals(40, quotas.bytesToday(ROMEO));
    }

    @Test
    void newLimitsHoldFromNowOn() throws RefusedException {
        store(JULIET, ROMEO, 100);
        quotas.limit(new Limits(10, 50, 6, 300, 3, 1000, 50, LIMITS.silence(), LIMITS.retention()));
        refuses(RefusalReason.INBOX_FULL, JULIET, NURSE, 1);
        refuses(RefusalReason.TOO_LARGE, NURSE, NURSE, 11);
        quotas.removed(JULIET, ROMEO, 100);
        quotas.reserve(JULIET, NURSE, 1);
    }

    /** The last bytes of a day, of an inbox, of the store, of the disk: one of all that ask for them gets them. */
    @Test
    void theLastBytesAreGivenOnce() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                Quotas ledger = new Quotas(LIMITS, "capulet.lit", clock);
                ledger.diskHas(PLENTY);
                ledger.recallToday(ROMEO, 100);
                ledger.recall(JULIET, ROMEO, 100);
                boolean sameSender = round % 2 == 0;
                if (!sameSender) {
                    ledger.recall(JULIET, NURSE, 200);
                }
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Integer>> offers = IntStream.range(0, threads)
                        .mapToObj(i -> (Callable<Integer>) () -> {
                            together.await();
                            return isTaken(ledger, sameSender ? ROMEO : sender(i)) ? 1 : 0;
                        })
                        .toList();
                List<Future<Integer>> taken = pool.invokeAll(offers);
                int sum = 0;
                for (Future<Integer> each : taken) {
                    sum += each.get();
                }
                assertEquals(1, sum);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean isTaken(Quotas ledger, JID sender) {
        try {
            ledger.reserve(JULIET, sender, 60);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    @Test
    void theLedgerIsRightAfterManyThreads() throws Exception {
        quotas.limit(new Limits(100, 4000, 6000, 1_000_000, 4, 50_000, 50, LIMITS.silence(), LIMITS.retention()));
        int threads = 6;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Long>> senders = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                JID from = sender(i % 3);
                senders.add(() -> sendAndDelete(from));
            }
            long kept = 0;
            for (Future<Long> each : pool.invokeAll(senders)) {
                kept += each.get();
            }
            assertEquals(kept, quotas.totalBytes());
            assertEquals(kept, quotas.usage(JULIET).bytes());
            assertEquals(kept / 10, quotas.usage(JULIET).files());
            assertTrue(kept > 0);
        } finally {
            pool.shutdownNow();
        }
    }

    /** @return bytes left in the store */
    private long sendAndDelete(JID from) {
        long kept = 0;
        for (int i = 0; i < 2000; i++) {
            try {
                Claim claim = quotas.reserve(JULIET, from, 10);
                quotas.arrived(claim, 4);
                if (i % 3 == 0) {
                    quotas.release(claim);
                    continue;
                }
                quotas.arrived(claim, 6);
                quotas.stored(claim);
                if (i % 3 == 1) {
                    quotas.removed(JULIET, from, 10);
                } else {
                    kept += 10;
                }
            } catch (RefusedException e) {
                assertTrue(e.reason() == RefusalReason.TOO_MANY_AT_ONCE
                        || e.reason() == RefusalReason.SENDER_SHARE
                        || e.reason() == RefusalReason.INBOX_FULL);
            }
        }
        return kept;
    }
}
