package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.List;

/** The streams there are now. Any thread. */
public interface LiveStreams {

    /** @return oldest first; a copy */
    List<StreamView> live();

    /**
     * Closes a stream because the admin wants it. Its sockets close soon after; what was not delivered is lost.
     *
     * @param id {@link StreamView#id()}
     * @return whether there was such a stream
     */
    boolean close(String id);
}
