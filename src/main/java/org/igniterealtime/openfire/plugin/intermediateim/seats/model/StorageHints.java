package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.Set;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;

/**
 * Whether a message should be kept for a user who is away: by its processing hints (XEP-0334 §4), and by its content.
 */
public final class StorageHints {

    private static final String HINTS = "urn:xmpp:hints";
    private static final QName STORE = QName.get("store", HINTS);
    private static final QName NO_STORE = QName.get("no-store", HINTS);
    private static final QName NO_PERMANENT_STORE = QName.get("no-permanent-store", HINTS);

    /** Content other than text that is meant for the user: files and encrypted messages. */
    private static final Set<String> CONTENT = Set.of(
            "jabber:x:oob",
            "urn:xmpp:sfs:0",
            "urn:xmpp:sims:1",
            "jabber:x:encrypted",
            "urn:xmpp:eme:0",
            "eu.siacs.conversations.axolotl",
            "urn:xmpp:omemo:1",
            "urn:xmpp:omemo:2",
            "urn:xmpp:openpgp:0");

    private StorageHints() {}

    /** @return whether it must not be kept: we keep things for days, in a database, so both hints mean us */
    public static boolean forbidKeeping(Message message) {
        Element stanza = message.getElement();
        return stanza.element(NO_STORE) != null || stanza.element(NO_PERMANENT_STORE) != null;
    }

    /** @return whether there is anything for the user in it, unlike in chat states and receipts */
    public static boolean favourKeeping(Message message) {
        Element stanza = message.getElement();
        return stanza.element("body") != null
                || stanza.element("subject") != null
                || stanza.element(STORE) != null
                || stanza.elements().stream().anyMatch(child -> CONTENT.contains(child.getNamespaceURI()));
    }
}
