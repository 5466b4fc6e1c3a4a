package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.net.SocketAddress;

/** One party of a stream, by its socket: it has asked for the stream. Any thread. */
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

    /** Tells which stream it is a party of, before anything comes of that. */
    default void joined(Bytestream stream) {
        // those that need it are told by whoever has them join
    }

    /** @return whether it is the plugin's own end, without a socket and without a network address that counts */
    default boolean isLocal() {
        return false;
    }

    /** @return the address and port of ours that it has connected to; null if it is local */
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
     * @param second a peer of the same kind, or a local one
     */
    void relayTo(Peer second, Bytestream stream);

    /**
     * The same where the other is the plugin's own end.
     *
     * @param fromHere  counts what comes from this peer
     * @param fromThere counts what comes from the other
     */
    void relayTo(LocalEnd other, Flow fromHere, Flow fromThere, Bytestream stream);

    /** Closes the socket, now. */
    void close();
}
