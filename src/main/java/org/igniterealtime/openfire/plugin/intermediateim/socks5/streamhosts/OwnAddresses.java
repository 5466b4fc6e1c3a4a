package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is known of where this server can be reached; what is announced while no {@link StreamhostRules rule} holds.
 *
 * @param externalIp  the admin's word on how the server is seen from outside: address or name; empty for none
 * @param fqdn        the server's own idea of its name; empty for none
 * @param boundTo     the one address the server is restricted to; empty for all
 * @param interfaces  the addresses of its network interfaces
 */
public record OwnAddresses(String externalIp, String fqdn, String boundTo, List<Interface> interfaces) {

    /** Networks that exist only inside the machine: containers, virtual machines. */
    private static final String INSIDE_THE_MACHINE =
            "(docker|br-|veth|virbr|lxc|lxd|podman|cni|flannel|cali|vmnet|vboxnet).*";

    public OwnAddresses {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * An address of a network interface that is up.
     *
     * @param name of the interface as the system calls it, e.g. {@code eth0}
     */
    public record Interface(String name, InetAddress address) {

        private boolean canBeReached() {
            return HostName.isOnePlace(address) && !address.isLoopbackAddress() && !name.matches(INSIDE_THE_MACHINE);
        }

        private boolean isPrivate() {
            boolean uniqueLocal =
                    !(address instanceof Inet4Address) && (address.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193
            return address.isSiteLocalAddress() || uniqueLocal;
        }
    }

    /**
     * @return the external address if there is one; else the server's name; else the address it is restricted to; else
     *         its global addresses, or if it has none its private ones, one of IPv4 and one of IPv6
     */
    public List<String> toAnnounce() {
        Optional<String> named = HostName.read(externalIp)
                .or(() -> HostName.read(fqdn).filter(OwnAddresses::isKnownToOthers))
                .or(() -> HostName.read(boundTo));
        if (named.isPresent()) {
            return List.of(named.get());
        }
        List<String> global = onePerFamily(each -> !each.isPrivate());
        return global.isEmpty() ? onePerFamily(Interface::isPrivate) : global;
    }

    /** A bare machine name, or one of the loopback, means something to this machine only. */
    private static boolean isKnownToOthers(String host) {
        return IpText.read(host)
                .map(address -> !address.isLoopbackAddress())
                .orElse(host.contains(".") && !host.matches("(.*\\.)?(localhost|localdomain|local)"));
    }

    private List<String> onePerFamily(Predicate<Interface> wanted) {
        List<String> hosts = new ArrayList<>();
        for (boolean ipv4 : new boolean[] {true, false}) {
            interfaces.stream()
                    .filter(Interface::canBeReached)
                    .filter(wanted)
                    .map(Interface::address)
                    .filter(address -> address instanceof Inet4Address == ipv4)
                    .map(IpText::write)
                    .findFirst()
                    .ifPresent(hosts::add);
        }
        return hosts;
    }
}
