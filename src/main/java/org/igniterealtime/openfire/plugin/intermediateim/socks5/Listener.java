package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;

/** The sockets' side of the proxy. */
public interface Listener extends AutoCloseable {

    /**
     * Listens on these TCP ports and on no others: opens what is missing, closes what is too much, leaves the rest and
     * all connections alone. Blocks until done. A port that can't be opened is logged and left out.
     *
     * @return the ports it listens on now
     */
    Set<Integer> listen(Set<Integer> ports);

    /** @return the ports it listens on */
    Set<Integer> ports();

    /** Has other limits hold from now on: those for handshakes and buffers. */
    void limit(Limits limits);

    /** Closes ports and connections; afterwards no thread of it runs. */
    @Override
    void close();
}
