package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.RateLimit;

/** The bytes that come from one peer of a stream. Counted by the one thread that reads them, seen by all. */
public final class Flow {

    private final AtomicLong bytes = new AtomicLong();
    private volatile List<RateLimit> rates = List.of();

    /** @param all what the bytes count against */
    void limit(List<RateLimit> all) {
        rates = List.copyOf(all);
    }

    /** Counts bytes that have been read. @return nanoseconds to wait before reading more; 0 for none */
    public long read(int count) {
        bytes.setOpaque(bytes.getPlain() + count);
        long wait = 0;
        for (RateLimit rate : rates) {
            wait = Math.max(wait, rate.take(count));
        }
        return wait;
    }

    /** @return how many bytes have been read */
    public long bytesRead() {
        return bytes.getOpaque();
    }
}
