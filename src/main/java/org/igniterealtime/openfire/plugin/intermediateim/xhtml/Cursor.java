package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import org.dom4j.Element;
import org.dom4j.Node;

/** An element whose content is being read. */
final class Cursor {

    final Cursor outer;
    /** How many elements of the result were open before this one. */
    final int depth;
    /** Whether line breaks in the text count. */
    final boolean preformatted;

    private final Element source;
    private final int size;
    private int next;

    Cursor(Cursor outer, Element source, int depth, boolean preformatted) {
        this.outer = outer;
        this.source = source;
        this.size = source.nodeCount();
        this.depth = depth;
        this.preformatted = preformatted;
    }

    boolean hasNext() {
        return next < size;
    }

    Node next() {
        return source.node(next++);
    }
}
