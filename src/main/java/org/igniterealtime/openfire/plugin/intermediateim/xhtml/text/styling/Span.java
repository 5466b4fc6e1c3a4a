package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

import java.util.List;

/** A piece of a line (XEP-0393 §6.2). Directives are not part of it: they are what made the {@link Styled}. */
public sealed interface Span {

    /** Characters as they stand. */
    record Text(String characters) implements Span {}

    /** Spans that look alike, at most four deep; inside {@link Style#MONO} there is a single {@link Text}. */
    record Styled(Style style, List<Span> children) implements Span {
        public Styled {
            children = List.copyOf(children);
        }
    }
}
