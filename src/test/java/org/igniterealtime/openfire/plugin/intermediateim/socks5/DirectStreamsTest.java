package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostResolver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class DirectStreamsTest {

    private static final JID ROMEO = new JID("romeo@example.org/x");
    private static final JID AGENT = new JID("juliet@files.example.org/inbox");
    private static final DestinationAddress MEETS = DestinationAddress.of("sid", ROMEO, AGENT);
    private static final Host HOST = new Host(ROMEO, "romeo.example", 5086);

    private final FakeTime time = new FakeTime();
    private final List<FinishedTransfer> log = new ArrayList<>();
    private final List<InetSocketAddress> connectedTo = new ArrayList<>();
    private final List<Runnable> lookups = new ArrayList<>();
    private final CompletableFuture<Peer> joining = new CompletableFuture<>();
    private final BytestreamsFeature feature = new BytestreamsFeature(
            Settings.DEFAULTS.with(ProxySettings.STREAMS_PER_ADDRESS, 1L).with(ProxySettings.STREAMS_PER_USER, 1L),
            "example.org",
            address -> false,
            log::add,
            time);
    private Optional<List<Network>> networks = Optional.of(List.of());
    private final DirectStreams direct = feature.direct(
            new StreamhostResolver(
                    host -> new InetAddress[] {
                        InetAddress.getByName(host.equals("romeo.example") ? "93.184.216.34" : host)
                    },
                    Set::of,
                    lookups::add),
            (place, meets) -> {
                assertEquals(MEETS, meets);
                connectedTo.add(place);
                return joining;
            },
            () -> networks);
    private final LocalEnd.Handler handler = mock(LocalEnd.Handler.class);
    private final LocalEnd end = new LocalEnd(handler);
    private final FakePeer socket = new FakePeer("93.184.216.34");

    private CompletableFuture<Boolean> connect(Host host) {
        CompletableFuture<Boolean> opened = direct.connect(host, MEETS, ROMEO, AGENT, end);
        lookups.forEach(Runnable::run);
        return opened;
    }

    private StreamView only() {
        assertEquals(1, feature.streams().live().size());
        return feature.streams().live().get(0);
    }

    @Test
    void opensAStreamOfTheRequesters() throws Exception {
        CompletableFuture<Boolean> opened = connect(HOST);
        assertFalse(opened.isDone());

        joining.complete(socket);

        assertTrue(opened.getNow(null));
        assertEquals(List.of(new InetSocketAddress(InetAddress.getByName("93.184.216.34"), 5086)), connectedTo);
        assertEquals(StreamView.State.ACTIVE, only().state());
        assertEquals(Optional.of(ROMEO), only().requester());
        assertEquals(Optional.of(AGENT), only().target());
        assertEquals(1, socket.relayed.size());
        socket.relayed.get(0).fromSecond().read(7);
        assertEquals(7, only().bytesToTarget());
        end.leave(Reason.BROKEN);
        assertTrue(socket.closed);
        assertEquals(ROMEO, log.get(0).requester());
        verify(handler).closed();
    }

    @Test
    void connectsNowhereWhileItIsOff() {
        networks = Optional.empty();

        assertFalse(direct.areAllowed());
        assertFalse(connect(HOST).getNow(null));

        assertEquals(List.of(), lookups);
        assertEquals(List.of(), connectedTo);
    }

    @Test
    void connectsNowhereElseThanThePolicyAllows() {
        assertTrue(direct.areAllowed());
        assertFalse(connect(new Host(ROMEO, "127.0.0.1", 5086)).getNow(null));
        assertFalse(connect(new Host(ROMEO, "romeo.example", 25)).getNow(null));

        assertEquals(List.of(), connectedTo);
    }

    @Test
    void saysThatAHostIsNotReached() {
        CompletableFuture<Boolean> opened = connect(HOST);

        joining.completeExceptionally(new IOException());

        assertFalse(opened.getNow(null));
        assertEquals(List.of(), feature.streams().live());
        verify(handler, never()).closed();
    }

    @Test
    void connectsNoMoreIfItIsGivenUpBefore() {
        CompletableFuture<Boolean> opened = direct.connect(HOST, MEETS, ROMEO, AGENT, end);
        opened.cancel(false);

        lookups.forEach(Runnable::run);

        assertEquals(List.of(), connectedTo);
    }

    @Test
    void givesTheSocketUpWithTheResult() {
        CompletableFuture<Boolean> opened = connect(HOST);

        opened.cancel(false);

        assertTrue(joining.isCancelled());
        assertEquals(List.of(), feature.streams().live());
    }

    @Test
    void closesASocketWhoseEndHasLeftMeanwhile() {
        CompletableFuture<Boolean> opened = connect(HOST);
        end.leave(Reason.BROKEN);

        joining.complete(socket);

        assertFalse(opened.getNow(null));
        assertTrue(socket.closed);
        assertEquals(List.of(), feature.streams().live());
        assertEquals(0, socket.relayed.size());
    }

    /** The requester may have chosen the address: it is another's. */
    @Test
    void disturbsNobodyWhoIsAtThatAddress() {
        FakePeer waiting = new FakePeer("192.0.2.1");
        feature.streams().join(MEETS, waiting);
        CompletableFuture<Boolean> opened = connect(HOST);

        joining.complete(socket);

        assertFalse(opened.getNow(null));
        assertTrue(socket.closed);
        assertFalse(waiting.closed);
        assertEquals(StreamView.State.WAITING, only().state());
        verify(handler, never()).closed();
    }

    private boolean open(JID requester, String from) {
        ActivationRequest request = new ActivationRequest(
                DestinationAddress.of("other", requester, AGENT),
                requester,
                AGENT,
                ActivationRequest.Charge.REQUESTER,
                false);
        return feature.streams().open(request, new LocalEnd(handler), new FakePeer(from));
    }

    @Test
    void countsForItsRequesterAndNotIfItIsRefused() {
        assertTrue(open(ROMEO, "192.0.2.1"));
        CompletableFuture<Boolean> opened = connect(HOST);

        joining.complete(socket);

        assertFalse(opened.getNow(null));
        assertTrue(socket.closed);
        assertTrue(open(new JID("mercutio@example.org/x"), "93.184.216.34"), "the address is free");
    }

    @Test
    void keepsToTheLimitsOfTheProxy() {
        feature.streams().join(DestinationAddress.of("other", ROMEO, AGENT), new FakePeer("93.184.216.34"));
        CompletableFuture<Boolean> opened = connect(HOST);

        joining.complete(socket);

        assertFalse(opened.getNow(null));
        assertTrue(socket.closed);
        assertEquals(1, feature.streams().live().size());
    }
}
