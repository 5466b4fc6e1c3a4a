package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

/** The names of what the proxy counts. */
public final class ProxyCounters {

    public static final String OPENED = "opened";
    public static final String BYTES = "bytes";
    public static final String REFUSED = "refused";
    public static final String SHUT_OUT = "shut-out";

    private ProxyCounters() {}
}
