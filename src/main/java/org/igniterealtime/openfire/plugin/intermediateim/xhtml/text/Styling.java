package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.XhtmlLines;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Block;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * XHTML-IM as Message Styling (XEP-0393): {@link PlainText} with {@code *strong*}, {@code _emphasis_},
 * {@code ~strike~}, {@code `code`} and fences around preformatted blocks.
 *
 * <p>Every directive written is one that {@link StylingParser} reads back, opening and closing the same span. Where the
 * grammar has no place for it (inside a word, around text that holds the same directive), the text is written without
 * that style. Directives touch their text and never reach over the end of a line.
 *
 * <p>There is no escape in the XEP, so characters of the message itself may read as directives ({@code 2 *3* 4}). They
 * are left alone: they look no different in the sender's own plain body. Text that opens a fence by itself would
 * swallow every directive after it; such a message is written as plain text.
 */
public final class Styling {
    private Styling() {}

    /**
     * The styled text of {@code html}, lines separated by LF, without a line separator at the end; empty if nothing is
     * visible.
     *
     * @param html an XHTML-IM {@code <html/>}, of which the first body counts, or any XHTML element; it is not changed
     */
    public static String of(Element html) {
        List<Line> lines = XhtmlLines.of(html);
        String plain = PlainText.of(lines);
        return StylingParser.parse(plain).stream().anyMatch(Block::hasPreformatted)
                ? plain
                : lines.stream().map(StyledLine::write).collect(joining("\n"));
    }
}
