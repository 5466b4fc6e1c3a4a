package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.JID;

/**
 * What a requester asks for when it has a stream activated (XEP-0065 §6.3.5), with what is known of the two parties.
 *
 * @param address   where their sockets meet
 * @param requester as in the {@code from} of the request
 * @param target    as in {@code <activate/>}
 * @param charged   who is charged
 * @param concealed whether the requester must not learn that there is such a stream, because one party blocks the other
 *     or the target is not there: the request is answered as for a stream that nobody knows (XEP-0191)
 */
public record ActivationRequest(
        DestinationAddress address, JID requester, JID target, Charge charged, boolean concealed) {

    /** Whose account a stream counts for. */
    public enum Charge {
        /** Nobody's: a test of the proxy by itself. */
        NOBODY,
        /** The requester's: nothing was seen of the target agreeing, so the requester may hold both sockets. */
        REQUESTER,
        /** That of both. */
        BOTH
    }
}
