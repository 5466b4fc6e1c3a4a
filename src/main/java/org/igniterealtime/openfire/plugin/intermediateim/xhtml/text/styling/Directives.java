package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The span directives of one line (XEP-0393 §6.2).
 *
 * <p>Spans are matched from the left and end at the first directive that can end them. So no closing {@code *} is left
 * inside a strong span for another strong span to use: spans nest at most four deep, once per {@link Style}, and the
 * recursion here no deeper. Each level reads the line once, hence linear time.
 */
public final class Directives {

    /** A span in its line: {@code open} and {@code close} are the indexes of its two directives. */
    public record Pair(Style style, int open, int close) {}

    private final String line;
    private final List<Pair> pairs = new ArrayList<>();

    private Directives(String line) {
        this.line = line;
    }

    /** The spans of {@code line} from index {@code from} on, in the order they open. */
    public static List<Pair> in(String line, int from) {
        Directives directives = new Directives(line);
        directives.match(from, line.length());
        return directives.pairs;
    }

    /** White space as the XEP has it: Unicode property White_Space or category Z. */
    public static boolean isWhitespace(char c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == '\u0085';
    }

    private void match(int from, int to) {
        Set<Style> unclosed = EnumSet.noneOf(Style.class); // a search that failed once fails from any later place too
        int at = from;
        while (at < to) {
            Style style = Style.of(line.charAt(at));
            if (style == null || unclosed.contains(style) || !opens(at, from, to)) {
                at++;
            } else if (line.charAt(at + 1) == style.directive()) {
                at += 2; // nothing between the two: neither is a directive
            } else {
                int close = closing(style, at + 2, to);
                if (close < 0) {
                    unclosed.add(style);
                    at++;
                } else {
                    span(new Pair(style, at, close));
                    at = close + 1;
                }
            }
        }
    }

    private void span(Pair pair) {
        pairs.add(pair);
        if (pair.style() != Style.MONO) {
            match(pair.open() + 1, pair.close());
        }
    }

    /** {@code from} is where the line starts or just after another opening directive; both allow one. */
    private boolean opens(int at, int from, int to) {
        return (at == from || isWhitespace(line.charAt(at - 1))) && at + 1 < to && !isWhitespace(line.charAt(at + 1));
    }

    private int closing(Style style, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line.charAt(at) == style.directive() && !isWhitespace(line.charAt(at - 1))) {
                return at;
            }
        }
        return -1;
    }
}
