package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import org.igniterealtime.openfire.plugin.intermediateim.socks5.Bytestream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Handshake;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ReplyCode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioChannels;
import org.apache.mina.transport.socket.nio.NioSession;

/** A client's socket: first its handshake, then its wait for activation, then its end of a relay. */
final class Connection implements Peer {

    /** Who sends more before activation is no client that waits for it; reading it all would only cost. */
    private static final int MOST_EARLY_BYTES = 1024 * 1024;

    private final MinaListener listener;
    private final NioSession session;
    private final InetAddress address;
    private final Instant since;
    private Handshake handshake = new Handshake(); // this and the next: the session's I/O thread only
    private int earlyBytes;
    private volatile Bytestream stream;
    private volatile Relay relay;

    Connection(MinaListener listener, NioSession session, InetAddress address, Instant since) {
        this.listener = listener;
        this.session = session;
        this.address = address;
        this.since = since;
    }

    /** @return when it was accepted */
    Instant since() {
        return since;
    }

    /** Takes bytes that came before activation. */
    void received(IoBuffer in) {
        if (handshake == null) {
            earlyBytes += in.remaining();
            if (earlyBytes > MOST_EARLY_BYTES) {
                session.closeNow();
            }
            return;
        }
        Handshake.Step step = handshake.receive(in.buf());
        send(step.answer());
        if (step.close()) {
            listener.handshakeFailed(this);
            session.closeOnFlush();
        }
        step.request().ifPresent(this::join);
    }

    /** Under a lock, so that a relay that starts meanwhile finds the reply sent or in the queue, and puts nothing before it. */
    private synchronized void join(DestinationAddress destination) {
        Optional<Bytestream> joined = listener.streams().join(destination, this);
        send(handshake.reply(joined.isPresent() ? ReplyCode.SUCCEEDED : ReplyCode.NOT_ALLOWED));
        listener.handshakeIsOver(this);
        joined.ifPresentOrElse(one -> {
            stream = one;
            handshake = null;
        }, session::closeOnFlush); // not held against the address: it may be that of many
    }

    /** At once, unless something waits already: MINA's queue costs more than a few bytes that always fit into the socket. */
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
    public void relayTo(Peer peer, Bytestream active) {
        Connection second = (Connection) peer;
        Relay both = listener.relay(active, session, second.session);
        attach(both);
        second.attach(both);
        both.open();
    }

    private synchronized void attach(Relay both) {
        relay = both;
        session.getConfig().setReadBufferSize(session.getConfig().getMinReadBufferSize()); // not used any more
    }

    void sent(Object message) {
        if (relay != null) {
            relay.sent(session, message);
        }
    }

    /** Before activation, whoever ends the output is taken to have left. */
    void inputClosed() {
        if (relay != null) {
            relay.inputEnded(session);
        } else {
            session.closeNow();
        }
    }

    void closed() {
        listener.handshakeIsOver(this);
        if (relay != null) {
            relay.lost(session);
        } else if (stream != null) {
            stream.end(Reason.BROKEN);
        }
    }

    @Override
    public void close() {
        session.closeNow();
    }
}
