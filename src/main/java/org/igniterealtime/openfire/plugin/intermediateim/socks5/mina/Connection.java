package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.Handshake;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.ReplyCode;

/** The socket of a client that has connected to the proxy. */
final class Connection extends SocketPeer {

    private final Instant since;
    private Handshake handshake = new Handshake(); // the session's I/O thread only
    /** Whether it waits no more for activation. */
    private final AtomicBoolean settled = new AtomicBoolean();

    Connection(MinaListener listener, NioSession session, InetAddress address, Instant since) {
        super(listener, session, address);
        this.since = since;
    }

    /** @return when it was accepted */
    Instant since() {
        return since;
    }

    @Override
    void received(IoBuffer in) {
        Handshake.Step step = handshake.receive(in.buf());
        send(step.answer());
        step.fault().ifPresent(fault -> {
            listener().handshakeFailed(this, fault);
            session().closeOnFlush();
        });
        step.request().ifPresent(this::join);
    }

    /**
     * Under a lock, so that a relay that starts meanwhile finds the reply sent or in the queue, and puts nothing before
     * it.
     */
    private synchronized void join(DestinationAddress destination) {
        keep(handshake.readAhead());
        Optional<Bytestream> joined = listener().streams().join(destination, this);
        joined.filter(Bytestream::isSelfTest).ifPresent(test -> settleUncounted()); // before the test goes on
        send(handshake.reply(joined.isPresent() ? ReplyCode.SUCCEEDED : ReplyCode.NOT_ALLOWED));
        listener().handshakeIsOver(this);
        if (joined.isPresent()) {
            handshake = null;
            endHandshake();
        } else {
            session().closeOnFlush(); // not held against the address: it may be that of many
        }
    }

    @Override
    void activated() {
        settle();
    }

    private void settle() {
        if (settled.compareAndSet(false, true)) {
            listener().settled(this);
        }
    }

    private void settleUncounted() {
        if (settled.compareAndSet(false, true)) {
            listener().uncounted(this);
        }
    }

    @Override
    void closed() {
        listener().handshakeIsOver(this);
        settle();
        super.closed();
    }
}
