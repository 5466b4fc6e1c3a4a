package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/**
 * Where the proxy is found: its own XMPP address and TCP port, and beside them those of Openfire's own proxy while it stands
 * in for that.
 */
public final class ProxyDoors {

    private final Services services;
    private final ServiceComponent own;
    private final ServiceComponent standIn;
    private final ProxyPorts ports;

    /**
     * @param own     the component at the proxy's own address
     * @param standIn the one at the address of Openfire's proxy
     */
    public ProxyDoors(Services services, ServiceComponent own, ServiceComponent standIn, ProxyPorts ports) {
        this.services = services;
        this.own = own;
        this.standIn = standIn;
        this.ports = ports;
    }

    /** Opens or closes the proxy's own doors. */
    public synchronized void apply(Settings settings) {
        ports.apply(settings);
        if (settings.get(Settings.SOCKS5_ENABLED)) {
            services.register(own, settings.get(Settings.SOCKS5_SUBDOMAIN));
        } else {
            services.unregister(own);
        }
    }

    /** Opens the doors of Openfire's proxy, which has left them; again if they are ours but were taken away. */
    synchronized void standIn(String subdomain, int port) {
        ports.standInAt(port);
        services.unregister(standIn);
        services.register(standIn, subdomain);
    }

    /** @return whether stanzas to the address of Openfire's proxy find anybody */
    synchronized boolean standsIn() {
        return services.isRegistered(standIn);
    }

    /** @return whether the port is open, and ours */
    boolean listenAt(int port) {
        return ports.open().contains(port);
    }

    synchronized void standAside() {
        services.unregister(standIn);
        ports.standAside();
    }
}
