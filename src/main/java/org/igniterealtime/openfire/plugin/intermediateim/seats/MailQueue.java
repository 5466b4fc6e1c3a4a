package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that wait for the database to keep them: not too many. Any thread. */
final class MailQueue {

    private static final Logger Log = LoggerFactory.getLogger(MailQueue.class);

    /** More are not kept. */
    static final int MOST_WAITING = 10_000;

    private final SeatThread thread;
    private final SeatMail mail;
    private final Supplier<SeatMail.Limits> limits;
    private final AtomicInteger waiting = new AtomicInteger();

    MailQueue(SeatThread thread, SeatMail mail, Supplier<SeatMail.Limits> limits) {
        this.thread = thread;
        this.mail = mail;
        this.limits = limits;
    }

    /** @return false if there are too many */
    boolean add(Seat seat, KeptMessage message) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            Log.warn("The database is too slow: a message for {} was not kept", message.seat().owner());
            return false;
        }
        thread.soon(() -> {
            waiting.decrementAndGet();
            mail.keep(seat, message, limits.get());
        });
        return true;
    }
}
