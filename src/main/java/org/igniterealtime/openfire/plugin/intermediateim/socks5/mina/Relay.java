package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/** Both ways through an active stream. The end of each is carried through by itself; with both, the stream is over. */
final class Relay implements ActiveStream {

    /** How long a peer gets to read what was sent before the other broke off; closing at once would take it away. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Bytestream stream;
    private final NioSession first;
    private final Direction fromFirst;
    private final Direction fromSecond;
    private final Buffers buffers;
    private final ScheduledExecutorService timer;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean broken;

    Relay(Bytestream stream, NioSession first, NioSession second, Buffers buffers, ScheduledExecutorService timer) {
        this.stream = stream;
        this.first = first;
        this.buffers = buffers;
        this.timer = timer;
        this.fromFirst = new Direction(this, first, second, stream, stream.fromFirst());
        this.fromSecond = new Direction(this, second, first, stream, stream.fromSecond());
    }

    /** Begins; what was read before goes first. */
    void open(byte[] earlyFromFirst, byte[] earlyFromSecond) {
        fromFirst.open(earlyFromFirst);
        fromSecond.open(earlyFromSecond);
    }

    /** @return how many bytes of those wanted a direction may read, and then hold; to be given back */
    int take(int wanted) {
        int granted = buffers.take(wanted);
        int before = taken.getAndAdd(granted);
        int beyond = Math.max(0, before + granted - Direction.MAX_HELD_BYTES);
        if (beyond > 0) {
            giveBack(beyond);
        }
        return granted - beyond;
    }

    /** Counts bytes that are in memory already; to be given back. */
    void add(int bytes) {
        taken.addAndGet(bytes);
        buffers.add(bytes);
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
        buffers.giveBack(bytes);
    }

    private Direction from(NioSession session) {
        return session == first ? fromFirst : fromSecond;
    }

    private Direction to(NioSession session) {
        return session == first ? fromSecond : fromFirst;
    }

    @Override
    public void sent(NioSession session, Object message) {
        to(session).sent(message);
    }

    /** Tells that a socket takes no more. What it has sent may still be read: its end, or a failure, follows. */
    void unwritable(NioSession session) {
        broken = true;
        to(session).receiverLost();
    }

    @Override
    public void lost(NioSession session) {
        boolean over = areBothFinished();
        broken |= !over;
        to(session).receiverLost();
        from(session).inputEnded();
        if (over || lost.incrementAndGet() == 2 || !from(session).hasPassed()) {
            stream.end(Reason.BROKEN);
        } else {
            later(() -> stream.end(Reason.BROKEN), LINGER_NANOS);
        }
    }

    /**
     * Tells that a direction has come to its end.
     *
     * @return whether with it the stream has ended, and both sockets are closed
     */
    boolean finished() {
        boolean over = areBothFinished();
        if (over) {
            stream.end(broken ? Reason.BROKEN : Reason.COMPLETED);
        }
        return over;
    }

    private boolean areBothFinished() {
        return fromFirst.isFinished() && fromSecond.isFinished();
    }

    void later(Runnable task, long nanos) {
        try {
            timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            stream.end(Reason.SHUTDOWN); // the proxy goes down
        }
    }
}
