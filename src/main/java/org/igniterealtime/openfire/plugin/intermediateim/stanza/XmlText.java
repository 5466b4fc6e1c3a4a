package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.io.StringReader;
import java.util.Optional;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.xml.sax.SAXException;

/** Reads XML that did not come through a stream. */
public final class XmlText {

    private XmlText() {}

    /**
     * @return the element; empty if the text is not well-formed, or has a document type, which nothing in XMPP has (RFC
     *     6120 §11.1)
     */
    public static Optional<Element> parse(String xml) {
        try {
            SAXReader reader = new SAXReader();
            reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return Optional.of(reader.read(new StringReader(xml)).getRootElement());
        } catch (DocumentException | SAXException e) {
            return Optional.empty();
        }
    }
}
