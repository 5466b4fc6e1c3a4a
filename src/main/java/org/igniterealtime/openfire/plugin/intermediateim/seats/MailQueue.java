package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that wait for the database to keep them: not too many, and not too much. Any thread. */
final class MailQueue {

    private static final Logger Log = LoggerFactory.getLogger(MailQueue.class);

    /** More are not kept. */
    static final int MOST_WAITING = 10_000;
    /** Nor is more than this, all together. */
    static final long MOST_OCTETS_WAITING = 16 * 1024 * 1024;

    private final SeatThread thread;
    private final SeatMail mail;
    private final Supplier<SeatMail.Limits> limits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong octetsWaiting = new AtomicLong();

    MailQueue(SeatThread thread, SeatMail mail, Supplier<SeatMail.Limits> limits) {
        this.thread = thread;
        this.mail = mail;
        this.limits = limits;
    }

    /** @return false if it is too large to be kept, or if too much waits */
    boolean add(Seat seat, KeptMessage message) {
        SeatMail.Limits now = limits.get();
        if (!now.allow(message) || !isTaken(message)) {
            seat.notKept(message);
            return false;
        }
        thread.soon(() -> {
            waiting.decrementAndGet();
            octetsWaiting.addAndGet(-message.octets());
            mail.keep(seat, message, limits.get());
        });
        return true;
    }

    private boolean isTaken(KeptMessage message) {
        if (waiting.incrementAndGet() > MOST_WAITING | octetsWaiting.addAndGet(message.octets()) > MOST_OCTETS_WAITING) {
            waiting.decrementAndGet();
            octetsWaiting.addAndGet(-message.octets());
            Log.warn("The database is too slow: a message for {} was not kept", message.seat().owner());
            return false;
        }
        return true;
    }
}
