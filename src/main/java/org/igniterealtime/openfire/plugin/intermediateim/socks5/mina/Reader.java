package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * Whoever is told, in place of MINA, that something can be read from a socket. A session has none during its handshake.
 */
interface Reader {

    AttributeKey KEY = new AttributeKey(Reader.class, "reader");

    /** @return null if MINA itself is to read */
    static Reader of(NioSession session) {
        return (Reader) session.getAttribute(KEY);
    }

    static void set(NioSession session, Reader reader) {
        session.setAttribute(KEY, reader);
    }

    /**
     * Reads once, or has the socket not be read for now. On the socket's I/O thread.
     *
     * @param buffer of this thread, direct; to be cleared first
     * @throws IOException if the socket has failed
     */
    void read(ByteBuffer buffer) throws IOException;
}
