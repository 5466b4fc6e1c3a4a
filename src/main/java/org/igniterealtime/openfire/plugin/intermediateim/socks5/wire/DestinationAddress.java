package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.xmpp.packet.JID;

/**
 * Where two SOCKS5 peers meet: 40 lower-case hex digits, SHA-1 of SID + requester + target (XEP-0065 §6.3.2).
 *
 * @param hex in any letter case; kept in lower case
 */
public record DestinationAddress(String hex) {

    /** Number of hex digits, which is also the length of DST.ADDR in bytes. */
    public static final int LENGTH = 40;

    public DestinationAddress {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!isDigest(hex)) {
            throw new IllegalArgumentException("not a SHA-1 hex digest");
        }
    }

    /**
     * @param requester the {@code from} of the offer, bare or full as it was; a {@link JID} is always prepared
     * @param target    the {@code to} of the offer, likewise
     */
    public static DestinationAddress of(String sid, JID requester, JID target) {
        return new DestinationAddress(sha1Hex(sid + requester + target));
    }

    /** @return whether this is an address: 40 hex digits in any letter case */
    public static boolean isDigest(String text) {
        return text.length() == LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String sha1Hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
