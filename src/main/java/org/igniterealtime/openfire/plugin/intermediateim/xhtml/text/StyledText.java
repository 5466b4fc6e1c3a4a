package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * What a message says, and in which styles; in between the forms in which rich text is written. It takes linear time to
 * read and to write it.
 */
public final class StyledText {

    private static final String ACTION = "/me ";

    private final List<Line> lines;
    private final boolean tellsAddresses;

    private StyledText(List<Line> lines, boolean tellsAddresses) {
        this.lines = lines;
        this.tellsAddresses = tellsAddresses;
    }

    /**
     * Reads XHTML-IM that comes with a body.
     *
     * @param html an XHTML-IM {@code <html/>}, of which the first body counts
     * @param told whether the target of a link, or of an image, is told; asked if neither its own text tells it nor the
     *     body
     * @return empty if {@code html} shows another text than {@code body}, white space and the marks of lists and
     *     quotations apart
     */
    public static Optional<StyledText> of(Element html, String body, Predicate<String> told) {
        BodyLayout layout = new BodyLayout(body, told);
        return layout.of(html).map(lines -> new StyledText(keepingAction(lines, body), layout.tellsAddresses()));
    }

    /**
     * Reads a body with what is said about it.
     *
     * @param directives whether directives in the body are styles too, and its quotation marks quotations
     */
    public static StyledText of(String body, List<StyleRange> styles, List<BlockRange> blocks, boolean directives) {
        List<Line> lines = new RangedLines(body, styles, blocks, directives).lines();
        return new StyledText(keepingAction(lines, body), false);
    }

    /** XEP-0245 §2: the four characters come first, so no directive may. */
    private static List<Line> keepingAction(List<Line> lines, String body) {
        if (!body.startsWith(ACTION) || lines.isEmpty() || !lines.get(0).text().startsWith(ACTION)) {
            return lines;
        }
        Line first = lines.get(0);
        List<List<Style>> styles = new ArrayList<>(first.styles());
        for (int at = 0; at < ACTION.length(); at++) {
            styles.set(at, List.of());
        }
        List<Line> kept = new ArrayList<>(lines);
        kept.set(0, new Line(first.kind(), first.quotes(), first.lead(), first.text(), styles));
        return kept;
    }

    /** Whether addresses are in the text that the body did not have. */
    public boolean tellsAddresses() {
        return tellsAddresses;
    }

    /** Whether there is a style or a block. */
    public boolean isStyled() {
        return lines.stream().anyMatch(line -> line.isBlock() || line.hasStyle(style -> true));
    }

    /** Whether there is code or a quotation. */
    public boolean hasBlocksOrCode() {
        return lines.stream().anyMatch(line -> line.isBlock() || line.hasStyle(Style.MONO::equals));
    }

    /** The text without its styles, lines separated by LF; quoted lines start with {@code "> "}. */
    public String plain() {
        return lines.stream()
                .filter(line -> line.kind() != Line.Kind.FENCE)
                .map(Line::plain)
                .collect(joining("\n"));
    }

    /** The text as message styling (XEP-0393); empty if a reader would see it in any other styles than these. */
    public Optional<String> styling() {
        String written = lines.stream().map(StyledLine::write).collect(joining("\n"));
        return Optional.of(written)
                .filter(text -> VisibleText.ofBlocks(StylingParser.parse(text)).equals(VisibleText.ofLines(lines)));
    }

    /** The text as XHTML-IM, within the recommended profile; empty if there is no style to show. */
    public Optional<Element> html() {
        return StylingToXhtml.html(LineBlocks.of(lines));
    }

    /** Where the styles are in {@link #plain}; in their order, without overlaps, none over the end of a line. */
    public List<StyleRange> ranges() {
        List<StyleRange> ranges = new ArrayList<>();
        int start = 0;
        for (Line line : lines) {
            if (line.kind() != Line.Kind.FENCE) {
                if (line.kind() == Line.Kind.TEXT) {
                    ranges(line, start + line.prefix().length(), ranges);
                }
                start += line.plain().length() + 1;
            }
        }
        return ranges;
    }

    private static void ranges(Line line, int start, List<StyleRange> ranges) {
        List<List<Style>> styles = StyledLine.touchingText(line.text(), line.styles());
        int from = 0;
        for (int at = 1; at <= styles.size(); at++) {
            if (at == styles.size() || !styles.get(at).equals(styles.get(from))) {
                if (!styles.get(from).isEmpty()) {
                    ranges.add(new StyleRange(EnumSet.copyOf(styles.get(from)), start + from, start + at));
                }
                from = at;
            }
        }
    }

    /** Where the blocks are in {@link #plain}; each quotation is before those in it. */
    public List<BlockRange> blocks() {
        return new BlockFinder(lines).blocks();
    }
}
