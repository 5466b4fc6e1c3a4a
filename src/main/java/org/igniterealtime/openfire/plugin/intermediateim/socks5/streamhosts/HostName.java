package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** What may be announced as the host of a streamhost: an address that others can reach, or a DNS name. */
public final class HostName {

    private static final int MAX_CHARACTERS = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private HostName() {}

    /**
     * @return the host as it is announced: addresses in their one canonical form, names in lower case and ASCII (RFC
     *         5890); empty if it is neither, or an address that means another place to whoever reads it
     */
    public static Optional<String> read(String text) {
        Optional<InetAddress> address = IpText.read(text);
        if (address.isPresent()) {
            return address.filter(HostName::isOnePlace).map(IpText::write);
        }
        try {
            return Optional.of(IDN.toASCII(text).toLowerCase(Locale.ROOT)).filter(HostName::isName);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Wildcard, link-local and multicast addresses lead nowhere for others. */
    static boolean isOnePlace(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isLinkLocalAddress() && !address.isMulticastAddress();
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_CHARACTERS
                && text.matches("(" + LABEL + "\\.)*" + LABEL)
                && !text.matches("(.*\\.)?[0-9]+"); // 999.1.1.1 is a bad address, not a name (RFC 1123 §2.1)
    }
}
