package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.Locale;
import java.util.Optional;

/** What a span can say about its text (XEP-0394 §4.1). */
public enum SpanStyle {
    EMPHASIS,
    STRONG,
    CODE,
    DELETED;

    /** The name of the element that says this. */
    String elementName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SpanStyle> named(String elementName) {
        for (SpanStyle style : values()) {
            if (style.elementName().equals(elementName)) {
                return Optional.of(style);
            }
        }
        return Optional.empty();
    }
}
