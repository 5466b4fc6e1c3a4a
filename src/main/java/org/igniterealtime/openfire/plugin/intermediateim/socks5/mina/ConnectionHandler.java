package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands MINA's events to the {@link SocketPeer} they are about. */
final class ConnectionHandler extends IoHandlerAdapter {

    private static final Logger Log = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Function<NioSession, Optional<? extends SocketPeer>> newcomers;

    /** @param newcomers makes the peer of a session that has none yet; empty if it is to be closed at once */
    ConnectionHandler(Function<NioSession, Optional<? extends SocketPeer>> newcomers) {
        this.newcomers = newcomers;
    }

    @Override
    public void sessionCreated(IoSession session) {
        if (SocketPeer.of(session) == null) {
            newcomers
                    .apply((NioSession) session)
                    .ifPresentOrElse(peer -> SocketPeer.set(session, peer), session::closeNow);
        }
    }

    @Override
    public void sessionOpened(IoSession session) {
        SocketPeer peer = SocketPeer.of(session);
        if (peer != null) {
            peer.opened();
        }
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        SocketPeer peer = SocketPeer.of(session);
        if (peer != null) {
            peer.received((IoBuffer) message);
        }
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        SocketPeer peer = SocketPeer.of(session);
        if (peer != null) {
            peer.sent(message);
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        SocketPeer peer = SocketPeer.of(session);
        if (peer != null) {
            peer.inputClosed();
        } else {
            session.closeNow();
        }
    }

    @Override
    public void sessionClosed(IoSession session) {
        SocketPeer peer = SocketPeer.of(session);
        if (peer != null) {
            peer.closed();
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (cause instanceof IOException) {
            Log.debug("The connection from {} failed", session.getRemoteAddress(), cause);
        } else {
            Log.error("The connection from {} is closed because of an error", session.getRemoteAddress(), cause);
        }
        session.closeNow();
    }
}
