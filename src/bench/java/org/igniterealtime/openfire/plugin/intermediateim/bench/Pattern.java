package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.nio.ByteBuffer;
import java.util.Random;

/** What streams carry: bytes that repeat after a prime number of them, so that none can get lost or moved unseen. */
public final class Pattern {

    /** The most bytes that are written or read at once. */
    public static final int CHUNK = 256 * 1024;

    private static final int PERIOD = 65_521;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(PERIOD + CHUNK);

    public Pattern() {
        byte[] period = new byte[PERIOD];
        new Random(65).nextBytes(period);
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, period[i % PERIOD]);
        }
    }

    /** @return the next bytes after {@code offset} of a stream, at most {@code limit}; a view for one thread */
    public ByteBuffer from(long offset, long limit) {
        return bytes.slice((int) (offset % PERIOD), (int) Math.min(CHUNK, limit));
    }

    /** @return whether the bytes in {@code received} are those after {@code offset} */
    public boolean matches(long offset, ByteBuffer received) {
        return received.equals(from(offset, received.remaining()));
    }
}
