package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Instant;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Tells what an address can do. Any thread; looks in memory only. */
@FunctionalInterface
public interface FeatureLookup {

    /**
     * What somebody can do.
     *
     * @param proved whether its hash proves it; otherwise the client has just said so
     * @param since  when it first announced this, as far as was seen
     */
    record Capabilities(DiscoInfo info, boolean proved, Instant since) {

        public boolean has(String feature) {
            return info.hasFeature(feature);
        }
    }

    /**
     * @param address full JID of a client, or an occupant's
     * @return empty if that is not known, which does not mean that it can do nothing: whoever must know asks it. So
     *     must who decides on security by the answer, since one string can stand for different capabilities (XEP-0115
     *     §9.3)
     */
    Optional<Capabilities> of(JID address);

    /**
     * @param presence that was sent last from an address whose presence does not come in here, as from a client of
     *     another node of a cluster
     * @return as for an address
     */
    default Optional<Capabilities> announcedIn(Presence presence) {
        return Optional.empty();
    }
}
