package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

    private final DaemonThreads threads = new DaemonThreads("plugin-");

    @Test
    void areNamedDaemonsWithOurClassLoader() {
        Thread thread = threads.named("worker").newThread(() -> {});
        assertEquals("plugin-worker", thread.getName());
        assertTrue(thread.isDaemon());
        assertEquals(DaemonThreads.class.getClassLoader(), thread.getContextClassLoader());
    }

    @Test
    void aCancelledTaskIsForgotten() {
        ScheduledThreadPoolExecutor scheduler = (ScheduledThreadPoolExecutor) threads.scheduler("timer");
        scheduler.schedule(() -> {}, 1, TimeUnit.DAYS).cancel(false);
        assertEquals(0, scheduler.getQueue().size());
        scheduler.shutdownNow();
    }

    @Test
    void noTaskIsRunAfterTheShutdown() throws InterruptedException {
        ScheduledExecutorService scheduler = threads.scheduler("timer");
        scheduler.schedule(() -> {}, 1, TimeUnit.DAYS);
        scheduler.shutdown();
        assertTrue(scheduler.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void aPoolRejectsWhatIsTooMuch() {
        ExecutorService pool = threads.pool("pool", 1, 1);
        CountDownLatch end = new CountDownLatch(1);
        pool.execute(() -> await(end));
        pool.execute(() -> await(end));
        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        end.countDown();
        pool.shutdownNow();
    }

    @Test
    void aLastingPoolTakesWhateverItIsGiven() throws InterruptedException {
        ExecutorService pool = threads.lastingPool("pool", 1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        pool.execute(() -> await(end));

        for (int i = 0; i < 1000; i++) {
            pool.execute(done::incrementAndGet);
        }

        end.countDown();
        DaemonThreads.finish(pool, Duration.ofSeconds(30));
        assertEquals(1000, done.get());
    }

    @Test
    void whatWasSubmittedIsFinished() throws InterruptedException {
        ExecutorService pool = threads.pool("pool", 1, 10);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            pool.execute(done::incrementAndGet);
        }
        DaemonThreads.finish(pool, Duration.ofSeconds(30));
        assertEquals(5, done.get());
        assertTrue(pool.isTerminated());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
