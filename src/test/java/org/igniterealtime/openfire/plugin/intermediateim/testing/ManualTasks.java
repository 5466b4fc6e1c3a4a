package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does at once what is to be done soon, and later or repeatedly what the test asks for. */
public final class ManualTasks extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Runnable> repeated = new ArrayList<>();
    private final List<Runnable> delayed = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean running;
    private boolean shutdown;

    /** Does once all that is repeated. */
    public void repeat() {
        List.copyOf(repeated).forEach(this::execute);
    }

    /** Does all that was put off, however long. */
    public void timePasses() {
        List<Runnable> due = List.copyOf(delayed);
        delayed.clear();
        due.forEach(this::execute);
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (!running) {
            running = true;
            while (!waiting.isEmpty()) {
                waiting.remove(0).run();
            }
            running = false;
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        delayed.add(task);
        return null;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        repeated.add(task);
        return null;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
