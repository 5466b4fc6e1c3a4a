package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.xmpp.packet.JID;

/** What the proxy must know of this server's users. Called on the server's threads. */
public interface LocalUsers {

    /**
     * @return whether this is the address of a user of this server, existing or not; not of a room or a component of it
     */
    boolean isLocal(JID party);

    /**
     * @param party {@link #isLocal local}
     * @return whether a client with this full JID is connected; for a bare JID, whether there is such a user
     */
    boolean exists(JID party);

    /**
     * @return whether this is an address of a room, or of another component of this server, behind which others stand
     */
    boolean isService(JID party);

    /** @param groups names; one that does not exist has no members */
    boolean isInAnyGroup(JID user, Set<String> groups);

    /**
     * @return whether the owner's privacy list or block list keeps the other's stanzas away; false for who is not local
     */
    boolean blocks(JID owner, JID other);

    /**
     * @return where the client with this full JID is connected from; empty if it is not connected here, or not by TCP
     */
    Optional<InetAddress> networkAddress(JID client);
}
