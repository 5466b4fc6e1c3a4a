package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioChannels;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Flow;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.Handshake;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.ReplyCode;

/** A client's socket: first its handshake, then its wait for activation, then its end of a relay. */
final class Connection implements Peer {

    private static final int LOOK_BYTES = 512;
    private static final byte[] NOTHING = {};

    private final MinaListener listener;
    private final NioSession session;
    private final InetAddress address;
    private final Instant since;
    private Handshake handshake = new Handshake(); // the session's I/O thread only
    private byte[] early = NOTHING; // sent and read before activation; guarded by this
    private final Unread unread;
    /** Whether it waits no more for activation. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private volatile Bytestream stream;
    private volatile ActiveStream active;

    Connection(MinaListener listener, NioSession session, InetAddress address, Instant since) {
        this.listener = listener;
        this.session = session;
        this.address = address;
        this.since = since;
        this.unread = new Unread(session);
    }

    /** @return when it was accepted */
    Instant since() {
        return since;
    }

    /** Takes bytes of the handshake. */
    void received(IoBuffer in) {
        Handshake.Step step = handshake.receive(in.buf());
        send(step.answer());
        step.fault().ifPresent(fault -> {
            listener.handshakeFailed(this, fault);
            session.closeOnFlush();
        });
        step.request().ifPresent(this::join);
    }

    /**
     * Under a lock, so that a relay that starts meanwhile finds the reply sent or in the queue, and puts nothing before
     * it.
     */
    private synchronized void join(DestinationAddress destination) {
        early = handshake.readAhead();
        Optional<Bytestream> joined = listener.streams().join(destination, this);
        joined.filter(Bytestream::isSelfTest).ifPresent(test -> settleUncounted()); // before the test goes on
        send(handshake.reply(joined.isPresent() ? ReplyCode.SUCCEEDED : ReplyCode.NOT_ALLOWED));
        listener.handshakeIsOver(this);
        joined.ifPresentOrElse(
                one -> {
                    stream = one;
                    handshake = null;
                    Reader.set(session, unread);
                },
                session::closeOnFlush); // not held against the address: it may be that of many
    }

    /**
     * At once, unless something waits already: MINA's queue costs more than a few bytes that always fit into the
     * socket.
     */
    private void send(byte[] answer) {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        try {
            if (bytes.hasRemaining() && session.getScheduledWriteBytes() == 0) {
                NioChannels.of(session).write(bytes);
            }
        } catch (IOException e) {
            session.closeNow();
            return;
        }
        if (bytes.hasRemaining()) {
            session.write(IoBuffer.wrap(bytes));
        }
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public SocketAddress streamhost() {
        return session.getLocalAddress();
    }

    @Override
    public synchronized Input look() {
        if (early.length > 0) {
            return Input.OPEN;
        }
        try {
            ByteBuffer some = ByteBuffer.allocate(LOOK_BYTES);
            int count = NioChannels.of(session).read(some);
            early = Arrays.copyOf(some.array(), some.position());
            return count < 0 ? Input.ENDED : Input.OPEN;
        } catch (IOException e) {
            return Input.LOST;
        }
    }

    @Override
    public void relayTo(Peer peer, Bytestream stream) {
        if (peer instanceof LocalEnd end) {
            relayTo(end, stream.fromFirst(), stream.fromSecond(), stream);
            return;
        }
        Connection second = (Connection) peer;
        Relay both = listener.relay(stream, session, second.session);
        byte[] earlyFromHere = attach(both);
        byte[] earlyFromThere = second.attach(both);
        both.open(earlyFromHere, earlyFromThere);
        unread.end();
        second.unread.end();
    }

    @Override
    public void relayTo(LocalEnd end, Flow fromHere, Flow fromThere, Bytestream stream) {
        LocalRelay relay = listener.relay(stream, session, end, fromHere, fromThere);
        relay.open(attach(relay));
        unread.end();
    }

    /** @return what was read before */
    private synchronized byte[] attach(ActiveStream both) {
        active = both;
        settle();
        session.getConfig().setReadBufferSize(session.getConfig().getMinReadBufferSize()); // not used any more
        byte[] before = early;
        early = NOTHING;
        return before;
    }

    void sent(Object message) {
        if (active != null) {
            active.sent(session, message);
        }
    }

    /**
     * Whoever ends the output in the handshake has left. After that, the end of what was sent is read once more, and
     * carried through.
     */
    void inputClosed() {
        if (handshake != null) {
            session.closeNow();
        }
    }

    private void settle() {
        if (settled.compareAndSet(false, true)) {
            listener.settled(this);
        }
    }

    private void settleUncounted() {
        if (settled.compareAndSet(false, true)) {
            listener.uncounted(this);
        }
    }

    void closed() {
        listener.handshakeIsOver(this);
        settle();
        if (active != null) {
            active.lost(session);
        } else if (stream != null) {
            stream.lost(this);
        }
    }

    @Override
    public void close() {
        session.closeNow();
    }
}
