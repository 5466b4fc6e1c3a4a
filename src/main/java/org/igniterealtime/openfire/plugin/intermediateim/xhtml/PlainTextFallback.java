package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dom4j.Element;
import org.dom4j.QName;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;

/** Writes the plain text of a stanza's markup, where there is none (XEP-0071 §8 rule 1). */
final class PlainTextFallback {

    private static final Map<String, String> NAMES = Map.of("message", "body", "presence", "status");

    private final Function<Element, String> plainText;

    /** @param plainText writes a clean XHTML body as text */
    PlainTextFallback(Function<Element, String> plainText) {
        this.plainText = plainText;
    }

    /** Whether {@code parent} is a stanza that may have a plain text, but has none. */
    static boolean isMissingIn(Element parent) {
        return NAMES.containsKey(parent.getName()) && parent.element(nameIn(parent)) == null;
    }

    private static QName nameIn(Element stanza) {
        return new QName(NAMES.get(stanza.getName()), stanza.getNamespace());
    }

    /** The plain texts for a clean {@code <html/>}: one for each body, in its language (§8 rule 4). */
    List<Element> of(Element clean, Element stanza, SanitizerReport report) {
        List<Element> texts = new ArrayList<>();
        for (int i = 0; i < clean.nodeCount(); i++) {
            Element body = (Element) clean.node(i);
            String text = text(body, report);
            if (!text.isBlank()) {
                Element element = new DefaultElement(nameIn(stanza));
                ElementMaker.add(element, XhtmlIm.LANG, body.attributeValue(XhtmlIm.LANG));
                element.addText(text);
                texts.add(element);
                report.add(Rule.TEXT_WRITTEN, element.getName());
            }
        }
        return texts;
    }

    private String text(Element body, SanitizerReport report) {
        try {
            return plainText.apply(body);
        } catch (RuntimeException e) { // hostile markup must not stay for the want of a text
            report.add(Rule.FAILURE, e.toString());
            return "";
        }
    }
}
