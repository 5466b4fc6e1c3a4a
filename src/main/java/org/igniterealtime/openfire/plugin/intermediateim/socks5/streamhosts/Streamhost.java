package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

/**
 * Where a client can reach the proxy by TCP (XEP-0065 §9.2).
 *
 * @param host name or IP address as it is written in the answer; an IPv6 address as RFC 5952 has it, without brackets
 * @param port 1 to 65535
 */
public record Streamhost(String host, int port) {

    public Streamhost {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a streamhost needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a TCP port: " + port);
        }
    }
}
