package org.igniterealtime.openfire.plugin.intermediateim.socks5;

/**
 * Where a client can reach the proxy by TCP (XEP-0065 §4).
 *
 * @param host an IPv4 address, an IPv6 address as RFC 5952 writes it, or a DNS name
 * @param port 1 to 65535
 */
public record StreamHost(String host, int port) {

    public StreamHost {
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(host + " " + port);
        }
    }
}
