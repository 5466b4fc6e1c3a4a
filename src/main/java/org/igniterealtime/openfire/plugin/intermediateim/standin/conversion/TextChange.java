package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import org.dom4j.Element;

/**
 * What a conversion does to the texts of a message.
 *
 * @param body the new text; null if it stays
 * @param html what is added; null if nothing is. It is never part of a message itself
 * @param markup what is added; null if nothing is. It is never part of a message itself
 * @param removesHtml whether the XHTML that is there is removed
 * @param removesMarkup whether the message markup that is there is removed
 */
record TextChange(
        ConversionKind kind, String body, Element html, Element markup, boolean removesHtml, boolean removesMarkup) {

    static TextChange toStyling(ConversionKind kind, String body) {
        return new TextChange(kind, body, null, null, true, true);
    }

    static TextChange toXhtml(ConversionKind kind, Element html) {
        return new TextChange(kind, null, html, null, false, false);
    }

    static TextChange toMarkup(String body, Element markup) {
        return new TextChange(ConversionKind.XHTML_TO_MARKUP, body, null, markup, true, true);
    }

    /** @param body null if it stays */
    static TextChange toPlain(String body) {
        return new TextChange(ConversionKind.XHTML_TO_PLAIN, body, null, null, true, body != null);
    }

    /** The size of what is written. */
    int characters() {
        int characters = body == null ? 0 : body.length();
        for (Element element : new Element[] {html, markup}) {
            characters += element == null ? 0 : ElementTree.characters(element, Integer.MAX_VALUE - 1);
        }
        return characters;
    }

    /** @param message has one body */
    void applyTo(Element message) {
        for (int i = message.nodeCount() - 1; i >= 0; i--) {
            if (message.node(i) instanceof Element child) {
                String namespace = child.getNamespaceURI();
                if (removesHtml && namespace.equals(FormattedMessages.XHTML_IM)
                        || removesMarkup && namespace.equals(FormattedMessages.MARKUP)) {
                    child.detach();
                } else if (body != null
                        && namespace.equals(message.getNamespaceURI())
                        && child.getName().equals("body")) {
                    child.setText(body);
                }
            }
        }
        if (html != null) {
            message.add(html.createCopy());
        }
        if (markup != null) {
            message.add(markup.createCopy());
        }
    }
}
