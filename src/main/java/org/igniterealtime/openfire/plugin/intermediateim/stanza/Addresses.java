package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Addresses of stanzas, as they are written there. Where every stanza is looked at that is less work than a {@link JID}: to give one,
 * a packet writes out the one that it gave before, and compares.
 */
public final class Addresses {

    private Addresses() {
    }

    /** @return null if there is none */
    public static String to(Packet stanza) {
        return stanza.getElement().attributeValue("to");
    }

    /** @return null if there is none */
    public static String from(Packet stanza) {
        return stanza.getElement().attributeValue("from");
    }

    /** @return whether the address is the bare one, with a resource or without; not if it is null */
    public static boolean isOf(JID bare, String address) {
        if (address == null) {
            return false;
        }
        String node = bare.getNode();
        String domain = bare.getDomain();
        int end = node.length() + 1 + domain.length();
        return address.startsWith(node) && address.startsWith(domain, node.length() + 1) && address.charAt(node.length()) == '@'
                && (address.length() == end || address.charAt(end) == '/');
    }

    /** @return what follows the first slash; empty for nothing */
    public static String resource(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? "" : address.substring(slash + 1);
    }
}
