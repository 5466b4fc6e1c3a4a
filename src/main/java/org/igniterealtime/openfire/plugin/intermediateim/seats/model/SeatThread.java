package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The single thread on which seats act, in the order in which work is submitted. It never waits for the database. */
public final class SeatThread implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(SeatThread.class);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final ScheduledExecutorService tasks;

    public SeatThread(ScheduledExecutorService tasks) {
        this.tasks = tasks;
    }

    public void soon(Runnable work) {
        try {
            tasks.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            Log.debug("A seat wanted something after the end");
        }
    }

    public void later(Duration wait, Runnable work) {
        try {
            tasks.schedule(guarded(work), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            Log.debug("A seat wanted something after the end");
        }
    }

    public void every(Duration time, Runnable work) {
        tasks.scheduleWithFixedDelay(guarded(work), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                Log.error("A task of a seat failed", e);
            }
        };
    }

    /** Runs the work that is still waiting, for some seconds at most. */
    @Override
    public void close() {
        tasks.shutdown();
        try {
            if (!tasks.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                Log.warn("Some seats could not leave their rooms in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tasks.shutdownNow();
    }
}
