package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.XhtmlLines;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Block;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Span;

/** Makes blocks of lines. */
final class LineBlocks {

    private LineBlocks() {}

    static List<Block> of(List<Line> lines) {
        return blocks(lines, 0);
    }

    /** Recursion is as deep as quotations are, of which {@link XhtmlLines} and {@link RangedLines} have a limit. */
    private static List<Block> blocks(List<Line> lines, int depth) {
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Line line = lines.get(at);
            if (line.quotes() > depth) {
                int end = at;
                while (end < lines.size() && lines.get(end).quotes() > depth) {
                    end++;
                }
                blocks.add(new Block.Quote(blocks(lines.subList(at, end), depth + 1)));
                at = end;
            } else if (line.kind() == Line.Kind.TEXT) {
                blocks.add(new Block.Plain(spans(line)));
                at++;
            } else {
                List<String> code = new ArrayList<>();
                at++; // the fence
                while (at < lines.size() && lines.get(at).kind() == Line.Kind.CODE) {
                    code.add(lines.get(at).lead() + lines.get(at).text());
                    at++;
                }
                at++; // the other fence
                blocks.add(new Block.Preformatted("", code));
            }
        }
        return blocks;
    }

    private static List<Span> spans(Line line) {
        Deque<Mark> marks =
                new ArrayDeque<>(Mark.all(line.text(), StyledLine.touchingText(line.text(), line.styles())));
        List<Span> spans = new ArrayList<>();
        addText(line.lead(), spans);
        spans.addAll(spans(line.text(), 0, line.text().length(), marks));
        return spans;
    }

    /** Takes those marks that are between the two indexes off {@code marks}. */
    private static List<Span> spans(String text, int from, int to, Deque<Mark> marks) {
        List<Span> spans = new ArrayList<>();
        int at = from;
        while (!marks.isEmpty() && marks.peek().from() < to) {
            Mark mark = marks.pop();
            addText(text.substring(at, mark.from()), spans);
            spans.add(new Span.Styled(mark.style(), spans(text, mark.from(), mark.to(), marks)));
            at = mark.to();
        }
        addText(text.substring(at, to), spans);
        return spans;
    }

    private static void addText(String text, List<Span> spans) {
        if (!text.isEmpty()) {
            spans.add(new Span.Text(text));
        }
    }
}
