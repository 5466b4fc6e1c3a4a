package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener;

/**
 * Where the proxy is found: its own XMPP address and TCP port, and beside them those of Openfire's own proxy while it stands
 * in for that.
 */
public final class ProxyDoors {

    private final Services services;
    private final ServiceComponent own;
    private final ServiceComponent standIn;
    private final Listener listener;
    private Settings settings = Settings.DEFAULTS.with(Settings.SOCKS5_ENABLED, false);
    /** 0 while the proxy does not stand in. */
    private int standInPort;
    /** Read by the threads that route stanzas: they must not wait for ports to open. */
    private volatile OptionalInt port = OptionalInt.empty();

    /**
     * @param own     the component at the proxy's own address
     * @param standIn the one at the address of Openfire's proxy
     */
    public ProxyDoors(Services services, ServiceComponent own, ServiceComponent standIn, Listener listener) {
        this.services = services;
        this.own = own;
        this.standIn = standIn;
        this.listener = listener;
    }

    /** Opens and closes what the settings say. */
    public synchronized void apply(Settings settings) {
        this.settings = settings;
        if (settings.get(Settings.SOCKS5_ENABLED)) {
            listen();
            services.register(own, settings.get(Settings.SOCKS5_SUBDOMAIN));
        } else {
            services.unregister(own);
            listen();
        }
    }

    /** Opens Openfire's proxy's address and port, both free by now; again if they are ours but were taken away. */
    public synchronized void standIn(String subdomain, int port) {
        standInPort = port;
        listen();
        services.unregister(standIn);
        services.register(standIn, subdomain);
    }

    /** @return whether stanzas to the address of Openfire's proxy find anybody */
    public synchronized boolean standsIn() {
        return standInPort != 0 && services.isRegistered(standIn);
    }

    public synchronized void standAside() {
        standInPort = 0;
        services.unregister(standIn);
        listen();
    }

    /** @return the TCP ports that should be open, sorted */
    public synchronized Set<Integer> wantedPorts() {
        Set<Integer> ports = new TreeSet<>();
        if (settings.get(Settings.SOCKS5_ENABLED)) {
            ports.add(settings.get(Settings.SOCKS5_PORT).intValue());
        }
        if (standInPort != 0) {
            ports.add(standInPort);
        }
        return ports;
    }

    /** @return those that are open, sorted */
    public Set<Integer> openPorts() {
        return new TreeSet<>(listener.ports());
    }

    private void listen() {
        Set<Integer> ports = wantedPorts();
        if (!ports.equals(listener.ports())) {
            listener.listen(ports);
        }
        port = portToAnnounce(listener.ports());
    }

    private OptionalInt portToAnnounce(Set<Integer> open) {
        int ownPort = settings.get(Settings.SOCKS5_PORT).intValue();
        if (open.contains(standInPort)) {
            return OptionalInt.of(standInPort);
        }
        return open.contains(ownPort) ? OptionalInt.of(ownPort) : OptionalInt.empty();
    }

    /** @return the port to announce: that of Openfire's proxy while it is ours, since firewalls know it; empty if none is open */
    public OptionalInt port() {
        return port;
    }
}
