package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;

/** Connects to streamhosts of others (XEP-0065 §6.3.2). Any thread; nothing here blocks. */
@FunctionalInterface
public interface Connector {

    /** A streamhost could not be reached, or does not join us to the stream. */
    final class UnreachableException extends IOException {

        private static final long serialVersionUID = 1L;

        public UnreachableException(String message) {
            super(message);
        }
    }

    /**
     * Connects, and asks the streamhost for a stream. Takes as long as the network lets it: whoever has no more time
     * cancels the result.
     *
     * @param place to connect to, resolved
     * @return the socket, when the streamhost has joined it to the stream; what comes then is left unread until it is a
     *     peer of an active stream. Completed by any thread. If it fails or is cancelled, there is no socket any more
     */
    CompletableFuture<Peer> connect(InetSocketAddress place, DestinationAddress meets);
}
