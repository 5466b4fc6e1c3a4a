package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives.Pair;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * A line with directives in it, which may or may not be understood.
 *
 * @param pairs where the directives of each of the {@code marks} are
 */
record Draft(String text, List<Mark> marks, List<Pair> pairs) {

    /** @param marks well nested, in the order they open */
    static Draft of(Line line, List<Mark> marks) {
        StringBuilder out = new StringBuilder(line.prefix());
        List<Pair> pairs = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at <= line.text().length(); at++) {
            while (!open.isEmpty() && marks.get(open.peek()).to() == at) {
                int closing = open.pop();
                Pair pair = pairs.get(closing);
                pairs.set(closing, new Pair(pair.style(), pair.open(), out.length()));
                out.append(pair.style().directive());
            }
            while (pairs.size() < marks.size() && marks.get(pairs.size()).from() == at) {
                Style style = marks.get(pairs.size()).style();
                open.push(pairs.size());
                pairs.add(new Pair(style, out.length(), out.length()));
                out.append(style.directive());
            }
            if (at < line.text().length()) {
                out.append(line.text().charAt(at));
            }
        }
        return new Draft(out.toString(), marks, pairs);
    }

    /** The marks whose two directives a reader takes for one span. */
    List<Mark> understood() {
        List<Pair> found = Directives.in(text, StylingParser.textStart(text));
        if (found.equals(pairs)) {
            return marks;
        }
        Set<Pair> read = new HashSet<>(found);
        return IntStream.range(0, marks.size())
                .filter(index -> read.contains(pairs.get(index)))
                .mapToObj(marks::get)
                .toList();
    }
}
