package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.Optional;

/** The looks a span can have (XEP-0393 §6.2). The character that opens a span also closes it. */
public enum Style {
    STRONG('*'),
    EMPHASIS('_'),
    STRIKE('~'),
    MONO('`');

    private final char directive;

    Style(char directive) {
        this.directive = directive;
    }

    public char directive() {
        return directive;
    }

    /** The style that {@code character} may open or close; empty for every other character. */
    static Optional<Style> of(char character) {
        for (Style style : values()) {
            if (style.directive == character) {
                return Optional.of(style);
            }
        }
        return Optional.empty();
    }
}
