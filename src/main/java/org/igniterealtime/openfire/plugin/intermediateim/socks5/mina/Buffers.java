package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bytes that wait for slow readers. The less is left, the less a stream gets at a time, so that those
 * which are read from at once, and need it for a moment only, always find some. Any thread.
 */
final class Buffers {

    /** No stream gets more than this part of what is left. */
    private static final int SHARES = 64;

    private final AtomicLong used = new AtomicLong();
    private volatile long most;

    Buffers(long mostBytes) {
        most = mostBytes;
    }

    void limit(long mostBytes) {
        most = mostBytes;
    }

    /** @return how many bytes of those wanted may be held; to be given back */
    int take(int wanted) {
        while (true) {
            long before = used.get();
            int granted = (int) Math.max(0, Math.min(wanted, (most - before) / SHARES));
            if (granted == 0 || used.compareAndSet(before, before + granted)) {
                return granted;
            }
        }
    }

    /** Counts bytes that are held already, even beyond the most. */
    void add(int bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(int bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
