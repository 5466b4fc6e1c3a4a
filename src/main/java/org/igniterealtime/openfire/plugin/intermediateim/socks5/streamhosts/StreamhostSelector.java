package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Chooses what the proxy announces as its network address. */
@FunctionalInterface
public interface StreamhostSelector {

    /**
     * Called on the server's threads for each address query: must not block, so names are not looked up here.
     *
     * @param requester network address of the client that asks; empty if it is not connected to this server
     * @return in the order in which clients shall try them; empty if there is none for this requester
     */
    List<Streamhost> announceTo(Optional<InetAddress> requester);
}
