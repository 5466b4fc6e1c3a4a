package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * Writes a line in Message Styling: puts in all directives wanted, reads them back, and leaves out those not
 * understood.
 */
final class StyledLine {
    /** Leaving one out may spoil another; a line that has not settled by then is written without any. */
    private static final int MAX_DRAFTS = 8;

    private StyledLine() {}

    static String write(Line line) {
        return switch (line.kind()) {
            case FENCE -> line.prefix() + StylingParser.FENCE;
            case CODE -> line.plain();
            case TEXT -> text(line);
        };
    }

    private static String text(Line line) {
        List<Mark> marks = Mark.all(line.text(), touchingText(line.text(), line.styles()));
        for (int drafts = 0; drafts < MAX_DRAFTS && !marks.isEmpty(); drafts++) {
            Draft draft = Draft.of(line, marks);
            List<Mark> understood = draft.understood();
            if (understood.equals(marks)) {
                return draft.text();
            }
            marks = understood;
        }
        return line.plain();
    }

    /** Directives touch their text (XEP-0393 §6.2): white space keeps only styles that go on at both of its sides. */
    static List<List<Style>> touchingText(String text, List<List<Style>> styles) {
        List<List<Style>> touchingText = new ArrayList<>(styles.subList(0, text.length()));
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && Directives.isWhitespace(text.charAt(end))) {
                end++;
            }
            List<Style> goingOn =
                    at == 0 || end == text.length() ? List.of() : common(styles.get(at - 1), styles.get(end));
            for (int blank = at; blank < end; blank++) {
                touchingText.set(blank, common(styles.get(blank), goingOn));
            }
            at = end + 1;
        }
        return touchingText;
    }

    private static List<Style> common(List<Style> some, List<Style> others) {
        return some == others || some.equals(others)
                ? some
                : some.stream().filter(others::contains).toList();
    }
}
