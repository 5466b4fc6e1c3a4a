package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.9.9.9/8, 10.1.1.1, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "128.0.0.0/1, 255.0.0.1, true",
        "128.0.0.0/1, 127.0.0.1, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "::/0, 10.0.0.1, false",
    })
    void holdsAddressesWithItsPrefix(String network, String address, boolean held) {
        InetAddress other = IpText.read(address).orElseThrow();
        assertEquals(held, Network.read(network).orElseThrow().contains(other));
    }

    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource({
        "127.0.0.0/8, 127.0.0.0/8, true",
        "127.0.0.0/8, 127.1.0.0/16, true",
        "127.0.0.0/8, 127.0.0.0/7, false",
        "127.0.0.0/8, 10.0.0.0/8, false",
        "0.0.0.0/0, ::/0, false"
    })
    void holdsNetworksThatAreNoLarger(String network, String other, boolean held) {
        assertEquals(
                held,
                Network.read(network).orElseThrow().contains(Network.read(other).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "::/129",
                "10.0.0.0/8/8",
                "10/8",
                "any"
            })
    void nothingElseIsANetwork(String text) {
        assertEquals(Optional.empty(), Network.read(text));
    }

    @Test
    void isWrittenAsItIsRead() {
        assertEquals(
                "2001:db8::/32", Network.read("2001:0db8::/32").orElseThrow().toString());
        assertEquals("192.0.2.7/32", Network.read("192.0.2.7").orElseThrow().toString());
    }

    @Test
    void hasAPrefixThatFits() {
        InetAddress address = IpText.read("10.0.0.0").orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> new Network(address, 33));
        assertThrows(IllegalArgumentException.class, () -> new Network(address, -1));
    }
}
