package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Block;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Span;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * What of a text can be seen: its characters but for white space, each with its looks, in a form that can be compared.
 */
final class VisibleText {
    private static final int QUOTE_SHIFT = 4;
    private static final char CODE = 1 << 8;
    /** Of a fence's line: text that is not shown. */
    private static final char HIDDEN = 1 << 9;

    private final StringBuilder cells = new StringBuilder();
    private boolean isInLine;

    private VisibleText() {}

    /** The characters of {@code text} without white space. */
    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (!Directives.isWhitespace(text.charAt(at))) {
                visible.append(text.charAt(at));
            }
        }
        return visible.toString();
    }

    /** What {@code lines} are meant to look like; the marks of quotations that were typed in make quotations. */
    static String ofLines(List<Line> lines) {
        VisibleText visible = new VisibleText();
        for (Line line : lines) {
            if (line.kind() == Line.Kind.TEXT) {
                visible.line(line);
            } else if (line.kind() == Line.Kind.CODE) {
                visible.text(line.lead() + line.text(), code(line.quotes()));
                visible.endLine();
            }
        }
        return visible.cells.toString();
    }

    /** What a reader of message styling sees. */
    static String ofBlocks(List<Block> blocks) {
        VisibleText visible = new VisibleText();
        visible.blocks(blocks, 0);
        return visible.cells.toString();
    }

    private static int code(int quotes) {
        return CODE | quotes << QUOTE_SHIFT;
    }

    private void line(Line line) {
        String plain = line.plain();
        int start = StylingParser.textStart(plain);
        int text = plain.length() - line.text().length();
        int quotes = start == 0
                ? 0
                : (int) plain.substring(0, start).chars().filter(c -> c == '>').count();
        for (int at = start; at < plain.length(); at++) {
            int looks = 0;
            if (at >= text) {
                for (Style style : line.styles().get(at - text)) {
                    looks |= bit(style);
                }
            }
            cell(plain.charAt(at), looks | quotes << QUOTE_SHIFT);
        }
        endLine();
    }

    private void blocks(List<Block> blocks, int quotes) {
        for (Block block : blocks) {
            if (block instanceof Block.Quote quote) {
                blocks(quote.blocks(), quotes + 1);
            } else if (block instanceof Block.Preformatted code) {
                text(code.info(), HIDDEN);
                for (String line : code.lines()) {
                    text(line, code(quotes));
                    endLine();
                }
            } else if (block instanceof Block.Plain plain) {
                spans(plain.spans(), quotes << QUOTE_SHIFT);
                endLine();
            }
        }
    }

    private void spans(List<Span> spans, int looks) {
        for (Span span : spans) {
            if (span instanceof Span.Styled styled) {
                spans(styled.children(), looks | bit(styled.style()));
            } else if (span instanceof Span.Text text) {
                text(text.characters(), looks);
            }
        }
    }

    private void text(String text, int looks) {
        for (int at = 0; at < text.length(); at++) {
            cell(text.charAt(at), looks);
        }
    }

    private static int bit(Style style) {
        return 1 << style.ordinal();
    }

    private void cell(char c, int looks) {
        if (!Directives.isWhitespace(c)) {
            cells.append(c).append((char) looks);
            isInLine = true;
        }
    }

    private void endLine() {
        if (isInLine) {
            cells.append("\n\n");
            isInLine = false;
        }
    }
}
