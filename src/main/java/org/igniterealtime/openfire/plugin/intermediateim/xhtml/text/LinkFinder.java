package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds web, XMPP and mail addresses in text. */
final class LinkFinder {
    private static final Pattern URI = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(https?://|xmpp:|mailto:)[^\\s\\p{Z}\\p{Cntrl}<>\"\\\\^`{|}]+",
            Pattern.CASE_INSENSITIVE);
    /** At the end of an address they belong to the sentence around it. */
    private static final String PUNCTUATION = ".,;:!?'*_~";

    /** A piece of text that is an address, or has none. */
    record Piece(String text, boolean isLink) {}

    private LinkFinder() {}

    /** The pieces of {@code text}, none of them empty; together they are the text. */
    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher uri = URI.matcher(text);
        int at = 0;
        while (uri.find()) {
            int end = trimmed(text, uri.end(1), uri.end());
            if (end > uri.end(1)) {
                add(text.substring(at, uri.start()), false, pieces);
                add(text.substring(uri.start(), end), true, pieces);
                at = end;
            }
        }
        add(text.substring(at), false, pieces);
        return pieces;
    }

    private static void add(String text, boolean isLink, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, isLink));
        }
    }

    /** Where the address ends: before punctuation, and before brackets that were opened before it. */
    private static int trimmed(String text, int from, int to) {
        long unopened = count(text, from, to, ')') - count(text, from, to, '(');
        int end = to;
        while (end > from
                && (PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0 || text.charAt(end - 1) == ')' && unopened > 0)) {
            end--;
            if (text.charAt(end) == ')') {
                unopened--;
            }
        }
        return end;
    }

    private static long count(String text, int from, int to, char c) {
        return text.substring(from, to).chars().filter(each -> each == c).count();
    }
}
