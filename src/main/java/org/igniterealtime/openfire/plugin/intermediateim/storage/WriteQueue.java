package org.igniterealtime.openfire.plugin.intermediateim.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the database, done by one thread in the order in which they came. While the database is away, the first one
 * is tried again, less and less often, and the others wait behind it; what the database refuses for its values does not
 * hold up the rest. What waits is bounded. Each write is either done or refused, once. Any thread may add some, and
 * does not wait.
 */
public final class WriteQueue implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(WriteQueue.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Something to do with the database. Both methods are called by the thread of the queue. */
    @FunctionalInterface
    public interface Write {

        /**
         * Does it; may block. When it throws because the database is away it is run again later, from its beginning.
         *
         * @throws Exception as {@link DatabaseFailure} reads it
         */
        void run() throws Exception;

        /** It is not done and will not be: the database does not accept the values, or the queue has been closed. */
        default void refused() {
            // nobody needs to know
        }
    }

    /**
     * How much may wait.
     *
     * @param octets as {@link WriteQueue#offer} is told them
     */
    public record Bounds(int writes, long octets) {}

    private static final class Entry {

        private final Object key; // null for none
        private final long octets;
        private final Write write;
        /** Whether it waits for the database; else it is tried once, and refused where others wait. */
        private final boolean waits;

        private boolean started;

        private Entry(Object key, long octets, Write write, boolean waits) {
            this.key = key;
            this.octets = octets;
            this.write = write;
            this.waits = waits;
        }
    }

    private final String what;
    private final Bounds bounds;
    private final ScheduledExecutorService thread;
    /** The first stays here while it is done. Guarded by this, as is all that follows. */
    private final Deque<Entry> waiting = new ArrayDeque<>();

    private final Map<Object, Entry> byKey = new HashMap<>();
    private int bounded;
    private long octets;
    private int failures;
    private boolean working;
    private boolean closed;

    /**
     * @param what   is written, for the log
     * @param thread one thread, of this queue alone, that runs no task whose time comes after its shutdown; ended by
     *     {@link #close}
     */
    public WriteQueue(String what, Bounds bounds, ScheduledExecutorService thread) {
        this.what = what;
        this.bounds = bounds;
        this.thread = thread;
    }

    /**
     * Has something written in its turn.
     *
     * @param size in octets, roughly
     * @return false if too much waits already, or the queue is closed: then nothing comes of it
     */
    public boolean offer(long size, Write write) {
        synchronized (this) {
            if (closed || bounded >= bounds.writes() || octets + size > bounds.octets()) {
                return false;
            }
            bounded++;
            octets += size;
            waiting.add(new Entry(null, size, write, true));
        }
        workSoon();
        return true;
    }

    /**
     * Has something written in its turn that is not worth waiting for: if the database is away then, it is refused.
     * Does not count as waiting.
     *
     * @return false if the queue is closed: then nothing comes of it
     */
    public boolean offerOnce(Write write) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            waiting.add(new Entry(null, 0, write, false));
        }
        workSoon();
        return true;
    }

    /**
     * Has something written in its turn, in place of what waits under the same key and has not been begun. What is
     * added so is not bounded but by the number of keys.
     */
    public void latest(Object key, Write write) {
        synchronized (this) {
            if (closed) {
                return;
            }
            Entry entry = new Entry(key, 0, write, true);
            Entry before = byKey.put(key, entry);
            if (before != null && !before.started) {
                waiting.remove(before);
            }
            waiting.add(entry);
        }
        workSoon();
    }

    /**
     * Has something written in its turn and waits for that. While the database is away this fails at once. Not to be
     * called by the thread of the queue.
     *
     * @throws ExecutionException if it is not done
     */
    public void now(Write write) throws ExecutionException, InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Entry entry = new Entry(
                null,
                0,
                new Write() {
                    @Override
                    public void run() throws Exception {
                        try {
                            write.run();
                            done.complete(null);
                        } catch (Exception e) {
                            done.completeExceptionally(e);
                            throw e;
                        }
                    }

                    @Override
                    public void refused() {
                        done.completeExceptionally(new IllegalStateException("the database is away"));
                    }
                },
                false);
        synchronized (this) {
            if (closed || failures > 0) {
                entry.write.refused();
            } else {
                waiting.add(entry);
            }
        }
        workSoon();
        try {
            done.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException(e);
        }
    }

    /** @return how many writes wait, the one that is being done among them */
    public synchronized int size() {
        return waiting.size();
    }

    /** @return whether the database was away when it was tried last */
    public synchronized boolean isDatabaseAway() {
        return failures > 0;
    }

    private void workSoon() {
        synchronized (this) {
            if (working || waiting.isEmpty()) {
                return;
            }
            working = true;
        }
        execute(() -> thread.execute(this::work));
    }

    /** The thread is ended by {@link #close} alone, which sees to what waits. */
    private static void execute(Runnable start) {
        try {
            start.run();
        } catch (RejectedExecutionException e) {
            Log.debug("A write came after the end");
        }
    }

    private void work() {
        for (Entry entry = first(); entry != null; entry = first()) {
            if (!isDone(entry)) {
                retryLater();
                return;
            }
            remove(entry);
        }
    }

    /** @return null if nothing waits */
    private synchronized Entry first() {
        Entry first = waiting.peek();
        if (first == null) {
            working = false;
        } else {
            first.started = true;
        }
        return first;
    }

    private synchronized void remove(Entry entry) {
        waiting.remove(entry); // the first, unless another thread has closed the queue meanwhile
        if (entry.key == null) {
            bounded -= entry.waits ? 1 : 0;
            octets -= entry.octets;
        } else {
            byKey.remove(entry.key, entry);
        }
    }

    /** @return false if it is to be tried again */
    private boolean isDone(Entry entry) {
        try {
            entry.write.run();
            answers();
            return true;
        } catch (Exception e) {
            DatabaseFailure failure = DatabaseFailure.of(e);
            if (failure == DatabaseFailure.AWAY && entry.waits) {
                isAway(e);
                return false;
            }
            if (failure == DatabaseFailure.REFUSED) {
                answers();
            }
            if (failure == DatabaseFailure.NOT_ITS_OWN) {
                Log.error("A write of {} failed", what, e);
            } else {
                Log.warn("The database rejected a write of {}", what, e);
            }
            refuse(entry);
            return true;
        }
    }

    private void refuse(Entry entry) {
        try {
            entry.write.refused();
        } catch (RuntimeException e) {
            Log.error("The sender of a rejected write of {} could not be informed", what, e);
        }
    }

    private void answers() {
        int before;
        synchronized (this) {
            before = failures;
            failures = 0;
        }
        if (before > 0) {
            Log.info("The database is available again. Pending writes of {}: {}", what, size());
        }
    }

    private void isAway(Exception failure) {
        boolean first;
        synchronized (this) {
            first = ++failures == 1;
        }
        if (first) {
            Log.warn("The database is unavailable. Pending writes of {}: {}", new Object[] {what, size(), failure});
        } else {
            Log.debug("The database is still unavailable", failure);
        }
    }

    private void retryLater() {
        take(entry -> !entry.waits).forEach(this::refuse);
        Duration wait;
        synchronized (this) {
            wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        }
        Duration bearable = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        execute(() -> thread.schedule(this::work, bearable.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized List<Entry> take(Predicate<Entry> which) {
        List<Entry> taken = waiting.stream().filter(which).toList();
        waiting.removeAll(taken);
        return taken;
    }

    /** Tries once more what waits, for some seconds at most. What is not done then is refused. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        execute(() -> thread.execute(this::writeRemaining));
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
        List<Entry> left = take(entry -> true);
        if (!left.isEmpty()) {
            Log.warn("The database is unavailable at shutdown. Rejected writes of {}: {}", what, left.size());
            left.forEach(this::refuse);
        }
    }

    private void writeRemaining() {
        for (Entry entry = first(); entry != null && isDone(entry); entry = first()) {
            remove(entry);
        }
    }
}
