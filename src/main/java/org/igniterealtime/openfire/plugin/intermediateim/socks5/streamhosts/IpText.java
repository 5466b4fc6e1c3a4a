package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses as text. Never asks the DNS. */
public final class IpText {

    private static final String DECIMAL_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = DECIMAL_OCTET + "(\\." + DECIMAL_OCTET + "){3}";
    /** What begins like this and has a colon, the JDK reads as an address or refuses. */
    private static final String IPV6_ALPHABET = "(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*";

    private static final int GROUPS = 8;

    private IpText() {}

    /** @return the address; empty if the text is not a whole IPv4 or IPv6 address without scope and brackets */
    static Optional<InetAddress> read(String text) {
        if (!text.matches(IPV4) && !text.matches(IPV6_ALPHABET)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @return IPv4 in dotted decimal; IPv6 as RFC 5952 §4 writes it, without scope */
    public static String write(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : writeIpv6(groups(address.getAddress()));
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        return groups;
    }

    private static String writeIpv6(int[] groups) {
        int gap = 0;
        int gapLength = 1; // §4.2.2: a single zero group is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > gapLength) { // §4.2.3: the longest run; of equals, the first
                gap = i;
                gapLength = zeros;
            }
        }
        if (gapLength == 1) {
            return hex(groups, 0, GROUPS);
        }
        return hex(groups, 0, gap) + "::" + hex(groups, gap + gapLength, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    /** §4.1, §4.3: lower case, no leading zeros. */
    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
