package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives.Pair;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/** Reads a body into lines, with the styles and blocks that ranges of it have. */
final class RangedLines {

    private final String body;
    private final List<BlockRange> blocks;
    private final boolean directives;
    private final List<List<Style>> styles;
    private final List<Line> lines = new ArrayList<>();
    private BlockRange code; // the one that the last line was in; null if in none

    /** @param directives whether directives in the body are styles too, and its quotation marks quotations */
    RangedLines(String body, List<StyleRange> ranges, List<BlockRange> blocks, boolean directives) {
        this.body = body;
        this.blocks = blocks.stream().filter(this::isOfWholeLines).toList();
        this.directives = directives && !hasFence(body);
        this.styles = styles(body.length(), ranges);
    }

    /** A fence changes what all later lines are; nobody writes it beside another markup. */
    private static boolean hasFence(String body) {
        return body.startsWith(StylingParser.FENCE) || body.contains("\n" + StylingParser.FENCE);
    }

    private boolean isOfWholeLines(BlockRange block) {
        return isLineStart(block.from())
                && (block.to() == body.length() || body.charAt(block.to()) == '\n' || isLineStart(block.to()));
    }

    private boolean isLineStart(int at) {
        return at == 0 || body.charAt(at - 1) == '\n';
    }

    /** Takes the time of the text and the ranges together, not of one times the other. */
    private static List<List<Style>> styles(int length, List<StyleRange> ranges) {
        int[][] changes = new int[Style.values().length][length + 1];
        for (StyleRange range : ranges) {
            for (Style style : range.styles()) {
                changes[style.ordinal()][range.from()]++;
                changes[style.ordinal()][range.to()]--;
            }
        }
        Map<Set<Style>, List<Style>> known = new HashMap<>();
        int[] open = new int[changes.length];
        Set<Style> now = EnumSet.noneOf(Style.class);
        List<Style> look = List.of();
        List<List<Style>> styles = new ArrayList<>(length);
        for (int at = 0; at < length; at++) {
            boolean isChange = false;
            for (Style style : Style.values()) {
                int change = changes[style.ordinal()][at];
                open[style.ordinal()] += change;
                isChange |= change != 0 && (open[style.ordinal()] > 0 ? now.add(style) : now.remove(style));
            }
            if (isChange) {
                look = known.computeIfAbsent(EnumSet.copyOf(now), List::copyOf);
            }
            styles.add(look);
        }
        return styles;
    }

    List<Line> lines() {
        int[] quotes = new int[body.length() + 1];
        BlockRange[] codes = new BlockRange[body.length() + 1];
        for (BlockRange block : blocks) {
            if (block.kind() == BlockRange.Kind.QUOTE) {
                quotes[block.from()]++;
                quotes[block.to()]--;
            } else {
                codes[block.from()] = block;
            }
        }
        int depth = 0;
        int start = 0;
        while (start <= body.length()) {
            int lineEnd = body.indexOf('\n', start);
            int end = lineEnd < 0 ? body.length() : lineEnd;
            depth += quotes[start];
            line(start, end, Math.min(depth, StylingParser.MAX_QUOTES), codes[start]);
            for (int at = start + 1; at <= end; at++) {
                depth += quotes[at];
            }
            start = end + 1;
        }
        endCode(lines.get(lines.size() - 1).quotes());
        return lines;
    }

    private void endCode(int quotes) {
        if (code != null) {
            lines.add(Line.fence(quotes));
            code = null;
        }
    }

    /** @param starting the code that starts in this line; null if none does */
    private void line(int start, int end, int depth, BlockRange starting) {
        String line = body.substring(start, end);
        if (code != null && (start >= code.to() || starting != null)) {
            endCode(lines.get(lines.size() - 1).quotes());
        }
        if (starting != null) {
            code = starting;
            lines.add(Line.fence(depth));
        }
        int textStart = depth > 0 || directives && code == null ? StylingParser.textStart(line) : 0;
        if (code != null) {
            lines.add(new Line(Line.Kind.CODE, depth, "", line.substring(textStart), List.of()));
            return;
        }
        int typed =
                (int) line.substring(0, textStart).chars().filter(c -> c == '>').count();
        List<List<Style>> looks = styles.subList(start, end);
        lines.add(
                directives
                        ? withoutDirectives(line, textStart, Math.max(depth, typed), looks)
                        : new Line(
                                Line.Kind.TEXT,
                                Math.max(depth, typed),
                                "",
                                line.substring(textStart),
                                looks.subList(textStart, line.length())));
    }

    private static Line withoutDirectives(String line, int textStart, int quotes, List<List<Style>> looks) {
        List<List<Style>> styles = new ArrayList<>(looks);
        boolean[] isDirective = new boolean[line.length()];
        for (Pair pair : Directives.in(line, textStart)) {
            isDirective[pair.open()] = true;
            isDirective[pair.close()] = true;
            for (int at = pair.open() + 1; at < pair.close(); at++) {
                styles.set(at, with(pair.style(), styles.get(at)));
            }
        }
        StringBuilder text = new StringBuilder();
        List<List<Style>> left = new ArrayList<>();
        for (int at = textStart; at < line.length(); at++) {
            if (!isDirective[at]) {
                text.append(line.charAt(at));
                left.add(styles.get(at));
            }
        }
        return new Line(Line.Kind.TEXT, quotes, "", text.toString(), left);
    }

    private static List<Style> with(Style style, List<Style> styles) {
        if (styles.contains(style)) {
            return styles;
        }
        Style[] more = Arrays.copyOf(styles.toArray(new Style[0]), styles.size() + 1);
        more[styles.size()] = style;
        return List.of(more);
    }
}
