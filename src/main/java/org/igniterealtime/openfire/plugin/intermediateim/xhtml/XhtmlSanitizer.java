package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlPolicy.XHTML;
import static org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlPolicy.XHTML_IM;

import java.util.Optional;
import org.dom4j.Attribute;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.dom4j.QName;

/** Builds harmless XHTML-IM from any (XEP-0071 §11.1): copies what the policy knows, and nothing else. */
final class XhtmlSanitizer {

    /**
     * Marks what was cleaned. It equals any other name of {@code <html/>}, but no parser makes this very object: the
     * mark can't come over the wire, outlives copies of the stanza, and is gone when the stanza is written out.
     */
    private static final QName CLEAN = new QName("html", Namespace.get(XHTML_IM));

    private XhtmlSanitizer() {
    }

    static boolean isClean(Element html) {
        return html.getQName() == CLEAN;
    }

    /** @return a fresh {@code <html/>} with its first XHTML body; empty if it has none, or is nested too deep */
    static Optional<Element> clean(Element html) {
        Element body = html.element(QName.get("body", XHTML));
        if (body == null) {
            return Optional.empty();
        }
        Element clean = DocumentHelper.createElement(CLEAN);
        boolean fits = copy(body, clean.addElement(QName.get("body", XHTML)), 1);
        return fits ? Optional.of(clean) : Optional.empty();
    }

    private static boolean copy(Element from, Element to, int level) {
        if (level > XhtmlPolicy.MOST_LEVELS) {
            return false;
        }
        for (int i = 0; i < from.nodeCount(); i++) {
            Node node = from.node(i);
            if (node instanceof Element element) {
                if (!copyElement(element, to, level)) {
                    return false;
                }
            } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                to.addText(node.getText());
            }
        }
        return true;
    }

    private static boolean copyElement(Element element, Element to, int level) {
        String name = element.getName();
        if (!element.getNamespaceURI().equals(XHTML) || XhtmlPolicy.dropsText(name)) {
            return true;
        }
        if (!XhtmlPolicy.keepsElement(name)) {
            return copy(element, to, level + 1);
        }
        Element kept = to.addElement(QName.get(name, XHTML));
        for (int i = 0; i < element.attributeCount(); i++) {
            Attribute attribute = element.attribute(i);
            if (attribute.getNamespaceURI().isEmpty()
                    && XhtmlPolicy.keepsAttribute(name, attribute.getName(), attribute.getValue())) {
                kept.addAttribute(attribute.getName(), attribute.getValue());
            }
        }
        return copy(element, kept, level + 1);
    }
}
