package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.StringReader;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** Stanzas from their text. */
public final class Xml {

    /** One per thread: to find and create a parser takes far longer than to parse a stanza. */
    private static final ThreadLocal<SAXReader> READER = ThreadLocal.withInitial(SAXReader::new);

    private Xml() {}

    public static Element element(String xml) {
        try {
            return READER.get().read(new StringReader(xml)).getRootElement();
        } catch (DocumentException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    public static Message message(String xml) {
        return new Message(element(xml));
    }

    public static Presence presence(String xml) {
        return new Presence(element(xml));
    }

    public static IQ iq(String xml) {
        return new IQ(element(xml));
    }
}
