package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.tree.BaseElement;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.junit.jupiter.api.Test;

class NamespaceMatcherTest {

    private final NamespaceMatcher matcher = new NamespaceMatcher();

    NamespaceMatcherTest() {
        matcher.add(new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.CHILD, "urn:child"), 1);
        matcher.add(new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.ANYWHERE, "urn:deep"), 2);
    }

    /** dom4j lets everybody have elements of a class of their own; other plugins may. */
    private static Element element(String name, String namespace) {
        return new BaseElement(name, new Namespace("", namespace));
    }

    @Test
    void looksIntoElementsOfOtherClasses() {
        Element message = element("message", "jabber:client");
        Element first = element("a", "urn:other");
        message.add(first);
        message.addText("and text");
        assertEquals(0, matcher.concernedBy(message));
        message.add(element("b", "urn:child"));
        assertEquals(1, matcher.concernedBy(message));
        first.add(element("c", "urn:deep"));
        assertEquals(3, matcher.concernedBy(message));
    }

    @Test
    void tellsNamespacesOfTheSameHashBitApart() {
        Element message = element("message", "jabber:client");
        for (int i = 0; i < 1000; i++) {
            message.add(element("e", "urn:" + i));
        }
        assertEquals(0, matcher.concernedBy(message));
    }
}
