package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands MINA's events to the {@link Connection} they are about. */
final class ConnectionHandler extends IoHandlerAdapter {

    private static final Logger Log = LoggerFactory.getLogger(ConnectionHandler.class);

    private static final AttributeKey KEY = new AttributeKey(ConnectionHandler.class, "connection");

    private final MinaListener listener;

    ConnectionHandler(MinaListener listener) {
        this.listener = listener;
    }

    @Override
    public void sessionCreated(IoSession session) {
        listener.connected((NioSession) session)
                .ifPresentOrElse(connection -> session.setAttribute(KEY, connection), session::closeNow);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        Connection connection = of(session);
        if (connection != null) {
            connection.received((IoBuffer) message);
        }
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        Connection connection = of(session);
        if (connection != null) {
            connection.sent(message);
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        Connection connection = of(session);
        if (connection != null) {
            connection.inputClosed();
        } else {
            session.closeNow();
        }
    }

    @Override
    public void sessionClosed(IoSession session) {
        Connection connection = of(session);
        if (connection != null) {
            connection.closed();
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

    private static Connection of(IoSession session) {
        return (Connection) session.getAttribute(KEY);
    }
}
