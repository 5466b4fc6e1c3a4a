package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.OwnAddresses.Interface;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {

    private static final List<Interface> ALL_KINDS = interfaces(
            "lo 127.0.0.1",
            "lo ::1",
            "docker0 172.17.0.1",
            "br-1f2e 203.0.113.77",
            "veth12 10.9.9.9",
            "eth0 fe80::1",
            "eth0 169.254.3.3",
            "eth0 fd00::7",
            "eth0 192.168.1.5",
            "eth0 192.168.1.6",
            "eth1 2001:db8::5",
            "eth1 203.0.113.5");

    private static List<Interface> interfaces(String... all) {
        List<Interface> interfaces = new ArrayList<>();
        for (String each : all) {
            String[] words = each.split(" ");
            interfaces.add(new Interface(words[0], IpText.read(words[1]).orElseThrow()));
        }
        return interfaces;
    }

    @Test
    void theExternalAddressComesFirst() {
        assertEquals(
                List.of("198.51.100.1"),
                new OwnAddresses("198.51.100.1", "im.example.org", "", ALL_KINDS).toAnnounce());
        assertEquals(List.of("nat.example.org"), new OwnAddresses("nat.example.org", "", "", ALL_KINDS).toAnnounce());
    }

    @Test
    void thenTheServersName() {
        assertEquals(
                List.of("im.example.org"), new OwnAddresses("", "im.example.org", "10.0.0.1", ALL_KINDS).toAnnounce());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "f3a1b2", "machine.local", "host.localdomain", "127.0.0.1", "0.0.0.0", "no name"
            })
    void aNameThatOthersCannotUseDoesNotCount(String fqdn) {
        assertEquals(List.of("203.0.113.5", "2001:db8::5"), new OwnAddresses("", fqdn, "", ALL_KINDS).toAnnounce());
    }

    @Test
    void aServerRestrictedToOneAddressIsFoundThereOnly() {
        assertEquals(List.of("127.0.0.1"), new OwnAddresses("", "localhost", "127.0.0.1", ALL_KINDS).toAnnounce());
    }

    @Nested
    class OfInterfaces {

        @Test
        void thereIsNoneWhereNobodyCanReachIt() {
            assertEquals(
                    List.of(), announced("lo 127.0.0.1", "docker0 172.17.0.1", "virbr0 192.168.122.1", "eth0 fe80::1"));
        }

        @Test
        void privateOnesServeWhereThereIsNoGlobalOne() {
            assertEquals(
                    List.of("192.168.1.5", "fd00::7"), announced("eth0 fd00::7", "eth0 192.168.1.5", "eth0 10.0.0.1"));
        }

        @Test
        void aGlobalOneOfEitherFamilyIsEnough() {
            assertEquals(List.of("2001:db8::5"), announced("eth0 192.168.1.5", "eth0 2001:db8::5"));
        }

        private List<String> announced(String... interfaces) {
            return new OwnAddresses("", "", "", interfaces(interfaces)).toAnnounce();
        }
    }
}
