package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.net.SocketAddress;

/** One socket that has asked for a stream. Any thread. */
public interface Peer {

    /** What is known of a socket that waits for activation. */
    enum Input {
        /** Bytes have come, or may still come. */
        OPEN,
        /** It has ended its output without a byte. */
        ENDED,
        /** It has failed: nothing can come any more. */
        LOST
    }

    InetAddress address();

    /** @return the address and port of ours that it has connected to */
    SocketAddress streamhost();

    /**
     * Looks at what has come before activation: reads once at most, a little, without blocking. What it reads is kept
     * and passed on first.
     */
    Input look();

    /**
     * Has bytes pass both ways between this peer, the first of the stream, and the other, and the stream told of it.
     * What came before is passed on too.
     *
     * @param second a peer of the same kind
     */
    void relayTo(Peer second, Bytestream stream);

    /** Closes the socket, now. */
    void close();
}
