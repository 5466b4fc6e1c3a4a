package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.List;
import java.util.Optional;

/** A part of the body that stands by itself. Offsets are code points of the body, {@code end} is after the last. */
public sealed interface MarkupBlock {

    int start();

    int end();

    /**
     * Preformatted text (XEP-0394 §4.2).
     *
     * @param language the programming language, as the sender calls it
     */
    record Code(int start, int end, Optional<String> language) implements MarkupBlock {
        public Code {
            check(start, end);
        }
    }

    /** A quotation (XEP-0394 §4.4), with the marks that may be before its lines. */
    record Quote(int start, int end) implements MarkupBlock {
        public Quote {
            check(start, end);
        }
    }

    /**
     * A list (XEP-0394 §4.3).
     *
     * @param items where each item starts, in ascending order, at least one, within the list
     */
    record Items(int start, int end, boolean ordered, List<Integer> items) implements MarkupBlock {
        public Items {
            check(start, end);
            items = List.copyOf(items);
            if (items.isEmpty() || items.get(0) < start || items.get(items.size() - 1) >= end) {
                throw new IllegalArgumentException("items are not in their list");
            }
        }
    }

    /** @throws IllegalArgumentException if there is nothing between the two */
    static void check(int start, int end) {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }
}
