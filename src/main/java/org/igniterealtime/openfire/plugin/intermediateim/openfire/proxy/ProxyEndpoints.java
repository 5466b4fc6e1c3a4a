package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.util.List;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceComponent;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.xmpp.packet.JID;

/**
 * Where the proxy is found: its own XMPP address and TCP port, or those of Openfire's own proxy while it stands in for
 * that. Only one of the two addresses is known as a proxy's at a time, since both lead to the same sockets (XEP-0065
 * §9.1); the other serves those who were told it before.
 */
public final class ProxyEndpoints {

    private final Services services;
    private final ServiceComponent own;
    private final ServiceComponent formerOwn;
    private final ServiceComponent replacement;
    private final ProxyPorts ports;
    /** This and the next are guarded by this. */
    private boolean enabled;

    private String subdomain;

    /**
     * @param own       the component at the proxy's own address
     * @param formerOwn the one that has that address while the proxy stands in for Openfire's
     * @param replacement   the one at the address of Openfire's proxy
     */
    public ProxyEndpoints(
            Services services,
            ServiceComponent own,
            ServiceComponent formerOwn,
            ServiceComponent replacement,
            ProxyPorts ports) {
        this.services = services;
        this.own = own;
        this.formerOwn = formerOwn;
        this.replacement = replacement;
        this.ports = ports;
    }

    /** Opens or closes the proxy's own address and port. */
    public synchronized void apply(Settings settings) {
        ports.apply(settings);
        enabled = settings.get(ProxySettings.ENABLED);
        subdomain = settings.get(ProxySettings.SUBDOMAIN);
        register();
    }

    private void register() {
        boolean isReplacing = isReplacing();
        services.unregister(isReplacing ? own : formerOwn);
        if (!enabled) {
            services.unregister(isReplacing ? formerOwn : own);
        } else if (isReplacing) {
            services.registerUnlisted(formerOwn, subdomain);
        } else {
            services.register(own, subdomain);
        }
    }

    /** Takes the address and port that Openfire's proxy has left; again if they are ours but were taken away. */
    synchronized void replace(String subdomainOfOpenfires, int port) {
        ports.replaceAt(port);
        services.unregister(replacement);
        services.register(replacement, subdomainOfOpenfires);
        register();
    }

    /** @return whether stanzas to the address of Openfire's proxy find anybody */
    synchronized boolean isReplacing() {
        return services.isRegistered(replacement);
    }

    /** @return the XMPP addresses of the proxy, the announced one first; empty while there is none */
    public synchronized List<JID> addresses() {
        return Stream.of(replacement, own, formerOwn)
                .flatMap(component -> services.addressOf(component).stream())
                .toList();
    }

    /** @return whether the port is open, and ours */
    boolean listenAt(int port) {
        return ports.open().contains(port);
    }

    synchronized void stopReplacing() {
        services.unregister(replacement);
        ports.stopReplacing();
        register();
    }
}
