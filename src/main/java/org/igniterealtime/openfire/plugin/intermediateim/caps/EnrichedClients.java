package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.List;
import org.xmpp.packet.JID;

/** Of which clients others were told more than these announce themselves. Any thread. */
@FunctionalInterface
public interface EnrichedClients {

    /**
     * A client, and somebody who was told more of it.
     *
     * @param client    full JID
     * @param told      full JID of the client that was told
     * @param additions names of what was added
     */
    record EnrichedClient(JID client, JID told, List<String> additions) {}

    /** @return those at this moment, in no order */
    List<EnrichedClient> enriched();
}
