package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;

/** Which clients are online now, as far as their presence has passed. Any thread. */
@FunctionalInterface
public interface OnlineClients {

    /**
     * A client that is online.
     *
     * @param address      its full JID; in a room, that of the occupant
     * @param announcement what it announces; empty if nothing, which is not the same as being able to do nothing
     * @param capabilities what it can do; empty as long as that is not known
     * @param since        when it began to announce this
     * @param local        whether it is a session of a user of this server
     * @param told         what it has told the server about its software (XEP-0092); empty if it was not asked, or did
     *     not answer
     */
    record OnlineClient(
            JID address,
            Optional<Announcement> announcement,
            Optional<DiscoInfo> capabilities,
            Instant since,
            boolean local,
            Optional<ClientSoftware> told) {}

    /** @return those at this moment, in no order */
    Stream<OnlineClient> clients();
}
