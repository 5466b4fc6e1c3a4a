package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** Knows which names threads had when they were made: MINA gives them names of its own while they run. */
final class IoThreads implements ThreadFactory {

    private final ThreadFactory factory;
    private final Map<Thread, String> names = new ConcurrentHashMap<>();

    /** @param factory makes the threads */
    IoThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = factory.newThread(work);
        names.keySet().removeIf(known -> known.getState() == Thread.State.TERMINATED);
        names.put(thread, thread.getName());
        return thread;
    }

    /** Gives the threads their names again. */
    void rename() {
        names.forEach(Thread::setName);
    }
}
