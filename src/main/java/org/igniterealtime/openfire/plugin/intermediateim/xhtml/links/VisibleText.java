package org.igniterealtime.openfire.plugin.intermediateim.xhtml.links;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;

/** Text as a reader sees it. */
final class VisibleText {

    /** Between Latin letters it is meant for a dot; elsewhere it ends a sentence. */
    private static final Pattern IDEOGRAPHIC_DOT = Pattern.compile("(?<=[a-z0-9])\u3002(?=[a-z0-9])");

    private static final int MAX_MARKS = 8;

    private VisibleText() {}

    /** Without case, without characters that cannot be seen, and with plain marks for their look-alikes. */
    static String of(String text) {
        if (XhtmlIm.isAscii(text)) {
            return XhtmlIm.asciiLowerCase(text);
        }
        String plain =
                Normalizer.normalize(limitMarks(text), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder visible = new StringBuilder(plain.length());
        for (int i = 0, c; i < plain.length(); i += Character.charCount(c)) {
            c = plain.codePointAt(i);
            if (c < 0x80 || !isInvisible(c)) {
                visible.appendCodePoint(c < 0x80 ? c : lookAlike(c));
            }
        }
        return visible.indexOf("\u3002") < 0
                ? visible.toString()
                : IDEOGRAPHIC_DOT.matcher(visible).replaceAll(".");
    }

    /**
     * Marks piled up on one letter are left out: to sort them takes time that grows with the square of their number.
     */
    private static String limitMarks(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isMark(c)) {
                marks++;
            } else if (c < 0x80 || !isInvisible(c)) {
                marks = 0;
            }
            if (marks <= MAX_MARKS) {
                kept.appendCodePoint(c);
            }
        }
        return kept.toString();
    }

    /** Whether it is written above, below or around the letter before it. */
    static boolean isMark(int c) {
        return c >= 0x300
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x3164
                || c >= 0x180b && c <= 0x180f
                || c >= 0xfe00 && c <= 0xfe0f
                || c >= 0xe0000 && c <= 0xe0fff;
    }

    private static int lookAlike(int c) {
        return switch (c) {
            case 0x2044, 0x2215, 0x29f8 -> '/';
            case 0xa4f8, 0x06d4, 0x0701, 0x0702 -> '.';
            case 0x2236, 0xa789, 0x02d0 -> ':';
            case 0x2010, 0x2011, 0x2212 -> '-';
            default -> c;
        };
    }
}
