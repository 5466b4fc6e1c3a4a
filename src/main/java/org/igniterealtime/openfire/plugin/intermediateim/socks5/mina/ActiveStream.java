package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import org.apache.mina.transport.socket.nio.NioSession;

/** An active stream, as told of its sockets. Any thread. */
interface ActiveStream {

    /** Tells that a socket has sent what was queued for it. */
    void sent(NioSession session, Object message);

    /** Tells that a socket has failed or is closed. */
    void lost(NioSession session);
}
