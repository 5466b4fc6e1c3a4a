package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;

/**
 * The plugin's own end of a stream. It has no socket: what the other party sends through the proxy is handed over in
 * memory, and so is what the plugin sends. It neither connects to the proxy nor counts as a connection (XEP-0065 §6.3).
 *
 * <p>Any thread, but only one at a time may send.
 */
public final class LocalEnd implements Peer {

    /**
     * Takes the bytes of a stream and is told about it. Called on I/O threads: nothing here may block. {@code opened}
     * comes first, {@code closed} last and exactly once; it is the only call if the stream was never activated.
     */
    public interface Handler {

        /** The stream has been activated. */
        void opened();

        /**
         * Bytes have come. More may come until {@link LocalEnd#pause}.
         *
         * @param bytes valid during this call only
         */
        void received(ByteBuffer bytes);

        /** The other party has ended its output: no more bytes come. */
        void inputEnded();

        /** The bytes of the last {@link LocalEnd#send} are on their way, and more may be sent. */
        void writable();

        /** The stream has ended. */
        void closed();
    }

    /** The other party's socket, once the stream is active. Any thread. */
    public interface Socket {

        /** Has nothing read from it. What is being read at the moment is still handed over. */
        void pause();

        /** Has it read again. */
        void resume();

        /** Sends bytes; see {@link LocalEnd#send}. */
        void send(ByteBuffer bytes);

        /** Ends the output to it. */
        void finish();
    }

    private final Handler handler;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Bytestream stream;
    private volatile Socket socket;

    /** @param handler takes what comes */
    public LocalEnd(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void joined(Bytestream joined) {
        stream = joined;
    }

    /** Tells that the stream has been activated, and where what is sent goes. */
    public void opened(Socket other) {
        socket = other;
        handler.opened();
    }

    /** Tells that bytes have come; they may be changed after this returns. */
    public void received(ByteBuffer bytes) {
        handler.received(bytes);
    }

    /** Tells that no more bytes come. */
    public void inputEnded() {
        handler.inputEnded();
    }

    /** Tells that more may be sent. */
    public void writable() {
        handler.writable();
    }

    /** Has nothing more come, but for what is being read at the moment. Only while the stream is active. */
    public void pause() {
        socket.pause();
    }

    /** Has bytes come again. */
    public void resume() {
        socket.resume();
    }

    /**
     * Sends bytes, all of them. Each call is answered by one {@link Handler#writable}, which may come before this
     * returns, or by {@link Handler#closed}; until then nothing else may be sent.
     *
     * @param bytes not to be changed until then
     */
    public void send(ByteBuffer bytes) {
        socket.send(bytes);
    }

    /** Ends the output. When the other party has ended its own, the stream is complete. Only while it is active. */
    public void finish() {
        socket.finish();
    }

    /** Ends the stream, active or not, for a reason of the plugin's. */
    public void leave(Reason reason) {
        Bytestream joined = stream;
        if (joined == null) {
            close();
        } else if (joined.isActive()) {
            joined.end(reason);
        } else {
            joined.lost(this);
            close();
        }
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** @return null: it has not connected to any */
    @Override
    public SocketAddress streamhost() {
        return null;
    }

    @Override
    public Input look() {
        return Input.OPEN;
    }

    @Override
    public void relayTo(Peer second, Bytestream active) {
        second.relayTo(this, active.fromSecond(), active.fromFirst(), active);
    }

    @Override
    public void relayTo(LocalEnd other, Flow fromHere, Flow fromThere, Bytestream active) {
        throw new IllegalStateException("Both ends of " + active.address() + " are the plugin's own");
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            handler.closed();
        }
    }
}
