package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Gap;

/** An element whose content is being read. */
final class Cursor {

    final Cursor outer;
    /** How many elements of the result were open before this one. */
    final int depth;
    /** Whether line breaks and blanks in the text count. */
    final boolean preformatted;
    /** What keeps the content apart from what comes after it; null for nothing. */
    final Gap gap;

    private final Element source;
    private final int size;
    private int next;

    Cursor(Cursor outer, Element source, int depth, boolean preformatted, Gap gap) {
        this.outer = outer;
        this.source = source;
        this.size = source.nodeCount();
        this.depth = depth;
        this.preformatted = preformatted;
        this.gap = gap;
    }

    boolean hasNext() {
        return next < size;
    }

    Node next() {
        return source.node(next++);
    }
}
