package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many per second, and a burst at once: a token bucket. Bytes that have come can't be
 * refused, so the bucket may owe; whoever took them waits until it owes no more. Any thread.
 */
public final class RateLimit {

    /** What a connection may pass at once: a quarter of a second's worth. */
    public static final int BYTES = 4;
    /** What may come at once of what is counted one by one: a second's worth. */
    static final int ONES = 1;

    private final int burstsPerSecond;
    private final TimeMeter time;
    private volatile long perSecond;
    private volatile Bucket bucket;

    /**
     * @param burstsPerSecond {@link #BYTES} or {@link #ONES}
     * @param time            what the bucket is filled by
     */
    public RateLimit(int burstsPerSecond, TimeMeter time) {
        this.burstsPerSecond = burstsPerSecond;
        this.time = time;
    }

    /** @param amount per second; 0 for no limit */
    public synchronized void limit(long amount) {
        if (amount != perSecond) {
            perSecond = amount;
            bucket = amount == 0
                    ? null
                    : Bucket.builder()
                            .withCustomTimePrecision(time)
                            .addLimit(limit -> limit.capacity(Math.max(1, amount / burstsPerSecond))
                                    .refillGreedy(amount, Duration.ofSeconds(1)))
                            .build();
        }
    }

    /** @return the limit per second; 0 for none */
    public long perSecond() {
        return perSecond;
    }

    /** Takes something that has already come. @return nanoseconds to wait before taking more; 0 for none */
    public long take(long amount) {
        Bucket limited = bucket;
        return limited == null || amount == 0 ? 0 : limited.consumeIgnoringRateLimits(amount);
    }

    /** Takes one, if there is one. @return whether there was */
    boolean tryTake() {
        Bucket limited = bucket;
        return limited == null || limited.tryConsume(1);
    }

    /** Gives back what {@link #tryTake} has taken. */
    void giveBack() {
        Bucket limited = bucket;
        if (limited != null) {
            limited.addTokens(1);
        }
    }
}
