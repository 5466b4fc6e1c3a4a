package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FakeTime;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.HandshakeFault;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;

@Requirement("0065-70")
class ConnectionLimiterTest {

    private final FakeTime time = new FakeTime();
    private final Counters counters = new Counters(List.of(ProxyCounters.REFUSED, ProxyCounters.SHUT_OUT));
    private final ConnectionLimiter connectionLimiter =
            new ConnectionLimiter(ProxySettings.limits(Settings.DEFAULTS), counters, time, time);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final InetAddress SOMEONE = address("192.0.2.1");
    private static final InetAddress OTHER = address("192.0.2.2");

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            connectionLimiter.failed(SOMEONE, HandshakeFault.NOT_SOCKS5);
        }
    }

    @Test
    void admitsSoManyPerSecond() {
        for (int i = 0; i < 50; i++) {
            assertTrue(connectionLimiter.admits(SOMEONE));
        }
        assertFalse(connectionLimiter.admits(SOMEONE));
        assertTrue(connectionLimiter.admits(OTHER));
        time.pass(Duration.ofMillis(20));
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertFalse(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void givesBackWhatConnectionsOfItsOwnHaveTaken() {
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS
                .with(ProxySettings.CONNECTIONS_PER_SECOND, 2L)
                .with(ProxySettings.WAITING_PER_ADDRESS, 2L)));
        for (int i = 0; i < 5; i++) {
            assertTrue(connectionLimiter.admits(SOMEONE));
            connectionLimiter.uncounted(SOMEONE);
        }
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertFalse(connectionLimiter.admits(SOMEONE), "and no more than that");
        connectionLimiter.uncounted(OTHER);
        assertTrue(connectionLimiter.admits(OTHER));
    }

    @Test
    void countsByTheNewLimitAtOnce() {
        connectionLimiter.admits(SOMEONE);
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS.with(ProxySettings.CONNECTIONS_PER_SECOND, 1L)));
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertFalse(connectionLimiter.admits(SOMEONE));
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS.with(ProxySettings.CONNECTIONS_PER_SECOND, 0L)));
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void shutsOutWhoKeepsFailing() {
        fail(9);
        assertTrue(connectionLimiter.admits(SOMEONE));
        fail(1);
        assertFalse(connectionLimiter.admits(SOMEONE));
        assertTrue(connectionLimiter.admits(OTHER));
        time.pass(Duration.ofSeconds(10));
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void shutsOutLongerEachTimeButNotForEver() {
        fail(11);
        time.pass(Duration.ofSeconds(19));
        assertFalse(connectionLimiter.admits(SOMEONE));
        time.pass(Duration.ofSeconds(1));
        assertTrue(connectionLimiter.admits(SOMEONE));
        fail(100);
        time.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertFalse(connectionLimiter.admits(SOMEONE));
        time.pass(Duration.ofSeconds(1));
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void forgivesWhoSucceeds() {
        fail(9);
        connectionLimiter.succeeded(SOMEONE);
        connectionLimiter.succeeded(OTHER);
        fail(9);
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void shutsNobodyOutWhenToldSo() {
        fail(20);
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS.with(ProxySettings.FAILURES_IN_A_ROW, 0L)));
        assertTrue(connectionLimiter.admits(SOMEONE));
        fail(20);
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void listsWhoIsShutOut() {
        fail(10);
        fail(10);
        time.pass(Duration.ofSeconds(4));
        for (int i = 0; i < 10; i++) {
            connectionLimiter.failed(address("2001:db8::1:" + i), HandshakeFault.UNUSABLE_REQUEST);
        }
        List<ShutOut> shutOut = connectionLimiter.shutOut();
        assertEquals(
                List.of("192.0.2.1", "2001:db8::/64"),
                shutOut.stream().map(ShutOut::network).toList());
        assertEquals(
                List.of(HandshakeFault.NOT_SOCKS5, HandshakeFault.UNUSABLE_REQUEST),
                shutOut.stream().map(ShutOut::fault).toList());
        assertEquals(20, shutOut.get(0).faults());
        assertEquals(time.instant().plusSeconds(10), shutOut.get(1).until());
        assertEquals(2, counters.snapshot().get(ProxyCounters.SHUT_OUT), "each once, however long it lasts");
        time.pass(Duration.ofSeconds(10));
        assertEquals(
                List.of("192.0.2.1"),
                connectionLimiter.shutOut().stream().map(ShutOut::network).toList());
    }

    @Test
    void letsInWhomTheAdminLetsIn() {
        fail(10);
        assertFalse(connectionLimiter.admits(SOMEONE));
        assertEquals(1, counters.snapshot().get(ProxyCounters.REFUSED));
        assertFalse(connectionLimiter.unblock(ConnectionLimiter.key(OTHER)));
        assertFalse(connectionLimiter.unblock("nonsense"));
        assertTrue(connectionLimiter.unblock(connectionLimiter.shutOut().get(0).id()));
        assertTrue(connectionLimiter.admits(SOMEONE));
        fail(9);
        assertTrue(connectionLimiter.admits(SOMEONE), "counts anew");
        fail(1);
        connectionLimiter.unblockAll();
        assertEquals(List.of(), connectionLimiter.shutOut());
        assertTrue(connectionLimiter.admits(SOMEONE));
    }

    @Test
    void admitsSoManyThatWait() {
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS.with(ProxySettings.WAITING_PER_ADDRESS, 2L)));
        assertTrue(connectionLimiter.admits(SOMEONE) && connectionLimiter.admits(SOMEONE));
        assertFalse(connectionLimiter.admits(SOMEONE));
        assertTrue(connectionLimiter.admits(OTHER));
        connectionLimiter.settled(SOMEONE);
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertFalse(connectionLimiter.admits(SOMEONE));
        connectionLimiter.settled(SOMEONE);
        connectionLimiter.settled(SOMEONE);
        assertTrue(connectionLimiter.admits(SOMEONE) && connectionLimiter.admits(SOMEONE));
        connectionLimiter.limit(ProxySettings.limits(Settings.DEFAULTS.with(ProxySettings.WAITING_PER_ADDRESS, 0L)));
        assertTrue(connectionLimiter.admits(SOMEONE));
        assertEquals(List.of(), connectionLimiter.shutOut());
    }

    @Test
    void takesTheAddressesOfAnIpv6ClientForOne() {
        assertEquals(ConnectionLimiter.key(address("2001:db8::1")), ConnectionLimiter.key(address("2001:db8::ffff:1")));
        assertNotEquals(
                ConnectionLimiter.key(address("2001:db8::1")), ConnectionLimiter.key(address("2001:db8:0:1::1")));
        assertNotEquals(ConnectionLimiter.key(SOMEONE), ConnectionLimiter.key(OTHER));
    }

    @Test
    void remembersABoundedNumber() {
        RecentlyUsedMap<Integer, Integer> recent = new RecentlyUsedMap<>(3);
        for (int i = 0; i < 4; i++) {
            recent.put(i, i);
            recent.get(0);
        }
        assertEquals(java.util.Set.of(0, 2, 3), recent.keySet());
    }
}
