package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.Set;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;

/**
 * Whether a message is to be kept for somebody who is away: what it says of that itself (XEP-0334 §4), and what is in
 * it.
 */
public final class StorageHints {

    private static final String HINTS = "urn:xmpp:hints";
    private static final QName STORE = QName.get("store", HINTS);
    private static final QName NO_STORE = QName.get("no-store", HINTS);
    private static final QName NO_PERMANENT_STORE = QName.get("no-permanent-store", HINTS);

    /** What a user is to read or see, though it is no text: files, and what is encrypted. */
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
