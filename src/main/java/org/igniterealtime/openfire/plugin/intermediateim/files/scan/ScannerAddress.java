package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where clamd listens. */
public sealed interface ScannerAddress {

    /** @return to be connected to; a name is looked up, which blocks */
    SocketAddress resolve() throws IOException;

    /** @param host name or IP address, an IPv6 address without brackets */
    record Tcp(String host, int port) implements ScannerAddress {

        private static final Pattern TEXT =
                Pattern.compile("(?:\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9._-]+)):(?<port>[0-9]{1,5})");

        public Tcp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no such port");
            }
        }

        private static ScannerAddress read(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a host and a port");
            }
            String host = Optional.ofNullable(parts.group("ipv6")).orElse(parts.group("host"));
            return new Tcp(host, Integer.parseInt(parts.group("port")));
        }

        @Override
        public SocketAddress resolve() throws IOException {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            return address;
        }
    }

    /** A Unix domain socket. */
    record Unix(Path path) implements ScannerAddress {

        private static final String SCHEME = "unix:";

        @Override
        public SocketAddress resolve() {
            return UnixDomainSocketAddress.of(path);
        }
    }

    /**
     * @param text {@code host:port}, {@code [IPv6 address]:port} or {@code unix:/path}
     * @throws IllegalArgumentException if it is none of these
     */
    static ScannerAddress read(String text) {
        if (!text.startsWith(Unix.SCHEME)) {
            return Tcp.read(text);
        }
        Path path = Path.of(text.substring(Unix.SCHEME.length())); // an InvalidPathException is one of these too
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path");
        }
        return new Unix(path);
    }

    /** @return whether {@link #read} can read it */
    static boolean isValid(String text) {
        try {
            read(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
