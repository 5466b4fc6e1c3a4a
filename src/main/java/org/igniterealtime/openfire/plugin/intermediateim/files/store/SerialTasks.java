package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other on an executor that others use too. It takes a thread for one task at a time, so many
 * of these share few threads evenly. Any thread.
 */
final class SerialTasks {

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
        executor.execute(this::runNext);
    }

    private void runNext() {
        Runnable task;
        synchronized (waiting) {
            task = waiting.remove();
        }
        try {
            task.run();
        } finally {
            boolean more;
            synchronized (waiting) {
                more = !waiting.isEmpty();
                running = more;
            }
            if (more) {
                executor.execute(this::runNext);
            }
        }
    }
}
