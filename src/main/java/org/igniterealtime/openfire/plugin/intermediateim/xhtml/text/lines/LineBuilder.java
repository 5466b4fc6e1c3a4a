package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * Lays text out in lines as a browser does: runs of white space become one blank, and none at the edges of a line; a
 * block starts and ends its own line; {@code <br/>} ends a line, but the last one of a block adds none. A no-break
 * space becomes an ordinary blank that stays, for XHTML-IM writes significant blanks that way (XEP-0071 §8, rule 9).
 */
final class LineBuilder {
    private static final String COLLAPSIBLE = " \t\n\r\f";
    private static final char NO_BREAK_SPACE = '\u00A0';

    /** A place in the text. */
    record Position(int line, int column) {}

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private List<List<Style>> styles = new ArrayList<>();
    private Optional<List<Style>> pendingBlank = Optional.empty(); // styles of a blank that counts if text follows
    private String pendingMarker = ""; // of a list item that has no text yet
    private Context start = Context.OUTERMOST; // where the line began
    private String lead = "";

    void text(String characters, Context context) {
        for (int at = 0; at < characters.length(); at++) {
            char c = characters.charAt(at);
            if (context.keepsBlanks() && c == '\n') {
                lineBreak(context);
            } else if (context.keepsBlanks() || c > ' ' || COLLAPSIBLE.indexOf(c) < 0) {
                pendingBlank.ifPresent(look -> append(' ', look));
                pendingBlank = Optional.empty();
                begin(context);
                append(c == NO_BREAK_SPACE ? ' ' : c, context.styles());
            } else if (!text.isEmpty() && pendingBlank.isEmpty()) {
                pendingBlank = Optional.of(context.styles());
            }
        }
    }

    /** What comes in this line stands apart from what is in it. */
    void gap(Context context) {
        if (!text.isEmpty() && !context.keepsBlanks()) {
            pendingBlank = pendingBlank.or(() -> Optional.of(context.styles()));
        }
    }

    /** Ends the line, even one without text. */
    void lineBreak(Context context) {
        begin(context);
        end();
    }

    /** Ends the line if there is one: a block starts or ends here. */
    void edge() {
        if (!text.isEmpty()) {
            end();
        }
    }

    /** A list item starts; {@code context} is the one around it. */
    void item(String marker, Context context) {
        endItem(context);
        pendingMarker = marker;
    }

    /** A list item ends: one without text is still an item. */
    void endItem(Context context) {
        edge();
        if (!pendingMarker.isEmpty()) {
            lineBreak(context);
        }
    }

    void openCode(Context context) {
        endItem(context);
        lines.add(Line.fence(context.quotes()));
    }

    void closeCode(Context context) {
        edge();
        if (last().kind() == Line.Kind.FENCE) {
            lines.remove(lines.size() - 1); // there was nothing to preserve
        } else {
            lines.add(Line.fence(context.quotes()));
        }
    }

    Position position() {
        return new Position(lines.size(), text.length());
    }

    /**
     * What was written since {@code start}, at most {@code limit} characters of it; empty if a line has ended
     * meanwhile.
     */
    Optional<String> since(Position start, int limit) {
        return Optional.of(start)
                .filter(position -> position.line() == lines.size())
                .map(position -> text.substring(position.column(), Math.min(text.length(), position.column() + limit))
                        .strip());
    }

    /** All lines, without blank ones at the end. */
    List<Line> finish() {
        edge();
        while (!lines.isEmpty() && last().isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return List.copyOf(lines);
    }

    private Line last() {
        return lines.get(lines.size() - 1);
    }

    private void begin(Context context) {
        if (text.isEmpty()) {
            start = context;
            int indent = context.code() ? 0 : Math.max(0, context.indent() - pendingMarker.length());
            lead = " ".repeat(indent) + pendingMarker;
            pendingMarker = "";
        }
    }

    private void append(char c, List<Style> look) {
        text.append(c);
        styles.add(look);
    }

    private void end() {
        boolean code = start.code();
        lines.add(new Line(
                code ? Line.Kind.CODE : Line.Kind.TEXT,
                start.quotes(),
                lead,
                code ? text.toString() : text.toString().stripTrailing(),
                styles));
        text.setLength(0);
        styles = new ArrayList<>();
        pendingBlank = Optional.empty();
    }
}
