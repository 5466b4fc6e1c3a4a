package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives.Pair;

/**
 * Reads Message Styling (XEP-0393 §6): first blocks, then the spans of plain lines. Every string can be read, in linear
 * time.
 *
 * <p>Where the XEP leaves room: a directive that matches nothing is an ordinary character, so it does not let another
 * one open after it ({@code *_a_} has no span); a line ends with LF, CR LF or CR; of quotations within quotations the
 * first {@value #MAX_QUOTES} count, a further {@code >} is text.
 */
public final class StylingParser {
    public static final int MAX_QUOTES = 8;
    public static final String FENCE = "```";

    private StylingParser() {}

    /** The blocks of {@code body}, at least one. */
    public static List<Block> parse(String body) {
        String lineEnd = body.indexOf('\r') < 0 ? "\n" : "\r\n?|\n"; // a single character needs no regular expression
        return blocks(List.of(body.split(lineEnd, -1)), 0);
    }

    /**
     * Whether a client that knows Message Styling shows {@code body} with any style. Who sends text that is not meant
     * so ({@code "> _ <"}) adds {@code <unstyled xmlns='urn:xmpp:styling:0'/>} (XEP-0393 §7), for there is no escape
     * character.
     */
    public static boolean isStyled(String body) {
        return parse(body).stream().anyMatch(Block::isStyled);
    }

    /** Where the text of {@code line} starts, after the marks of up to {@value #MAX_QUOTES} quotations. */
    public static int textStart(String line) {
        int start = 0;
        for (int depth = 0; depth < MAX_QUOTES && line.startsWith(">", start); depth++) {
            start = afterQuoteMark(line, start);
        }
        return start;
    }

    private static List<Block> blocks(List<String> lines, int depth) {
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith(FENCE)) {
                int end = closingFence(lines, at + 1);
                blocks.add(new Block.Preformatted(line.substring(FENCE.length()), lines.subList(at + 1, end)));
                at = end + 1;
            } else if (line.startsWith(">") && depth < MAX_QUOTES) {
                List<String> quoted = quoted(lines, at);
                blocks.add(new Block.Quote(blocks(quoted, depth + 1)));
                at += quoted.size();
            } else {
                blocks.add(new Block.Plain(spans(line, 0, line.length(), new ArrayDeque<>(Directives.in(line, 0)))));
                at++;
            }
        }
        return blocks;
    }

    /** The line of nothing but a fence; the end of the parent block where it is missing (§6.1.2). */
    private static int closingFence(List<String> lines, int from) {
        int end = from;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
            end++;
        }
        return end;
    }

    private static List<String> quoted(List<String> lines, int from) {
        return lines.subList(from, lines.size()).stream()
                .takeWhile(line -> line.startsWith(">"))
                .map(line -> line.substring(afterQuoteMark(line, 0)))
                .toList();
    }

    /** §6.1.3: the first white space after the mark is not part of the text. */
    private static int afterQuoteMark(String line, int mark) {
        int next = mark + 1;
        return next < line.length() && Directives.isWhitespace(line.charAt(next)) ? next + 1 : next;
    }

    /** The spans of {@code line} between two indexes; takes those pairs that open there off {@code pairs}. */
    private static List<Span> spans(String line, int from, int to, Deque<Pair> pairs) {
        List<Span> spans = new ArrayList<>();
        int at = from;
        while (!pairs.isEmpty() && pairs.peek().open() < to) {
            Pair pair = pairs.pop();
            addText(line.substring(at, pair.open()), spans);
            spans.add(new Span.Styled(pair.style(), spans(line, pair.open() + 1, pair.close(), pairs)));
            at = pair.close() + 1;
        }
        addText(line.substring(at, to), spans);
        return spans;
    }

    private static void addText(String text, List<Span> spans) {
        if (!text.isEmpty()) {
            spans.add(new Span.Text(text));
        }
    }
}
