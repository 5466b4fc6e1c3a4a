package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until the test has time pass, and then does what has become due, each thing at its time.
 */
public final class ManualTimer {

    private record Task(long due, Runnable action) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
    private long now = Long.MAX_VALUE - 10_000_000_000L; // wraps around soon, as System.nanoTime may

    public long nanos() {
        return now;
    }

    public void after(Duration wait, Runnable action) {
        tasks.add(new Task(elapsed() + wait.toNanos(), action));
    }

    private long elapsed() {
        return now - (Long.MAX_VALUE - 10_000_000_000L);
    }

    public void pass(Duration time) {
        long until = elapsed() + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().due() <= until) {
            Task task = tasks.remove();
            now += task.due() - elapsed();
            task.action().run();
        }
        now += until - elapsed();
    }

    /** @return how much is put off */
    public int waiting() {
        return tasks.size();
    }
}
