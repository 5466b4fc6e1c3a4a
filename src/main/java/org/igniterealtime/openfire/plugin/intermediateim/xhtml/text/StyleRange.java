package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * A part of a text that has styles.
 *
 * @param from index of its first character
 * @param to index after its last character
 */
public record StyleRange(Set<Style> styles, int from, int to) {
    public StyleRange {
        styles = Set.copyOf(styles);
    }
}
