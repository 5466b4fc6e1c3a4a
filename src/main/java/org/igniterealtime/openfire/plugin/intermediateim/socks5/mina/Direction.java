package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioChannels;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Flow;

/**
 * One of the two ways through an active stream. What the receiver does not take at once is held, and the sender is not
 * read from until it is gone: a slow reader slows its writer, and nobody else.
 *
 * <p>Bytes are read on the sender's I/O thread and written there too while nothing is held; what is held is written on
 * the receiver's I/O thread. Each of the reasons not to read is a flag of its own, and whoever clears one looks at all.
 */
final class Direction implements Reader {

    /** What a stream may hold, both directions together. */
    static final int MAX_HELD_BYTES = 256 * 1024;
    /**
     * What one direction leaves to the other, whatever it holds: two full directions could wait for each other for
     * ever.
     */
    private static final int LEFT_FOR_THE_OTHER = 16 * 1024;

    private static final long BUFFER_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Relay relay;
    private final NioSession from;
    private final NioSession to;
    private final SocketChannel in;
    private final SocketChannel out;
    private final Bytestream stream;
    private final Flow flow;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean finished = new AtomicBoolean();
    /** What is in the receiver's queue; compared by identity. */
    private volatile Object queued;

    private volatile boolean waiting;
    private volatile boolean inputEnded;
    private volatile boolean discarding;

    Direction(Relay relay, NioSession from, NioSession to, Bytestream stream, Flow flow) {
        this.relay = relay;
        this.from = from;
        this.to = to;
        this.in = NioChannels.of(from);
        this.out = NioChannels.of(to);
        this.stream = stream;
        this.flow = flow;
    }

    /**
     * Passes on what was read before, and from now on whatever comes. Nobody else reads from the sender or writes to
     * the receiver while this begins.
     */
    void open(byte[] early) {
        if (early.length > 0) {
            relay.add(early.length);
            relay.giveBack(early.length - passOn(ByteBuffer.wrap(early)));
        }
        Reader.set(from, this);
    }

    /** Passes on what has come, once. */
    @Override
    public void read(ByteBuffer buffer) throws IOException {
        if (!mayRead()) {
            stopReading();
            return;
        }
        buffer.clear();
        if (discarding) {
            if (in.read(buffer) < 0) {
                inputEnded();
            }
            return;
        }
        int granted = relay.take(Math.min(stream.chunk(), MAX_HELD_BYTES - LEFT_FOR_THE_OTHER));
        if (granted == 0) {
            pause(BUFFER_WAIT_NANOS);
            return;
        }
        int unused = granted;
        int count;
        try {
            count = in.read(buffer.limit(granted));
            if (count > 0) {
                unused -= passOn(buffer.flip());
            }
        } finally {
            relay.giveBack(unused);
        }
        if (count < 0) {
            inputEnded();
        }
    }

    /** @return how many bytes are held */
    private int passOn(ByteBuffer bytes) {
        long wait = flow.read(bytes.remaining());
        int unwritten = write(bytes);
        if (wait > 0) {
            pause(wait);
        }
        return unwritten;
    }

    /** @return how many bytes are held */
    private int write(ByteBuffer buffer) {
        try {
            if (to.getScheduledWriteBytes() == 0) { // else the reply to the handshake has not left yet
                out.write(buffer);
            }
        } catch (IOException e) {
            relay.unwritable(to);
            return 0;
        }
        return buffer.hasRemaining() ? hold(buffer) : 0;
    }

    private int hold(ByteBuffer buffer) {
        int count = buffer.remaining();
        byte[] copy = new byte[count];
        buffer.get(copy);
        IoBuffer rest = IoBuffer.wrap(copy);
        queued = rest;
        held.set(count);
        stopReading();
        to.write(rest);
        if (discarding) { // the receiver has gone meanwhile, and nobody else will do this
            release();
        }
        return count;
    }

    /** Tells that the receiver's socket has taken something from its queue. On the receiver's I/O thread. */
    void sent(Object message) {
        if (message == queued) {
            release();
        }
    }

    private void release() {
        queued = null;
        relay.giveBack(held.getAndSet(0));
        if (inputEnded) {
            finish();
        }
        readAgain();
    }

    /** Tells that no more will come from the sender: the receiver gets the rest, then the end. Any thread. */
    void inputEnded() {
        inputEnded = true;
        from.suspendRead();
        if (held.get() == 0) {
            finish();
        }
    }

    private void finish() {
        if (finished.compareAndSet(false, true) && !relay.finished()) {
            try {
                out.shutdownOutput();
            } catch (IOException e) {
                // the receiver has gone: it needs no end
            }
        }
    }

    boolean isFinished() {
        return finished.get();
    }

    /** Tells that the receiver has gone: what comes is dropped. Any thread. */
    void receiverLost() {
        discarding = true;
        release();
    }

    /** @return whether the receiver could miss something if its socket were reset now */
    boolean hasPassed() {
        return flow.bytesRead() > 0;
    }

    private boolean mayRead() {
        return held.get() == 0 && !waiting && !inputEnded;
    }

    /** Another thread may have cleared the reason between the look at it and the stop: hence the second look. */
    private void stopReading() {
        from.suspendRead();
        readAgain();
    }

    private void readAgain() {
        if (mayRead()) {
            from.resumeRead();
        }
    }

    private void pause(long nanos) {
        waiting = true;
        stopReading();
        relay.later(
                () -> {
                    waiting = false;
                    readAgain();
                },
                nanos);
    }
}
