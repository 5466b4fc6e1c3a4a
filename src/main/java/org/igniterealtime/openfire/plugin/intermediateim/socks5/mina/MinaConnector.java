package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Connector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;

/** Connects outward. The sockets live on the I/O threads of the proxy; one more thread waits for all connections. */
final class MinaConnector implements Connector {

    private final MinaListener listener;
    private final NioSocketConnector connector;

    MinaConnector(MinaListener listener, Executor executor, IoProcessor<NioSession> processor) {
        this.listener = listener;
        this.connector = new NioSocketConnector(executor, processor);
        connector.setHandler(new ConnectionHandler(session -> Optional.empty()));
    }

    SocketSessionConfig config() {
        return connector.getSessionConfig();
    }

    @Override
    public CompletableFuture<Peer> connect(InetSocketAddress place, DestinationAddress meets) {
        CompletableFuture<Peer> joined = new CompletableFuture<>();
        ConnectFuture connecting = connector.connect(
                place,
                (session, future) -> SocketPeer.set(
                        session,
                        new OutgoingConnection(listener, (NioSession) session, place.getAddress(), meets, joined)));
        connecting.addListener(done -> {
            if (!connecting.isConnected()) {
                joined.completeExceptionally(new UnreachableException("The streamhost could not be reached"));
            }
        });
        joined.whenComplete((peer, failure) -> connecting.cancel()); // of no effect once it is connected
        return joined;
    }

    /** Connects no more; connections stay. */
    void close() {
        connector.dispose();
    }
}
