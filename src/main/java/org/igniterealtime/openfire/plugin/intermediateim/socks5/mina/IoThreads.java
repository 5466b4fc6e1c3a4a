package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** Makes daemon threads of one name. MINA gives its threads names of its own while they run. */
final class IoThreads implements ThreadFactory {

    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    IoThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(IoThreads.class.getClassLoader());
        threads.removeIf(known -> known.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    /** Gives the threads our name again. */
    void rename() {
        threads.forEach(thread -> thread.setName(name));
    }
}
