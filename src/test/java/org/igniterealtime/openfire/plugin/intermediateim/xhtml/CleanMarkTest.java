package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.DocumentFactory;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.Test;

/** The mark that a sanitizer of this server made an {@code <html/>}. */
class CleanMarkTest {

    private static final String NAMESPACE = "http://jabber.org/protocol/xhtml-im";

    private final Element dirty = Markup.html("<p onclick='x'>a</p>");
    private final Element clean =
            new XhtmlSanitizer(XhtmlPolicy.DEFAULT).clean(dirty).orElseThrow();

    @Test
    void isOnWhatComesOutAndNotOnWhatWentIn() {
        assertTrue(XhtmlSanitizer.isClean(clean));
        assertFalse(XhtmlSanitizer.isClean(dirty));
    }

    @Test
    void leavesTheInputAsItWas() {
        assertEquals(Markup.html("<p onclick='x'>a</p>").asXML(), dirty.asXML());
        assertNotSame(dirty, clean);
    }

    @Test
    void staysOnCopies() {
        assertTrue(XhtmlSanitizer.isClean(clean.createCopy()));
        assertTrue(XhtmlSanitizer.isClean((Element) clean.clone()));
        Element message = Markup.parse("<message/>");
        message.add(clean);
        assertTrue(XhtmlSanitizer.isClean(message.createCopy().element("html")));
        assertTrue(XhtmlSanitizer.isClean(message.createCopy().elements().get(0)));
    }

    @Test
    void isLostOnTheWayToAStream() {
        assertFalse(XhtmlSanitizer.isClean(Markup.parse(clean.asXML())));
    }

    @Test
    void canNotBeMadeByNamingAnElementThatWay() {
        assertFalse(XhtmlSanitizer.isClean(DocumentFactory.getInstance().createElement(QName.get("html", NAMESPACE))));
        assertFalse(XhtmlSanitizer.isClean(
                DocumentFactory.getInstance().createElement(new QName("html", Namespace.get(NAMESPACE)))));
        assertFalse(XhtmlSanitizer.isClean(DocumentFactory.getInstance().createElement("html", NAMESPACE)));
    }

    @Test
    void hidesTheElementFromNobody() {
        Element message = Markup.parse("<message xmlns='jabber:client'><body>a</body></message>");
        message.add(clean);

        assertSame(clean, message.element("html"));
        assertSame(clean, message.element(QName.get("html", NAMESPACE)));
        assertSame(clean, message.element(QName.get("html", "x", NAMESPACE)));
        assertEquals(1, message.elements(QName.get("html", NAMESPACE)).size());
        assertEquals(NAMESPACE, clean.getNamespaceURI());
    }

    @Test
    void doesNotShowInWhatIsWritten() {
        assertEquals(
                "<html xmlns=\"http://jabber.org/protocol/xhtml-im\"><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>a</p></body></html>",
                clean.asXML());
    }
}
