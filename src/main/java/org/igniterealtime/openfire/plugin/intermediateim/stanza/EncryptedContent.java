package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.Set;
import org.dom4j.Element;
import org.dom4j.Node;
import org.xmpp.packet.Message;

/**
 * Tells messages that only their recipients can read, or that are signed: whatever is done with others, not with these.
 */
public final class EncryptedContent {

    /** OMEMO (XEP-0384), 0373, 0027, 0380, 0420, 0285, 0290, 0200, RFC 3923. */
    public static final Set<String> NAMESPACES = Set.of(
            "eu.siacs.conversations.axolotl",
            "urn:xmpp:omemo:1",
            "urn:xmpp:omemo:2",
            "urn:xmpp:openpgp:0",
            "jabber:x:encrypted",
            "jabber:x:signed",
            "urn:xmpp:eme:0",
            "urn:xmpp:sce:1",
            "urn:xmpp:signed:0",
            "urn:xmpp:dsig:0",
            "http://www.xmpp.org/extensions/xep-0200.html#ns",
            "urn:ietf:params:xml:ns:xmpp-e2e");

    /** What the body begins with (OTR). */
    public static final String OFF_THE_RECORD = "?OTR";

    private EncryptedContent() {}

    /** @return whether a message has any */
    public static boolean isIn(Message message) {
        Element stanza = message.getElement();
        for (int i = 0, count = stanza.nodeCount(); i < count; i++) {
            Node node = stanza.node(i);
            if (node instanceof Element child && NAMESPACES.contains(child.getNamespaceURI())) {
                return true;
            }
        }
        String body = message.getBody();
        return body != null && body.startsWith(OFF_THE_RECORD);
    }
}
