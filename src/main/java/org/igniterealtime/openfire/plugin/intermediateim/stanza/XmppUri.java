package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.xmpp.packet.JID;

/** An XMPP URI or IRI, as in {@code xmpp:room@service?join} (RFC 5122). */
public final class XmppUri {

    private static final String SCHEME = "xmpp:";

    private XmppUri() {}

    /** @return whether the text begins as one does; a scheme has no letter case (RFC 3986 §3.1) */
    public static boolean isOne(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** @return the address it names, whatever is to be done there; empty if it is none, or names none */
    public static Optional<JID> address(String text) {
        try {
            return isOne(text)
                    ? Optional.of(new JID(decoded(path(text.substring(SCHEME.length())))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @return the part that names the entity: without the account to be used, the action and the fragment (RFC 5122
     *     §2.3)
     */
    private static String path(String afterScheme) {
        String path = afterScheme.split("[?#]", 2)[0];
        return path.startsWith("//") ? path.replaceFirst("//[^/]*/?", "") : path;
    }

    /** Percent-encoded octets are UTF-8 (RFC 5122 §2.7.2). @throws IllegalArgumentException if they are not */
    private static String decoded(String path) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); ) {
            int codePoint = path.codePointAt(i);
            if (codePoint == '%') {
                octets.write(octet(path, i + 1));
                i += 3;
            } else {
                octets.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static int octet(String path, int at) {
        int high = at + 1 < path.length() ? Character.digit(path.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(path.charAt(at + 1), 16);
        if (low < 0) {
            throw new IllegalArgumentException("not two hexadecimal digits");
        }
        return high << 4 | low;
    }
}
