package org.igniterealtime.openfire.plugin.intermediateim.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WriteQueueTest {

    private final ManualTasks tasks = new ManualTasks();
    private final WriteQueue queue = new WriteQueue("numbers", new Bounds(3, 100), tasks);
    private final List<Integer> written = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private SQLException failure;

    private final class Number implements WriteQueue.Write {

        private final int number;

        Number(int number) {
            this.number = number;
        }

        @Override
        public void run() throws SQLException {
            if (failure != null) {
                throw failure;
            }
            written.add(number);
        }

        @Override
        public void refused() {
            refused.add(number);
        }
    }

    private boolean offer(int number) {
        return queue.offer(10, new Number(number));
    }

    private void theDatabaseGoesAway() {
        failure = new SQLException("no connection", "08001");
    }

    @Test
    void writesAtOnceInOrder() {
        assertTrue(offer(1));
        assertTrue(offer(2));
        assertEquals(List.of(1, 2), written);
        assertEquals(0, queue.size());
    }

    @Nested
    class WhileTheDatabaseIsAway {

        @Test
        void whatIsNotWorthWaitingForIsRefused() {
            assertTrue(queue.offerOnce(new Number(1)));
            theDatabaseGoesAway();
            assertTrue(queue.offerOnce(new Number(2)));
            offer(3);
            assertTrue(queue.offerOnce(new Number(4)));
            tasks.timePasses();
            assertEquals(List.of(1), written);
            assertEquals(List.of(2, 4), refused);
            queue.close();
            assertFalse(queue.offerOnce(new Number(5)));
        }

        @Test
        void allWaitsAndIsWrittenInOrderWhenItIsBack() {
            theDatabaseGoesAway();
            assertTrue(offer(1));
            assertTrue(offer(2));
            tasks.timePasses();
            assertEquals(List.of(), written);
            assertTrue(queue.isDatabaseAway());
            failure = null;
            assertTrue(offer(3));
            assertEquals(List.of(), written, "not before it is tried again");
            tasks.timePasses();
            assertEquals(List.of(1, 2, 3), written);
            assertFalse(queue.isDatabaseAway());
            assertEquals(List.of(), refused);
        }

        @Test
        void noMoreThanTheBoundsWait() {
            theDatabaseGoesAway();
            assertTrue(offer(1));
            assertFalse(queue.offer(91, new Number(0)), "octets");
            assertTrue(offer(2));
            assertTrue(offer(3));
            assertFalse(offer(4), "count");
            failure = null;
            tasks.timePasses();
            assertEquals(List.of(1, 2, 3), written);
            assertTrue(queue.offer(100, new Number(5)), "there is room again");
        }

        @Test
        void theLatestUnderAKeyTakesThePlaceOfTheOthers() {
            theDatabaseGoesAway();
            queue.latest("a", new Number(1));
            queue.latest("a", new Number(2));
            offer(3);
            queue.latest("a", new Number(4));
            queue.latest("b", new Number(5));
            failure = null;
            tasks.timePasses();
            assertEquals(List.of(1, 3, 4, 5), written, "the first had been begun");
            queue.latest("a", new Number(6));
            assertEquals(List.of(1, 3, 4, 5, 6), written);
        }

        @Test
        void nobodyIsKeptWaitingWhoWaitsForIt() throws Exception {
            queue.now(new Number(1));
            theDatabaseGoesAway();
            assertThrows(ExecutionException.class, () -> queue.now(new Number(2)));
            offer(3);
            assertThrows(ExecutionException.class, () -> queue.now(new Number(4)));
            failure = null;
            tasks.timePasses();
            assertEquals(List.of(1, 3), written);
            queue.now(new Number(5));
            assertEquals(List.of(1, 3, 5), written);
        }

        @Test
        void theThreadIsNotAskedMoreAndMoreOften() {
            theDatabaseGoesAway();
            offer(1);
            offer(2);
            queue.latest("a", new Number(3));
            failure = null;
            tasks.timePasses();
            assertEquals(List.of(1, 2, 3), written);
            tasks.timePasses();
            assertEquals(3, written.size());
        }
    }

    @Nested
    class WhatTheDatabaseDoesNotAccept {

        @Test
        void isRefusedAndHoldsUpNothing() {
            failure = new SQLException("too long", "22001");
            offer(1);
            failure = null;
            offer(2);
            assertEquals(List.of(1), refused);
            assertEquals(List.of(2), written);
        }

        @Test
        void showsThatTheDatabaseIsBack() {
            theDatabaseGoesAway();
            offer(1);
            assertTrue(queue.isDatabaseAway());
            failure = new SQLException("too long", "22001");
            tasks.timePasses();
            assertEquals(List.of(1), refused);
            assertFalse(queue.isDatabaseAway());
        }

        @Test
        void isKnownByItsState() {
            SQLException batch = new BatchUpdateException("batch", null, 0, null);
            assertEquals(DatabaseFailure.AWAY, DatabaseFailure.of(batch));
            batch.setNextException(new SQLException("null", "23502"));
            assertEquals(DatabaseFailure.REFUSED, DatabaseFailure.of(new RuntimeException(batch)));
            assertEquals(DatabaseFailure.AWAY, DatabaseFailure.of(new RuntimeException(new SQLException("pool"))));
            assertEquals(DatabaseFailure.NOT_ITS_OWN, DatabaseFailure.of(new IllegalStateException()));
        }

        @Test
        void isLikeABugOfOurs() {
            queue.offer(0, () -> {
                throw new IllegalStateException("a bug");
            });
            offer(1);
            assertEquals(List.of(1), written);
        }

        @Test
        void isRefusedToWhoWaits() {
            failure = new SQLException("too long", "22001");
            assertThrows(ExecutionException.class, () -> queue.now(new Number(1)));
        }
    }

    @Nested
    class AtTheEnd {

        @Test
        void whatWaitsIsTriedOnceMore() {
            theDatabaseGoesAway();
            offer(1);
            offer(2);
            failure = null;
            queue.close();
            assertEquals(List.of(1, 2), written);
            assertTrue(tasks.isShutdown());
        }

        @Test
        void whatIsNotWrittenThenIsRefused() {
            theDatabaseGoesAway();
            offer(1);
            queue.latest("a", new Number(2));
            queue.close();
            assertEquals(List.of(1, 2), refused);
            assertFalse(offer(3));
            queue.latest("a", new Number(4));
            assertThrows(ExecutionException.class, () -> queue.now(new Number(5)));
            queue.close();
            assertEquals(List.of(1, 2), refused);
            assertEquals(List.of(), written);
        }
    }

    /** A database that does not even fail must hold up nobody but the queue's own thread. */
    @Test
    @Timeout(30)
    void aDatabaseThatHangsBlocksNoCaller() throws InterruptedException {
        ScheduledExecutorService thread = new DaemonThreads("").scheduler("test");
        WriteQueue real = new WriteQueue("numbers", new Bounds(2, 100), thread);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            assertTrue(real.offer(1, () -> {
                hangs.await();
                done.countDown();
            }));
        }
        assertFalse(real.offer(1, () -> {}), "the one that hangs counts");
        hangs.countDown();
        done.await();
        real.close();
        assertTrue(thread.isTerminated());
    }
}
