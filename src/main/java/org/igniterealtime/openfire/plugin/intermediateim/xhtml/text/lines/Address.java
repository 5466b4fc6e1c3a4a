package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute URI as text shows it.
 *
 * @param uri without white space and control characters
 */
record Address(String uri) {
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.+");
    /** They lead nowhere: they run or they embed. */
    private static final Set<String> NO_PLACES = Set.of("javascript", "vbscript", "data");

    private static final List<String> UNSPOKEN =
            List.of("https://", "http://", "ftp://", "mailto:", "xmpp:", "tel:", "sms:", "geo:");
    /** Characters that all addresses should have, and most do: nothing of them is ignored or blank. */
    private static final Pattern ORDINARY = Pattern.compile("[!-~]*");

    private static final Pattern IGNORED_BY_BROWSERS =
            Pattern.compile("^[\\x00- ]+|[\\x00- ]+$|[\\x00-\\x1F\\x7F-\\x9F]+");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]");
    /** How much longer than the URI a text can be that says the same, being without its scheme or with another. */
    private static final int SLACK = 16;

    /** @param uri the value of an attribute; null, a relative URI and one that leads nowhere have no address */
    static Optional<Address> of(String uri) {
        if (uri == null) {
            return Optional.empty();
        }
        String stripped = ORDINARY.matcher(uri).matches()
                ? uri
                : BLANK.matcher(IGNORED_BY_BROWSERS.matcher(uri).replaceAll("")).replaceAll("%20");
        Matcher scheme = SCHEME.matcher(stripped);
        return scheme.matches() && !NO_PLACES.contains(scheme.group(1).toLowerCase(Locale.ROOT))
                ? Optional.of(new Address(stripped))
                : Optional.empty();
    }

    boolean isWeb() {
        return uri.regionMatches(true, 0, "http:", 0, 5) || uri.regionMatches(true, 0, "https:", 0, 6);
    }

    /** Texts of this length or longer do not {@linkplain #isShownBy show} this address. */
    int limit() {
        return uri.length() + SLACK;
    }

    /**
     * Whether {@code text} already tells a reader this address; the scheme and a slash at the end need not be there.
     */
    boolean isShownBy(String text) {
        return readableForm(text).equalsIgnoreCase(readableForm(uri));
    }

    private static String readableForm(String address) {
        int start = 0;
        for (String unspoken : UNSPOKEN) {
            if (address.regionMatches(true, 0, unspoken, 0, unspoken.length())) {
                start = unspoken.length();
            }
        }
        int end = address.endsWith("/") ? address.length() - 1 : address.length();
        return address.substring(start, Math.max(start, end));
    }
}
