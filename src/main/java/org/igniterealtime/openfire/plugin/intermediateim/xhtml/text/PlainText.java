package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.XhtmlLines;

/**
 * XHTML-IM as plain text: what a reader sees, with the marks people type in its place.
 *
 * <p>Blocks and {@code <br/>} end a line; quoted lines start with {@code "> "}, list items with {@code "- "} or a
 * number; nested lists are indented. A link is {@code text (uri)}, an image its alternative text and, if it is on the
 * web, {@code (uri)}; one without any text is its uri. White space is as in a browser, no-break spaces are blanks.
 */
public final class PlainText {
    private PlainText() {}

    /**
     * The text of {@code html}, lines separated by LF, without white space at the end; empty if nothing is visible.
     *
     * @param html an XHTML-IM {@code <html/>}, of which the first body counts, or any XHTML element; it is not changed
     */
    public static String of(Element html) {
        return of(XhtmlLines.of(html));
    }

    static String of(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.kind() != Line.Kind.FENCE)
                .map(Line::plain)
                .collect(joining("\n"))
                .stripTrailing();
    }
}
