package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;

/** The TCP ports of the proxy: its own, and beside it that of Openfire's own proxy while it stands in for that. */
public final class ProxyPorts {

    private static final int NONE = 0;

    private final Listener listener;
    private final IntPredicate isFree;
    private int own = NONE;
    private int replacedPort = NONE;
    /** Read by the threads that route stanzas: they must not wait for ports to open. */
    private volatile OptionalInt announced = OptionalInt.empty();

    /** @param isFree whether nobody listens at a port where the listener would */
    public ProxyPorts(Listener listener, IntPredicate isFree) {
        this.listener = listener;
        this.isFree = isFree;
    }

    /** Opens and closes the proxy's own port. */
    public synchronized void apply(Settings settings) {
        own = settings.get(ProxySettings.ENABLED)
                ? settings.get(ProxySettings.PORT).intValue()
                : NONE;
        listen();
    }

    synchronized void replaceAt(int port) {
        replacedPort = port;
        listen();
    }

    synchronized void stopReplacing() {
        replaceAt(NONE);
    }

    private void listen() {
        Set<Integer> wanted = wanted();
        if (!wanted.equals(listener.ports())) {
            listener.listen(wanted);
        }
        Set<Integer> open = listener.ports();
        announced = open.contains(replacedPort)
                ? OptionalInt.of(replacedPort)
                : open.contains(own) ? OptionalInt.of(own) : OptionalInt.empty();
    }

    /**
     * @return the port to announce: that of Openfire's proxy while it is ours, since firewalls know it; empty if none
     *     is open
     */
    public OptionalInt announced() {
        return announced;
    }

    /** @return those that should be open, sorted */
    public synchronized Set<Integer> wanted() {
        Set<Integer> ports = new TreeSet<>();
        ports.add(own);
        ports.add(replacedPort);
        ports.remove(NONE);
        return ports;
    }

    /**
     * @return whether the proxy's own port can be this one: it is that already, or it is free and not that of
     *     Openfire's proxy
     */
    public synchronized boolean canOpen(int port) {
        return port != replacedPort && (listener.ports().contains(port) || isFree.test(port));
    }

    /** @return those that are open, sorted */
    public Set<Integer> open() {
        return new TreeSet<>(listener.ports());
    }
}
