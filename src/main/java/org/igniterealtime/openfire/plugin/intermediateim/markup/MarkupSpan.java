package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the body that has styles (XEP-0394 §4.1).
 *
 * @param styles at least one
 * @param start code point of the body where it begins
 * @param end code point before which it ends, after {@code start}
 */
public record MarkupSpan(Set<SpanStyle> styles, int start, int end) {
    public MarkupSpan {
        MarkupBlock.check(start, end);
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("a span without a style");
        }
        styles = Set.copyOf(styles);
    }

    /** In the order in which they are written. */
    EnumSet<SpanStyle> sortedStyles() {
        return EnumSet.copyOf(styles);
    }
}
