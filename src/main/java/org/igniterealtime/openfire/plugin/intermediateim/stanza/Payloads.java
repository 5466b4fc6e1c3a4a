package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.ArrayList;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Text;
import org.dom4j.tree.AbstractElement;
import org.dom4j.tree.AbstractNode;
import org.dom4j.tree.DefaultText;

/** Finds a payload without allocating anything: dom4j's own ways make a QName or an iterator. */
public final class Payloads {

    private Payloads() {}

    /** @return the first child element of this namespace; null if there is none */
    public static Element first(Element stanza, String namespace) {
        AbstractElement parent = (AbstractElement) stanza;
        Object content = ElementContent.of(parent);
        if (content instanceof ArrayList<?> nodes) {
            for (int i = 0, count = nodes.size(); i < count; i++) {
                if (isOf(namespace, nodes.get(i))) {
                    return (Element) nodes.get(i);
                }
            }
            return null;
        }
        if (content == null || content instanceof AbstractNode) {
            return isOf(namespace, content) ? (Element) content : null;
        }
        for (int i = 0, count = parent.nodeCount(); i < count; i++) {
            if (isOf(namespace, parent.node(i))) {
                return (Element) parent.node(i);
            }
        }
        return null;
    }

    /** @return {@link Element#getText()}; nothing is copied if it is in one piece */
    public static String text(Element element) {
        Text only = null;
        if (ElementContent.of((AbstractElement) element) instanceof ArrayList<?> nodes) {
            for (int i = 0, count = nodes.size(); i < count; i++) {
                Object node = nodes.get(i);
                if (!(node instanceof Namespace)) {
                    if (only != null || !(node instanceof DefaultText)) {
                        return element.getText();
                    }
                    only = (DefaultText) node;
                }
            }
        }
        return only == null ? element.getText() : only.getText();
    }

    private static boolean isOf(String namespace, Object node) {
        return node instanceof AbstractElement element
                && element.getNamespaceURI().equals(namespace);
    }
}
