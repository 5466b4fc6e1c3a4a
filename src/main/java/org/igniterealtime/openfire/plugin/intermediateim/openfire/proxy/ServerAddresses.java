package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.OwnAddresses;
import org.jivesoftware.openfire.XMPPServerInfo;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where this server can be reached, from Openfire's settings and the machine's network interfaces. */
public final class ServerAddresses {

    private static final Logger Log = LoggerFactory.getLogger(ServerAddresses.class);

    private static final String NETWORK_INTERFACE = "network.interface";

    private final XMPPServerInfo server;
    private volatile OwnAddresses known = new OwnAddresses("", "", "", List.of());

    public ServerAddresses(XMPPServerInfo server) {
        this.server = server;
    }

    /** @return what was found the last time */
    public OwnAddresses known() {
        return known;
    }

    /**
     * @return the addresses of this machine now: its own, and those of the names it is known by. Asks the DNS: may
     * block
     */
    public Set<InetAddress> lookUp() {
        Set<InetAddress> addresses = new HashSet<>();
        interfaces().forEach(each -> addresses.add(each.address()));
        for (String name : List.of(known.externalIp(), known.fqdn(), text(server.getXMPPDomain()))) {
            addresses.addAll(addressesOf(name));
        }
        return addresses;
    }

    private static List<InetAddress> addressesOf(String name) {
        try {
            return name.isEmpty() ? List.of() : List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** Looks again. May ask the DNS for the machine's name, so it may block. */
    public void refresh() {
        known = new OwnAddresses(
                text(JiveGlobals.getProperty("xmpp.proxy.externalip")),
                text(server.getHostname()),
                text(JiveGlobals.getXMLProperty(NETWORK_INTERFACE)),
                interfaces());
    }

    /** @return the address that Openfire is told to listen at; null for all */
    public static InetAddress networkInterface() {
        String name = text(JiveGlobals.getXMLProperty(NETWORK_INTERFACE));
        try {
            return name.isEmpty() ? null : InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            Log.warn("The network interface {} does not exist. The SOCKS5 proxy listens on all interfaces", name);
            return null;
        }
    }

    private static String text(String value) {
        return Objects.toString(value, "").strip();
    }

    private static List<OwnAddresses.Interface> interfaces() {
        List<OwnAddresses.Interface> found = new ArrayList<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp()) {
                    for (InetAddress address : Collections.list(each.getInetAddresses())) {
                        found.add(new OwnAddresses.Interface(each.getName(), address));
                    }
                }
            }
        } catch (SocketException e) {
            Log.warn("The addresses of this machine's network interfaces could not be read", e);
        }
        return found;
    }
}
