package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

/** The looks a span can have (XEP-0393 §6.2). The character that opens a span also closes it. */
public enum Style {
    STRONG('*'),
    EMPHASIS('_'),
    STRIKE('~'),
    MONO('`');

    private static final Style[] ALL = values();

    private final char directive;

    Style(char directive) {
        this.directive = directive;
    }

    public char directive() {
        return directive;
    }

    /** The style that {@code character} may open or close; null for nearly all, and all of a text are asked about. */
    static Style of(char character) {
        for (Style style : ALL) {
            if (style.directive == character) {
                return style;
            }
        }
        return null;
    }
}
