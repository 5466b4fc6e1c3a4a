package org.apache.mina.transport.socket.nio;

import java.nio.channels.SocketChannel;

/**
 * The channel of a session, which MINA keeps to its own package: to copy from channel to channel, and to end the output
 * of a socket alone. Moves with MINA when that is relocated.
 */
public final class NioChannels {

    private NioChannels() {}

    /** @param session of a socket */
    public static SocketChannel of(NioSession session) {
        return (SocketChannel) session.getChannel();
    }
}
