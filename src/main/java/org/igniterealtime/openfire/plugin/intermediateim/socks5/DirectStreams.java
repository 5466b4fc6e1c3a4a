package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostResolver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.JID;

/**
 * Streams for which the plugin, as the target, connects to a streamhost of the requester's (XEP-0065 §5.3.2). They are
 * streams like those through the proxy, with the same limits and in the same history. Any thread; nothing here blocks.
 */
public final class DirectStreams {

    private final Bytestreams streams;
    private final StreamhostResolver resolver;
    private final Connector connector;
    private final Supplier<Optional<List<Network>>> networks;

    /**
     * @param networks that may be connected to although they are private, as it is now; empty if nothing is to be
     *     connected to
     */
    DirectStreams(
            Bytestreams streams,
            StreamhostResolver resolver,
            Connector connector,
            Supplier<Optional<List<Network>>> networks) {
        this.streams = streams;
        this.resolver = resolver;
        this.connector = connector;
        this.networks = networks;
    }

    /** @return whether streamhosts are connected to at all */
    public boolean areAllowed() {
        return networks.get().isPresent();
    }

    /**
     * Has the plugin's end be the target of a stream at this streamhost. Takes as long as the network lets it: whoever
     * has no more time cancels the result.
     *
     * @param meets what the streamhost is asked for
     * @return whether the stream is open, completed by any thread; nothing was connected to if that is not allowed
     */
    public CompletableFuture<Boolean> connect(
            StreamhostOffer.Host host, DestinationAddress meets, JID requester, JID target, LocalEnd end) {
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        Optional<List<Network>> listed = networks.get();
        if (listed.isEmpty()) {
            opened.complete(false);
            return opened;
        }
        ActivationRequest request =
                new ActivationRequest(meets, requester, target, ActivationRequest.Charge.REQUESTER, false);
        resolver.find(host.host(), host.port(), listed.get())
                .thenAccept(place -> place.ifPresentOrElse(
                        found -> connect(found, request, end, opened), () -> opened.complete(false)));
        return opened;
    }

    private void connect(
            InetSocketAddress place, ActivationRequest request, LocalEnd end, CompletableFuture<Boolean> opened) {
        if (opened.isDone()) { // given up meanwhile
            return;
        }
        CompletableFuture<Peer> joining = connector.connect(place, request.address());
        opened.whenComplete((result, cancelled) -> joining.cancel(false));
        joining.whenComplete((socket, failure) -> {
            boolean open = failure == null && streams.open(request, end, socket);
            if (!opened.complete(open) && open) {
                socket.close();
            }
        });
    }
}
