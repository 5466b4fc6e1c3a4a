package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), e.g. {@code 192.168.0.0/16} or {@code 2001:db8::/32}.
 *
 * @param address      any address in it
 * @param prefixLength leading bits that all its addresses share: 0 to 32, or to 128
 */
public record Network(InetAddress address, int prefixLength) {

    public Network {
        if (prefixLength < 0 || prefixLength > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("prefix length " + prefixLength);
        }
    }

    /** @return the network; a lone address is a network of its own; empty if the text is neither */
    public static Optional<Network> read(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpText.read(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new Network(address.get(), bits));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
            return Optional.empty();
        }
        return Optional.of(new Network(address.get(), Integer.parseInt(length)));
    }

    /** @return whether all addresses of the other are in this one */
    boolean contains(Network other) {
        return other.prefixLength >= prefixLength && contains(other.address);
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < prefixLength; i += Byte.SIZE) {
            int mask = 0xff << Math.max(0, Byte.SIZE - (prefixLength - i));
            if (((mine[i / Byte.SIZE] ^ theirs[i / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return IpText.write(address) + "/" + prefixLength;
    }
}
