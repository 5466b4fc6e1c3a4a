package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Streamhost;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class LocalStreamsTest {

    private static final JID PROXY = new JID("bytestreams.example.org");
    private static final JID FORMER = new JID("proxy.example.org");
    private static final JID AGENT = new JID("romeo@example.org/agent");
    private static final JID JULIET = new JID("juliet@example.org/y");

    private static final DestinationAddress MEETS = DestinationAddress.of("sid", AGENT, JULIET);

    private final FakeTime time = new FakeTime();
    private final FakeUsers users = new FakeUsers();
    private final List<FinishedTransfer> log = new ArrayList<>();
    private final BytestreamsFeature feature =
            new BytestreamsFeature(Settings.DEFAULTS, "example.org", address -> false, log::add, time);
    private List<JID> addresses = List.of(PROXY, FORMER);
    private final LocalStreams local = feature.local(
            users,
            requester -> List.of(
                    new Streamhost(requester.map(InetAddress::getHostAddress).orElse("unknown"), 7778)),
            () -> addresses);
    private final LocalEnd.Handler handler = mock(LocalEnd.Handler.class);
    private final LocalEnd end = new LocalEnd(handler);
    private final FakePeer socket = new FakePeer("192.0.2.1");

    private void connect() {
        feature.streams().join(MEETS, socket);
    }

    @Test
    void offersTheAnnouncedProxyAsTheClientSeesIt() throws Exception {
        users.networkAddresses.put(JULIET, InetAddress.getByName("192.0.2.7"));

        assertEquals(List.of(new StreamhostOffer.Host(PROXY, "192.0.2.7", 7778)), local.offerTo(JULIET));
    }

    @Test
    void knowsEveryAddressOfTheProxy() {
        assertTrue(local.isProxy(PROXY));
        assertTrue(local.isProxy(FORMER));
        assertFalse(local.isProxy(JULIET));
    }

    @Test
    void offersNothingWhileTheProxyIsOff() {
        addresses = List.of();

        assertEquals(List.of(), local.offerTo(JULIET));
        assertFalse(local.isProxy(PROXY));
    }

    @Test
    void activatesWhenTheTargetHasConnected() {
        connect();
        assertTrue(local.join(MEETS, end));

        assertTrue(local.activate(MEETS, AGENT, JULIET));

        assertEquals(1, socket.relayed.size());
    }

    @Test
    void doesNotActivateWithoutTheTarget() {
        assertTrue(local.join(MEETS, end));

        assertFalse(local.activate(MEETS, AGENT, JULIET));
    }

    @Test
    void isRefusedWhereBytesPassAlready() {
        connect();
        feature.streams().join(MEETS, new FakePeer("192.0.2.2"));
        local.activate(MEETS, AGENT, JULIET);

        assertFalse(local.join(MEETS, end));

        verify(handler, never()).closed();
    }

    @Test
    void endsWhenNobodyActivatesIt() {
        local.join(MEETS, end);

        time.pass(Duration.ofSeconds(61));
        feature.streams().tick();

        verify(handler).closed();
    }
}
