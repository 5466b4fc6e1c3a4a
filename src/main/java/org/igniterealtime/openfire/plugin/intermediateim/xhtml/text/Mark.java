package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.Comparator.comparing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * A span wanted around some characters of a line.
 *
 * @param from index of its first character
 * @param to index after its last character
 */
record Mark(Style style, int from, int to) {

    /**
     * The spans that give each character of {@code text} its {@code styles}, well nested, in the order they open. None
     * starts with white space: one that has to be closed and opened again waits for its next visible character.
     */
    static List<Mark> all(String text, List<List<Style>> styles) {
        List<Mark> marks = new ArrayList<>();
        List<Style> open = new ArrayList<>(); // outermost first
        Deque<Integer> indexes = new ArrayDeque<>(); // where their marks are, innermost first
        for (int at = 0; at <= text.length(); at++) {
            List<Style> wanted = at < text.length() ? styles.get(at) : List.of();
            while (!wanted.containsAll(open)) {
                int index = indexes.pop();
                marks.set(index, marks.get(index).endingAt(at));
                open.remove(open.size() - 1);
            }
            if (open.size() < wanted.size() && !Directives.isWhitespace(text.charAt(at))) {
                for (Mark mark : opening(wanted, open, at, styles)) {
                    indexes.push(marks.size());
                    marks.add(mark);
                    open.add(mark.style);
                }
            }
        }
        return marks;
    }

    /**
     * What reaches furthest is outermost, so that nothing has to be closed and opened again, which within a word the
     * grammar would not allow; but a preformatted span has no children (XEP-0393 §6.2.5).
     */
    private static List<Mark> opening(List<Style> wanted, List<Style> open, int at, List<List<Style>> styles) {
        return wanted.stream()
                .filter(style -> !open.contains(style))
                .map(style -> new Mark(style, at, reach(style, at, styles)))
                .sorted(comparing((Mark mark) -> mark.style == Style.MONO).thenComparing(mark -> -mark.to))
                .toList();
    }

    private static int reach(Style style, int from, List<List<Style>> styles) {
        int to = from;
        while (to < styles.size() && styles.get(to).contains(style)) {
            to++;
        }
        return to;
    }

    private Mark endingAt(int end) {
        return new Mark(style, from, end);
    }
}
