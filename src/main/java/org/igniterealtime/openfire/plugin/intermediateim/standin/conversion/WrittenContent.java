package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Iterator;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;

/**
 * The forms in which the text of one message is written.
 *
 * @param html null if there is none
 * @param markup null if there is none
 */
record WrittenContent(String body, Element html, Element markup) {

    private static final QName LANG = QName.get("lang", Namespace.XML_NAMESPACE);
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    /**
     * @return empty if there is no body, or if there are several texts or languages: which of them belong together is
     *     for the client to say
     */
    static Optional<WrittenContent> of(Element message) {
        Element body = null;
        Element html = null;
        Element markup = null;
        for (Iterator<?> children = message.elementIterator(); children.hasNext(); ) {
            Element child = (Element) children.next();
            String namespace = child.getNamespaceURI();
            if (namespace.equals(message.getNamespaceURI()) && child.getName().equals("body")) {
                if (body != null) {
                    return Optional.empty();
                }
                body = child;
            } else if (namespace.equals(FormattedMessages.XHTML_IM)) {
                if (html != null) {
                    return Optional.empty();
                }
                html = child;
            } else if (namespace.equals(FormattedMessages.MARKUP)) {
                if (markup != null) {
                    return Optional.empty();
                }
                markup = child;
            }
        }
        return body == null || !isInOneLanguage(message, body, html, markup)
                ? Optional.empty()
                : Optional.of(new WrittenContent(body.getText(), html, markup));
    }

    /** What can be compared with others of its kind: by the texts, not by the elements that hold them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenContent content
                && body.equals(content.body)
                && ElementTree.areEqual(html, content.html)
                && ElementTree.areEqual(markup, content.markup);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * body.hashCode() + ElementTree.hash(html)) + ElementTree.hash(markup);
    }

    /** The same in elements that nobody else has. */
    WrittenContent detached() {
        return new WrittenContent(
                body, html == null ? null : html.createCopy(), markup == null ? null : markup.createCopy());
    }

    /** The size of all; more than {@code limit} if it is more, or if the elements are nested too deep. */
    int characters(int limit) {
        int characters = body.length();
        for (Element element : new Element[] {html, markup}) {
            if (element != null && characters <= limit) {
                characters += ElementTree.characters(element, limit - characters);
            }
        }
        return characters;
    }

    boolean isBodyAlone() {
        return html == null && markup == null;
    }

    /** Whether {@code recipient} shows all of this as it is, or as much as it can. */
    boolean suits(Rendering recipient) {
        if (html != null) {
            return recipient.xhtml() || markup != null && recipient.markup();
        }
        return markup == null
                ? recipient.styling() || !recipient.xhtml()
                : recipient.markup() || !recipient.xhtml() && !recipient.styling();
    }

    private static boolean isInOneLanguage(Element message, Element body, Element html, Element markup) {
        String outer = language(message, "");
        String language = language(body, outer);
        if (markup != null && !language(markup, outer).equalsIgnoreCase(language)) {
            return false;
        }
        if (html == null) {
            return true;
        }
        String inHtml = language(html, outer);
        int bodies = 0;
        for (Iterator<?> children = html.elementIterator(); children.hasNext(); ) {
            Element child = (Element) children.next();
            if (child.getName().equals("body") && child.getNamespaceURI().equals(XHTML)) {
                bodies++;
                // clients write a language for one of the two and none for the other
                String own = language(child, inHtml);
                if (!own.isEmpty() && !language.isEmpty() && !own.equalsIgnoreCase(language)) {
                    return false;
                }
            }
        }
        return bodies == 1;
    }

    private static String language(Element element, String otherwise) {
        String language = element.attributeValue(LANG);
        return language == null ? otherwise : language;
    }
}
