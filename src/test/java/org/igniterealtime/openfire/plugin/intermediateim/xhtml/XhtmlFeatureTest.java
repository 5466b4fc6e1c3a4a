package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Message;

class XhtmlFeatureTest {

    private final XhtmlFeature feature = new XhtmlFeature();

    private Outcome handle(Message message) {
        return feature.handle(new Passage(message, Passage.Stage.ENTRY, Passage.Source.LOCAL_CLIENT));
    }

    private static Message message(String xhtml) {
        return Xml.message("<message><body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                + xhtml + "</html><thread>t</thread></message>");
    }

    @Test
    void theMarkupIsCleanedInItsPlace() {
        Message message = message("<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='x()'>a</p></body>");
        assertSame(Outcome.CHANGED, handle(message));
        assertEquals("<message><body>plain</body><html xmlns=\"http://jabber.org/protocol/xhtml-im\">"
                + "<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>a</p></body></html><thread>t</thread></message>", message.toXML());
        assertEquals(1, feature.counters().snapshot().get("cleaned"));
    }

    @Test
    void markupThatMakesNoSenseIsRemoved() {
        Message message = message("<p/>");
        assertSame(Outcome.CHANGED, handle(message));
        assertEquals("<message><body>plain</body><thread>t</thread></message>", message.toXML());
        assertEquals(1, feature.counters().snapshot().get("removed"));
    }

    @Test
    void copiesOfACleanedMessageAreNotCleanedAgain() {
        Message message = message("<body xmlns='http://www.w3.org/1999/xhtml'><p>a</p></body>");
        handle(message);
        Message copy = message.createCopy();
        Element html = copy.getElement().element("html");
        assertSame(Outcome.PASS, handle(message));
        assertSame(Outcome.PASS, handle(copy));
        assertSame(html, copy.getElement().element("html"));
    }

    @Test
    void nobodyCanSayOverTheWireThatItIsClean() {
        Message message = message("<body xmlns='http://www.w3.org/1999/xhtml'><p onclick='x()'>a</p></body>");
        handle(message);
        Message again = Xml.message(message.toXML().replace("<p>", "<p onclick='x()'>"));
        assertSame(Outcome.CHANGED, handle(again));
        assertNull(again.getElement().element("html").element("body").element("p").attribute("onclick"));
    }
}
