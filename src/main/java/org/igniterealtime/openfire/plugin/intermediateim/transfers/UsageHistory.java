package org.igniterealtime.openfire.plugin.intermediateim.transfers;

import java.time.Instant;
import java.util.Map;
import org.xmpp.packet.JID;

/** How much users have sent and received before the proxy was started. */
@FunctionalInterface
public interface UsageHistory {

    /** Remembers nothing: a restart gives everybody a fresh day. */
    UsageHistory NONE = since -> Map.of();

    /**
     * Called once, at the start, off the server's and the I/O threads: may block.
     *
     * @return bare JID to bytes in both directions, of streams that ended since then
     */
    Map<JID, Long> bytesSince(Instant since);
}
