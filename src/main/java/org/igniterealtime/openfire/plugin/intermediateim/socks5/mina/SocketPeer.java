package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioChannels;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Flow;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;

/** A socket: first its handshake, then its wait for activation, then its end of a relay. */
abstract class SocketPeer implements Peer {

    private static final AttributeKey KEY = new AttributeKey(SocketPeer.class, "peer");

    private static final int LOOK_BYTES = 512;
    private static final byte[] NOTHING = {};

    private final MinaListener listener;
    private final NioSession session;
    private final InetAddress address;
    private final Unread unread;
    private byte[] early = NOTHING; // sent and read before activation; guarded by this
    private boolean handshaking = true; // the session's I/O thread only
    private volatile Bytestream stream;
    private volatile ActiveStream active;

    SocketPeer(MinaListener listener, NioSession session, InetAddress address) {
        this.listener = listener;
        this.session = session;
        this.address = address;
        this.unread = new Unread(session);
    }

    /** @return null if it has none */
    static SocketPeer of(IoSession session) {
        return (SocketPeer) session.getAttribute(KEY);
    }

    static void set(IoSession session, SocketPeer peer) {
        session.setAttribute(KEY, peer);
    }

    /** The socket is connected. On its I/O thread, as all that it is told. */
    void opened() {
        // the other side begins
    }

    /** Takes bytes of the handshake. */
    abstract void received(IoBuffer in);

    /** Leaves what comes from now on unread until activation. */
    final void endHandshake() {
        handshaking = false;
        Reader.set(session, unread);
    }

    /** Keeps bytes that came together with the handshake. Before the end of the handshake. */
    final synchronized void keep(byte[] bytes) {
        early = bytes;
    }

    /** It has become one end of a relay. */
    void activated() {
        // nothing else depends on it
    }

    /**
     * At once, unless something waits already: MINA's queue costs more than a few bytes that always fit into the
     * socket.
     */
    final void send(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
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

    final MinaListener listener() {
        return listener;
    }

    final NioSession session() {
        return session;
    }

    @Override
    public final InetAddress address() {
        return address;
    }

    @Override
    public final SocketAddress streamhost() {
        return session.getLocalAddress();
    }

    @Override
    public final void joined(Bytestream joined) {
        stream = joined;
    }

    @Override
    public final synchronized Input look() {
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
    public final void relayTo(Peer peer, Bytestream both) {
        if (peer instanceof LocalEnd end) {
            relayTo(end, both.fromFirst(), both.fromSecond(), both);
            return;
        }
        SocketPeer second = (SocketPeer) peer;
        Relay relay = listener.relay(both, session, second.session);
        byte[] earlyFromHere = attach(relay);
        byte[] earlyFromThere = second.attach(relay);
        relay.open(earlyFromHere, earlyFromThere);
        unread.end();
        second.unread.end();
    }

    @Override
    public final void relayTo(LocalEnd end, Flow fromHere, Flow fromThere, Bytestream both) {
        LocalRelay relay = listener.relay(both, session, end, fromHere, fromThere);
        relay.open(attach(relay));
        unread.end();
    }

    /** @return what was read before */
    private synchronized byte[] attach(ActiveStream both) {
        active = both;
        activated();
        session.getConfig().setReadBufferSize(session.getConfig().getMinReadBufferSize()); // not used any more
        byte[] before = early;
        early = NOTHING;
        return before;
    }

    final void sent(Object message) {
        if (active != null) {
            active.sent(session, message);
        }
    }

    /**
     * Whoever ends the output in the handshake has left. After that, the end of what was sent is read once more, and
     * carried through.
     */
    final void inputClosed() {
        if (handshaking) {
            session.closeNow();
        }
    }

    void closed() {
        if (active != null) {
            active.lost(session);
        } else if (stream != null) {
            stream.lost(this);
        }
    }

    @Override
    public final void close() {
        session.closeNow();
    }
}
