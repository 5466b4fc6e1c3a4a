package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;

/** Writes and reads XHTML-IM for tests. */
final class Xhtml {
    private static final String START =
            "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>";
    private static final String END = "</body></html>";

    private Xhtml() {}

    /** An XHTML-IM element with {@code content} in its body. */
    static Element of(String content) {
        return parse(START + content + END);
    }

    static Element parse(String xml) {
        try {
            return DocumentHelper.parseText(xml).getRootElement();
        } catch (DocumentException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    /** What is in the body of {@code html}, with apostrophes around attributes. */
    static String content(Element html) {
        String xml = html.asXML().replace('"', '\'');
        if (!xml.startsWith(START) || !xml.endsWith(END)) {
            throw new AssertionError("not one body in an XHTML-IM element: " + xml);
        }
        return xml.substring(START.length(), xml.length() - END.length());
    }
}
