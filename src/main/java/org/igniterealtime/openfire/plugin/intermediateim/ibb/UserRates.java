package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xmpp.packet.JID;

/**
 * How fast the in-band bytestreams of each user may be: all streams of a user together, in both directions. A token
 * bucket per user, kept as the time at which what has passed is paid for, so that users who owe nothing take no memory.
 * One thread.
 */
public final class UserRates {

    /** What may pass at once, so that the way of an acknowledgement does not slow a stream down. */
    static final Duration BURST = Duration.ofMillis(250);

    /** Some clients give a transfer up if an acknowledgement takes longer than five seconds. */
    static final Duration MAX_WAIT = Duration.ofSeconds(4);

    /** Has something done later, on the thread of the rates. */
    @FunctionalInterface
    public interface Timer {
        void after(Duration wait, Runnable task);
    }

    private final LongSupplier nanos;
    private final Timer timer;
    /** By bare JID. A bucket is full when this is {@link #BURST} ago. */
    private final Map<JID, Long> paidAt = new HashMap<>();

    private long perSecond;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    public UserRates(LongSupplier nanos, Timer timer) {
        this.nanos = nanos;
        this.timer = timer;
    }

    /** @param bytesPerSecond for each user from now on; 0 for no limit. Who waits already is not told */
    public void limit(long bytesPerSecond) {
        if (bytesPerSecond != perSecond) {
            perSecond = bytesPerSecond;
            paidAt.clear();
        }
    }

    /**
     * @param user whose stream it is
     * @param goOn is called later each time that the stream had to wait, once it need not any more
     */
    public StreamRate stream(JID user, Runnable goOn) {
        return new StreamRate(user.asBareJID(), goOn);
    }

    /** One stream of a user. */
    public final class StreamRate {

        private final JID user;
        private final Runnable goOn;
        private long due;
        private boolean waiting;

        private StreamRate(JID user, Runnable goOn) {
            this.user = user;
            this.goOn = goOn;
        }

        /** @return whether it is to go on later */
        public boolean isWaiting() {
            return waiting;
        }

        /** Counts bytes that pass, whether or not that can be put off. */
        public void take(int bytes) {
            due = nanos.getAsLong() + pay(user, bytes);
            waitIfNeeded();
        }

        private void waitIfNeeded() {
            long wait = due - nanos.getAsLong();
            if (wait > 0 && !waiting) {
                waiting = true;
                timer.after(Duration.ofNanos(wait), this::timeIsUp);
            }
        }

        private void timeIsUp() {
            waiting = false;
            waitIfNeeded(); // more may have come meanwhile
            if (!waiting) {
                goOn.run();
            }
        }
    }

    /**
     * What is not paid for after {@link #MAX_WAIT} is forgiven.
     *
     * @return nanoseconds to wait; 0 or less for none
     */
    private long pay(JID user, int bytes) {
        if (perSecond == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        long owed = Math.max(-BURST.toNanos(), paidAt.getOrDefault(user, now - BURST.toNanos()) - now);
        long price = TimeUnit.SECONDS.toNanos(bytes) / perSecond;
        long wait = Math.min(owed + price, MAX_WAIT.toNanos());
        paidAt.put(user, now + wait);
        return wait;
    }

    /** Forgets users whose buckets are full; to be called from time to time. */
    public void tick() {
        long full = nanos.getAsLong() - BURST.toNanos();
        paidAt.values().removeIf(paid -> paid - full <= 0);
    }

    /** @return of how many users something is known */
    int size() {
        return paidAt.size();
    }
}
