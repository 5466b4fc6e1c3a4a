package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioChannels;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Flow;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/**
 * An active stream between a socket and the plugin's own end. Bytes are read on the socket's I/O thread and handed over
 * at once, so nothing is held here; the plugin's end says when it has enough.
 */
final class LocalRelay implements ActiveStream, LocalEnd.Socket, Reader {

    /** Handed over at once, at most. */
    private static final int MAX_CHUNK = 64 * 1024;

    private final Bytestream stream;
    private final NioSession session;
    private final SocketChannel channel;
    private final LocalEnd end;
    private final Flow fromSocket;
    private final Flow toSocket;
    private final ScheduledExecutorService timer;
    /** What is in the socket's queue; compared by identity. */
    private volatile Object queued;

    private volatile long waitAfterQueue;
    private volatile boolean paused;
    private volatile boolean waiting;
    private volatile boolean inputEnded;
    private volatile boolean finished;

    LocalRelay(
            Bytestream stream,
            NioSession session,
            LocalEnd end,
            Flow fromSocket,
            Flow toSocket,
            ScheduledExecutorService timer) {
        this.stream = stream;
        this.session = session;
        this.channel = NioChannels.of(session);
        this.end = end;
        this.fromSocket = fromSocket;
        this.toSocket = toSocket;
        this.timer = timer;
    }

    /** Begins; what was read before goes first. */
    void open(byte[] early) {
        end.opened(this);
        if (early.length > 0) {
            handOver(ByteBuffer.wrap(early));
        }
        Reader.set(session, this);
    }

    @Override
    public void read(ByteBuffer buffer) throws IOException {
        if (!mayRead()) {
            stopReading();
            return;
        }
        buffer.clear().limit(Math.min(stream.chunk(), MAX_CHUNK));
        int count = channel.read(buffer);
        if (count > 0) {
            handOver(buffer.flip());
        } else if (count < 0) {
            inputEnded = true;
            session.suspendRead();
            end.inputEnded();
            endIfOver();
        }
    }

    private void handOver(ByteBuffer bytes) {
        long wait = fromSocket.read(bytes.remaining());
        end.received(bytes);
        if (wait > 0) {
            waiting = true;
            stopReading();
            later(
                    () -> {
                        waiting = false;
                        readAgain();
                    },
                    wait);
        }
    }

    private boolean mayRead() {
        return !paused && !waiting && !inputEnded;
    }

    /** Another thread may have cleared the reason between the look at it and the stop: hence the second look. */
    private void stopReading() {
        session.suspendRead();
        readAgain();
    }

    private void readAgain() {
        if (mayRead()) {
            session.resumeRead();
        }
    }

    @Override
    public void pause() {
        paused = true;
        stopReading();
    }

    @Override
    public void resume() {
        paused = false;
        readAgain();
    }

    /** On the thread of the plugin's end. What the socket does not take at once is sent on its I/O thread. */
    @Override
    public void send(ByteBuffer bytes) {
        long wait = toSocket.read(bytes.remaining());
        try {
            if (session.getScheduledWriteBytes() == 0) { // else the reply to the handshake has not left yet
                channel.write(bytes);
            }
        } catch (IOException e) {
            session.closeNow(); // which ends the stream
            return;
        }
        if (bytes.hasRemaining()) {
            IoBuffer rest = IoBuffer.wrap(bytes);
            waitAfterQueue = wait;
            queued = rest;
            session.write(rest);
        } else {
            writable(wait);
        }
    }

    @Override
    public void sent(NioSession socket, Object message) {
        if (message == queued) {
            queued = null;
            writable(waitAfterQueue);
        }
    }

    private void writable(long wait) {
        if (wait > 0) {
            later(end::writable, wait);
        } else {
            end.writable();
        }
    }

    @Override
    public void finish() {
        finished = true;
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // the other party has gone: it needs no end
        }
        endIfOver();
    }

    private void endIfOver() {
        if (finished && inputEnded) {
            stream.end(Reason.COMPLETED);
        }
    }

    /** Whoever has ended its output and was sent nothing has lost nothing. */
    @Override
    public void lost(NioSession socket) {
        stream.end(inputEnded && toSocket.bytesRead() == 0 ? Reason.COMPLETED : Reason.BROKEN);
    }

    private void later(Runnable task, long nanos) {
        try {
            timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            stream.end(Reason.SHUTDOWN); // the proxy goes down
        }
    }
}
