package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where this server connects to if a client names a streamhost. The client chooses the place, so without a policy it
 * could have us connect to services that only we can reach. Asked about the address that is connected to, after the
 * name was looked up: names and strange spellings of addresses make no difference.
 *
 * @param listed networks that may be connected to although they are private; the loopback only if it is listed by
 *     itself, and never those of {@link #NEVER}
 * @param own    addresses of this machine's interfaces, and those at which it is known outside
 */
public record StreamhostPolicy(List<Network> listed, Set<InetAddress> own) {

    /** Below it are the services of systems. */
    public static final int MIN_PORT = 1024;

    /** This machine, which has services that trust it. */
    private static final List<Network> LOOPBACK = networks("127.0.0.0/8", "::1/128");

    /**
     * Places that are no other host's: unspecified, link-local, multicast, reserved, and what stands for an IPv4
     * address in IPv6 (mapped, compatible, translated, NAT64, Teredo, 6to4): that address can be named itself.
     */
    private static final List<Network> NEVER = networks(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.88.99.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/8",
            "64:ff9b::/32",
            "2001::/32",
            "2002::/16",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    /** Places that are inside somebody's network, or in nobody's (RFC 6890). */
    private static final List<Network> PRIVATE = networks(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    /** All that is given out of IPv6 (RFC 4291 §2.4). */
    private static final List<Network> GLOBAL_UNICAST = networks("2000::/3");

    public StreamhostPolicy {
        listed = List.copyOf(listed);
        own = Set.copyOf(own);
    }

    /**
     * @param address that would be connected to
     * @return whether that is allowed
     */
    public boolean allows(InetAddress address, int port) {
        if (port < MIN_PORT || port > 65_535) {
            return false;
        }
        if (isIn(LOOPBACK, address)) {
            return listed.stream()
                    .anyMatch(network -> network.contains(address)
                            && LOOPBACK.stream().anyMatch(loopback -> loopback.contains(network)));
        }
        if (own.contains(address) || isIn(NEVER, address) || isIsatap(address)) {
            return false;
        }
        boolean isGlobal =
                !isIn(PRIVATE, address) && (address.getAddress().length == 4 || isIn(GLOBAL_UNICAST, address));
        return isGlobal || isIn(listed, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** IPv4 in the lower half of an IPv6 address (RFC 5214 §6.1). */
    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                && (bytes[8] & ~3) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts)
                .map(text -> Network.read(text).orElseThrow())
                .toList();
    }
}
