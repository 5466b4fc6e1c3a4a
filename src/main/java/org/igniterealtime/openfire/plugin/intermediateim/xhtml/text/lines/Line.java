package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.List;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * One line of text as it was read from XHTML.
 *
 * @param quotes how many quotations it is in
 * @param lead the list marker or indentation before the text
 * @param text without trailing white space, unless it is code; empty for a blank line and a fence
 * @param styles the styles of each character, outermost first; at least as many as there are characters
 */
public record Line(Kind kind, int quotes, String lead, String text, List<List<Style>> styles) {

    /** A fence is where a preformatted block starts or ends; plain text has no use for it. */
    public enum Kind {
        TEXT,
        FENCE,
        CODE
    }

    public static Line fence(int quotes) {
        return new Line(Kind.FENCE, quotes, "", "", List.of());
    }

    /** What comes before the text. */
    public String prefix() {
        return "> ".repeat(quotes) + lead;
    }

    /** The line without styles. */
    public String plain() {
        return text.isEmpty() ? prefix().stripTrailing() : prefix() + text;
    }

    /** Whether the line belongs to a quotation or to preformatted text. */
    public boolean isBlock() {
        return quotes > 0 || kind != Kind.TEXT;
    }

    /** Whether a visible character of the text has a style that {@code predicate} accepts. */
    public boolean hasStyle(Predicate<Style> predicate) {
        for (int at = 0; kind == Kind.TEXT && at < text.length(); at++) {
            List<Style> look = styles.get(at);
            if (!look.isEmpty()
                    && !Directives.isWhitespace(text.charAt(at))
                    && look.stream().anyMatch(predicate)) {
                return true;
            }
        }
        return false;
    }

    boolean isBlank() {
        return kind == Kind.TEXT && text.isEmpty() && lead.isBlank();
    }
}
