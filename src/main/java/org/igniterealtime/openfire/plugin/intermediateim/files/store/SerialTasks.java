package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other on an executor that others use too. It takes a thread for a few tasks at a time, so
 * many of these share few threads evenly. Any thread.
 */
final class SerialTasks {

    /** Of 64 to 128 KiB each: to hand one over to another thread takes as long as to copy it from or to memory. */
    private static final int MOST_IN_A_ROW = 16;

    private final Executor executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>(); // guarded by itself
    private boolean running; // guarded by waiting

    SerialTasks(Executor executor) {
        this.executor = executor;
    }

    /** @throws java.util.concurrent.RejectedExecutionException if the executor has ended */
    void run(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::runSome);
    }

    private void runSome() {
        boolean more = true;
        try {
            for (int i = 0; more && i < MOST_IN_A_ROW; i++) {
                next().run();
                more = hasMore();
            }
        } finally {
            if (more && hasMore()) { // asked again because a task may have failed
                executor.execute(this::runSome);
            }
        }
    }

    private Runnable next() {
        synchronized (waiting) {
            return waiting.remove();
        }
    }

    private boolean hasMore() {
        synchronized (waiting) {
            running = !waiting.isEmpty();
            return running;
        }
    }
}
