package org.igniterealtime.openfire.plugin.intermediateim.testing;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** Stanzas from their text. */
public final class Xml {

    private Xml() {}

    public static Element element(String xml) {
        try {
            return DocumentHelper.parseText(xml).getRootElement();
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
