package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.List;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostSelector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.JID;

/**
 * The proxy, as the rest of the plugin uses it to be a party of a stream itself (XEP-0065 §6), without a socket. Any
 * thread; nothing here blocks.
 */
public final class LocalStreams {

    private final Bytestreams streams;
    private final LocalUsers users;
    private final StreamhostSelector streamhosts;
    private final Supplier<List<JID>> addresses;

    /** @param addresses of the proxy, the announced one first; empty while there is none */
    LocalStreams(Bytestreams streams, LocalUsers users, StreamhostSelector streamhosts, Supplier<List<JID>> addresses) {
        this.streams = streams;
        this.users = users;
        this.streamhosts = streamhosts;
        this.addresses = addresses;
    }

    /** @return whether the proxy can be reached at all */
    public boolean isOpen() {
        return !addresses.get().isEmpty();
    }

    /** @return the announced proxy at each of the places that it has for a client; none while it is off */
    public List<StreamhostOffer.Host> offerTo(JID client) {
        return addresses.get().stream()
                .limit(1)
                .flatMap(proxy -> streamhosts.announceTo(users.networkAddress(client)).stream()
                        .map(host -> new StreamhostOffer.Host(proxy, host.host(), host.port())))
                .toList();
    }

    /** @return whether a streamhost of this address is the proxy */
    public boolean isProxy(JID streamhost) {
        return addresses.get().contains(streamhost);
    }

    /**
     * Has the plugin be a party of a stream, as if it had connected to the proxy. The stream ends by itself if it is
     * not activated in time.
     *
     * @return false if the proxy refuses, for a limit or because others wait under this address
     */
    public boolean join(DestinationAddress address, LocalEnd end) {
        return streams.join(address, end).isPresent();
    }

    /**
     * Activates a stream whose requester is the plugin and whose target has connected. It is charged to nobody.
     *
     * @return whether bytes can pass
     */
    public boolean activate(DestinationAddress address, JID requester, JID target) {
        ActivationRequest request =
                new ActivationRequest(address, requester, target, ActivationRequest.Charge.NOBODY, false);
        return streams.activate(request) == ActivationResult.OPENED;
    }
}
