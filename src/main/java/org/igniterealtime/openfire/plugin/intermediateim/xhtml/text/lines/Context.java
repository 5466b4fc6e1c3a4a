package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * What the elements around a piece of text make of it.
 *
 * @param styles outermost first
 * @param quotes how many quotations it is in; no more are counted than {@link StylingParser} reads
 * @param indent how many blanks its lines are indented because of lists around it
 * @param code whether it is in a preformatted block, where only characters count
 * @param keepsBlanks whether white space is kept as it stands
 */
record Context(List<Style> styles, int quotes, int indent, boolean code, boolean keepsBlanks) {
    static final Context OUTERMOST = new Context(List.of(), 0, 0, false, false);
    private static final int MAX_INDENT = 32;

    Context unstyled() {
        return new Context(List.of(), quotes, indent, code, keepsBlanks);
    }

    Context quoted() {
        return new Context(styles, Math.min(quotes + 1, StylingParser.MAX_QUOTES), 0, code, keepsBlanks);
    }

    Context indented(int blanks) {
        return new Context(styles, quotes, Math.min(indent + blanks, MAX_INDENT), code, keepsBlanks);
    }

    Context preformatted(boolean keepingBlanks) {
        return new Context(styles, quotes, indent, true, keepsBlanks || keepingBlanks);
    }

    /** The context inside {@code element}, by its name and what its style says. */
    Context in(Element element) {
        if (styles.contains(Style.MONO)) {
            return this; // a preformatted span has no children (XEP-0393 §6.2.5)
        }
        InlineStyle css = InlineStyle.of(element);
        Style byName = Vocabulary.LOOKS.get(element.getName());
        if (byName == null && css.declarations().isEmpty()) {
            return this; // as most elements
        }
        List<Style> inside = new ArrayList<>(styles);
        for (Style style : Style.values()) {
            switchOn(style, byName, css).ifPresent(on -> {
                if (!on) {
                    inside.remove(style);
                } else if (!inside.contains(style)) {
                    inside.add(style);
                }
            });
        }
        return new Context(List.copyOf(inside), quotes, indent, code, keepsBlanks);
    }

    private static Optional<Boolean> switchOn(Style style, Style byName, InlineStyle css) {
        Optional<Boolean> said = css.says(style).or(() -> byName == style ? Optional.of(true) : Optional.empty());
        // CSS draws a line through all descendants, none of which can take it back
        return style == Style.STRIKE ? said.filter(on -> on) : said;
    }
}
