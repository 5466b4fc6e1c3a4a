package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dom4j.Attribute;
import org.dom4j.Element;
import org.dom4j.Node;

/** How large an element is, before anybody reads it: what a stranger can make us hold is bounded. */
public final class ElementSize {

    /** What a node costs beside its characters, so that many empty ones are not small. */
    private static final int NODE_CHARACTERS = 16;

    private ElementSize() {}

    /**
     * Stops counting as soon as it is more, at whatever depth; does not recurse.
     *
     * @param characters names and values of attributes and texts, with 16 for each node
     */
    public static boolean exceeds(Element element, int characters) {
        long left = characters;
        Deque<Element> rest = new ArrayDeque<>();
        rest.push(element);
        while (!rest.isEmpty()) {
            Element parent = rest.pop();
            left -= NODE_CHARACTERS + parent.getName().length() + attributes(parent);
            for (int i = 0, count = parent.nodeCount(); i < count && left >= 0; i++) {
                Node node = parent.node(i);
                if (node instanceof Element child) {
                    rest.push(child);
                } else {
                    String text = node.getText();
                    left -= NODE_CHARACTERS + (text == null ? 0 : text.length());
                }
            }
            if (left < 0) {
                return true;
            }
        }
        return false;
    }

    private static long attributes(Element element) {
        long characters = 0;
        for (int i = 0, count = element.attributeCount(); i < count; i++) {
            Attribute attribute = element.attribute(i);
            characters += NODE_CHARACTERS
                    + attribute.getName().length()
                    + attribute.getValue().length();
        }
        return characters;
    }
}
