package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamhostPolicyTest {

    private static final StreamhostPolicy NOTHING_LISTED = new StreamhostPolicy(List.of(), Set.of());
    private static final StreamhostPolicy ALL_LISTED =
            new StreamhostPolicy(List.of(network("0.0.0.0/0"), network("::/0")), Set.of());

    private static Network network(String text) {
        return Network.read(text).orElseThrow();
    }

    /** Without the DNS, as the resolver would give it. */
    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450::1", "100.128.0.1"})
    void allowsOtherHosts(String address) throws Exception {
        assertTrue(NOTHING_LISTED.allows(address(address), 1024));
        assertTrue(NOTHING_LISTED.allows(address(address), 65_535));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.255.254",
                "127.1",
                "2130706433",
                "169.254.169.254",
                "192.88.99.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8%0",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2002:c0a8:101::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "2a00:1450::5efe:7f00:1",
                "2a00:1450::200:5efe:10.0.0.1"
            })
    void neverAllowsWhatIsNoOtherHost(String text) throws Exception {
        InetAddress address;
        try {
            address = address(text);
        } catch (java.net.UnknownHostException e) {
            return; // this JDK does not read it as an address
        }
        boolean mapped = text.startsWith("::ffff:8.8.8.8"); // the JDK makes it IPv4, as which it is judged
        assertEquals(mapped, NOTHING_LISTED.allows(address, 5086));
        assertEquals(mapped, ALL_LISTED.allows(address, 5086));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "fc00::1",
                "fd12::1",
                "2001:db8::1",
                "2001:10::1",
                "3fff::1",
                "4000::1",
                "100::1",
                "5f00::1"
            })
    void allowsPrivateNetworksIfTheyAreListed(String text) throws Exception {
        boolean isBelow1 = text.equals("100::1"); // discard only (RFC 6666)
        assertFalse(NOTHING_LISTED.allows(address(text), 5086));
        assertTrue(isBelow1 || ALL_LISTED.allows(address(text), 5086));
    }

    @Test
    void allowsOnlyTheListedNetwork() throws Exception {
        StreamhostPolicy policy = new StreamhostPolicy(List.of(network("192.168.1.0/24")), Set.of());

        assertTrue(policy.allows(address("192.168.1.7"), 5086));
        assertFalse(policy.allows(address("192.168.2.7"), 5086));
        assertTrue(policy.allows(address("8.8.8.8"), 5086));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.2, 127.0.0.1, false",
        "127.0.0.0/7, 127.0.0.1, false",
        "0.0.0.0/0, 127.0.0.1, false",
        "::1, ::1, true",
        "::/0, ::1, false",
        "127.0.0.0/8, ::1, false"
    })
    void allowsTheLoopbackIfItIsListedByItself(String listed, String address, boolean allowed) throws Exception {
        StreamhostPolicy policy = new StreamhostPolicy(List.of(network(listed)), Set.of(address(address)));

        assertEquals(allowed, policy.allows(address(address), 5086));
        assertFalse(policy.allows(address(address), 80));
    }

    @Test
    void neverAllowsThisMachine() throws Exception {
        StreamhostPolicy policy = new StreamhostPolicy(
                List.of(network("192.168.1.0/24")),
                Set.of(address("192.168.1.7"), address("8.8.8.8"), address("2a00:1450::1")));

        assertFalse(policy.allows(address("192.168.1.7"), 5086));
        assertFalse(policy.allows(address("8.8.8.8"), 5086));
        assertFalse(policy.allows(address("::ffff:8.8.8.8"), 5086));
        assertFalse(policy.allows(
                Inet6Address.getByAddress("", address("2a00:1450::1").getAddress(), 3), 5086));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 22, 25, 80, 443, 1023, 65_536})
    void allowsNoPortOfTheSystem(int port) throws Exception {
        assertFalse(ALL_LISTED.allows(address("8.8.8.8"), port));
    }

    /** The JDK makes such an address IPv4, unless it is built by hand. */
    @Property
    void judgesAMappedAddressNoMilder(@ForAll @Size(4) byte[] ipv4) throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(ipv4, 0, mapped, 12, 4);

        assertFalse(ALL_LISTED.allows(Inet6Address.getByAddress("", mapped, 0), 5086));
        assertEquals(
                NOTHING_LISTED.allows(InetAddress.getByAddress(ipv4), 5086),
                NOTHING_LISTED.allows(InetAddress.getByAddress(mapped), 5086));
    }

    @Property
    void neverAllowsWhatTheJdkKnowsToBeLocal(
            @ForAll @Size(4) byte[] ipv4, @ForAll @IntRange(min = 1024, max = 65_535) int port) throws Exception {
        InetAddress address = InetAddress.getByAddress(ipv4);
        boolean local = address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
        assertFalse(local && ALL_LISTED.allows(address, port));
        assertFalse((local || address.isSiteLocalAddress()) && NOTHING_LISTED.allows(address, port));
    }
}
