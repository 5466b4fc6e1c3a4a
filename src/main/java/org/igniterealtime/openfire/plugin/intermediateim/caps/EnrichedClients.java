package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.List;
import org.xmpp.packet.JID;

/** What the server does in the place of clients, and who was told so. Any thread. */
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

    /**
     * @param client full JID
     * @return names of what is added for whoever can use it, even if nobody was told; none while the client is unknown
     */
    List<String> additions(JID client);
}
