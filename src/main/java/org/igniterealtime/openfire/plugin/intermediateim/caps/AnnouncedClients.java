package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;

/** Tells what software is at an address. Any thread; looks in memory only. */
@FunctionalInterface
public interface AnnouncedClients {

    /**
     * A client by its own words.
     *
     * @param node         names the software (XEP-0115); empty if it announces only hashes of XEP-0390
     * @param capabilities empty as long as they are not known
     */
    record Announced(String node, Optional<DiscoInfo> capabilities) {

        public boolean has(String feature) {
            return capabilities.isPresent() && capabilities.get().hasFeature(feature);
        }
    }

    /**
     * @param address full JID of a client, or an occupant's
     * @return empty if nothing is announced from there
     */
    Optional<Announced> at(JID address);
}
