package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioSession;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Connector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.ClientHandshake;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;

/** A socket that the plugin has connected to somebody's streamhost. */
final class OutgoingConnection extends SocketPeer {

    private final ClientHandshake handshake;
    private final CompletableFuture<Peer> joined;

    /** @param joined is completed with this when the streamhost has joined us; the socket ends with its failure */
    OutgoingConnection(
            MinaListener listener,
            NioSession session,
            InetAddress address,
            DestinationAddress meets,
            CompletableFuture<Peer> joined) {
        super(listener, session, address);
        this.handshake = new ClientHandshake(meets);
        this.joined = joined;
        joined.whenComplete((peer, failure) -> {
            if (failure != null) {
                session.closeNow();
            }
        });
    }

    @Override
    void opened() {
        if (joined.isDone()) { // given up just now
            session().closeNow();
        } else {
            send(ClientHandshake.greeting());
        }
    }

    @Override
    void received(IoBuffer in) {
        ClientHandshake.Step step;
        do {
            step = handshake.receive(in.buf());
            send(step.bytes());
        } while (step.state() == ClientHandshake.State.WAITING && in.hasRemaining());
        switch (step.state()) {
            case WAITING -> {}
            case CONNECTED -> join(in);
            case FAILED -> session().closeNow();
        }
    }

    private void join(IoBuffer rest) {
        byte[] early = new byte[rest.remaining()];
        rest.get(early);
        keep(early);
        endHandshake();
        joined.complete(this);
    }

    @Override
    void closed() {
        joined.completeExceptionally(new Connector.UnreachableException("The streamhost has closed the connection"));
        super.closed();
    }
}
