package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.util.List;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;

/**
 * Something that the server does in the place of clients, and the features that tell so.
 *
 * @param name     for the console
 * @param features what is added to what is told of a client, unless the client has it itself
 * @param usable   whether a watcher can make use of it, by its own verified capabilities. The same each time, as is
 *     {@code lacking}: it is asked once for all who have these capabilities
 * @param lacking  whether a client can't do it by itself, by its verified capabilities
 * @param provided whether the server does it for the client with this full JID, at the time of asking. Any thread; must
 *     not block
 */
public record Addition(
        String name,
        List<String> features,
        Predicate<DiscoInfo> usable,
        Predicate<DiscoInfo> lacking,
        Predicate<JID> provided) {

    public Addition {
        features = List.copyOf(features);
    }
}
