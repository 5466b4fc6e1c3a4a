package org.igniterealtime.openfire.plugin.intermediateim.xhtml.links;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;

/**
 * An absolute URI, read as browsers read it.
 *
 * @param text   as it is to be written: without what browsers strip, with escapes for what no URI may hold
 * @param scheme in lower case; whatever stands before the first colon, so compare it with those that are known
 * @param user   what stands before the host in an http(s) URI; empty if nothing does
 * @param host   of an http(s) URI, the mail domain or XMPP domain, as {@link #canonicalHost} has it; empty if there is
 *     none
 * @param shown  what a reader is shown for it: without the user, who may pose as a host, and with the host as it is
 *     looked up
 */
public record Uri(String text, String scheme, String user, String host, String shown) {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> ADDRESS_AT_HOST = Set.of("mailto", "xmpp");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LONGEST_HOST = 253;
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?");

    /** @return empty if {@code raw} is relative, is too long, or different readers would find different hosts in it */
    public static Optional<Uri> read(String raw) {
        if (Bounds.isLonger(raw, Bounds.ATTRIBUTE_BYTES)) {
            return Optional.empty();
        }
        String stripped = strip(raw);
        String text = escape(stripped);
        int colon = text.indexOf(':');
        if (colon < 0 || colon + 1 == text.length() || Bounds.isLonger(text, Bounds.ATTRIBUTE_BYTES)) {
            return Optional.empty();
        }
        String scheme = XhtmlIm.asciiLowerCase(text.substring(0, colon));
        if (WEB.contains(scheme)) {
            // browsers take a backslash for a slash
            return stripped.indexOf('\\') < 0 ? readWeb(text, scheme, colon + 1) : Optional.empty();
        }
        String host = ADDRESS_AT_HOST.contains(scheme) ? domain(text.substring(colon + 1)) : "";
        return Optional.of(new Uri(text, scheme, "", host, text));
    }

    /** Without case and trailing dot; other scripts in the form the name system knows ("xn--"). */
    static String canonicalHost(String host) {
        String name = toAscii(host);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name;
    }

    private static Optional<Uri> readWeb(String text, String scheme, int from) {
        int authority = from + "//".length();
        if (!text.startsWith("//", from)) {
            return Optional.empty();
        }
        int end = endOfAuthority(text, authority);
        int at = text.lastIndexOf('@', end - 1);
        String user = at > authority ? text.substring(authority, at) : "";
        String rest = text.substring(Math.max(authority, at + 1), end);
        int hostEnd = rest.startsWith("[")
                ? rest.indexOf(']') + 1
                : rest.indexOf(':') < 0 ? rest.length() : rest.indexOf(':');
        String host = canonicalHost(rest.substring(0, hostEnd));
        String port = rest.substring(hostEnd);
        if (!isHost(rest.substring(0, hostEnd), host)
                || !(port.isEmpty() || PORT.matcher(port).matches())) {
            return Optional.empty();
        }
        return Optional.of(new Uri(text, scheme, user, host, scheme + "://" + host + port + text.substring(end)));
    }

    private static boolean isHost(String written, String canonical) {
        return canonical.length() <= LONGEST_HOST
                && (XhtmlIm.isAscii(written) || !looksLikeAPath(written))
                && (DOMAIN.matcher(canonical).matches()
                        || IPV6.matcher(canonical).matches());
    }

    /** U+2044 and U+2215 look like a slash, but are part of a name. */
    private static boolean looksLikeAPath(String host) {
        return host.chars().anyMatch(c -> Character.getType(c) == Character.MATH_SYMBOL);
    }

    private static int endOfAuthority(String text, int from) {
        for (int end = from; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '/' || c == '?' || c == '#') {
                return end;
            }
        }
        return text.length();
    }

    /** The domain of a mail or XMPP address, which ends at its resource or its query. */
    private static String domain(String address) {
        String bare = address.substring(0, endOfAuthority(address, 0));
        return canonicalHost(bare.substring(bare.lastIndexOf('@') + 1));
    }

    private static String toAscii(String host) {
        String name = XhtmlIm.asciiLowerCase(host);
        if (XhtmlIm.isAscii(name) || name.length() > LONGEST_HOST) { // encoding takes time that grows with the square
            return name;
        }
        try {
            return XhtmlIm.asciiLowerCase(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return name;
        }
    }

    /** Browsers leave out controls and blanks at both ends, and tabs and line breaks anywhere (WHATWG URL §4.4). */
    private static String strip(String raw) {
        int from = 0;
        int to = raw.length();
        while (from < to && raw.charAt(from) <= ' ') {
            from++;
        }
        while (from < to && raw.charAt(to - 1) <= ' ') {
            to--;
        }
        return raw.substring(from, to).replace("\t", "").replace("\n", "").replace("\r", "");
    }

    /** Escapes what no URI may hold, as browsers do: it could end an attribute, or turn the reading direction. */
    private static String escape(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mustBeEscaped(c)) {
                escaped = escaped == null ? new StringBuilder(2 * text.length()).append(text, 0, i) : escaped;
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    HEX.toHexDigits(escaped.append('%'), b);
                }
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean mustBeEscaped(char c) {
        if (c < 0x80) {
            return switch (c) {
                case '"', '<', '>', '`', '\\', '^', '{', '|', '}', 0x7f -> true;
                default -> c <= ' ';
            };
        }
        return Character.isISOControl(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
