package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the threads of the plugin: daemons, so that they do not keep the server from ending, and named, so that a
 * thread dump tells whose they are. Whoever asks for threads ends them.
 */
public final class DaemonThreads {

    private final String prefix;

    /** @param prefix of all names */
    public DaemonThreads(String prefix) {
        this.prefix = prefix;
    }

    /** @return makes threads that have the same name, and that find classes of the plugin */
    public ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, prefix + name);
            thread.setDaemon(true);
            thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
            return thread;
        };
    }

    /**
     * @return one thread; a task that is cancelled takes no more memory, and one whose time has not come at the
     *     shutdown is not run
     */
    public ScheduledExecutorService scheduler(String name) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, named(name));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }

    /**
     * @param threads at most; each ends when it has had nothing to do for a second
     * @param waiting tasks that wait for a thread at most; what comes on top is rejected
     */
    public ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** @return threads that stay, for what comes all the time. They take every task, which waits for one of them */
    public ThreadPoolExecutor lastingPool(String name, int threads) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    }

    /** Shuts an executor down after what was submitted is done, or interrupts it after {@code limit}. */
    public static void finish(ExecutorService executor, Duration limit) throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        executor.shutdownNow();
    }
}
