package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;

/** One socket that has asked for a stream. Any thread. */
public interface Peer {

    InetAddress address();

    /**
     * Has bytes pass both ways between this peer, the first of the stream, and the other, and the stream told of it. What
     * came before is dropped; what comes after this has returned is not.
     *
     * @param second a peer of the same kind
     */
    void relayTo(Peer second, Bytestream stream);

    /** Closes the socket, now. */
    void close();
}
