package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Addresses as the texts that stanzas carry once the server has prepared them. Where every stanza is looked at that is
 * less work than a {@link JID}: to give one, a packet writes out the one that it gave before, and compares.
 */
public final class Addresses {

    private Addresses() {}

    /** @return null if there is none */
    public static String to(Packet stanza) {
        return stanza.getElement().attributeValue("to");
    }

    /** @return null if there is none */
    public static String from(Packet stanza) {
        return stanza.getElement().attributeValue("from");
    }

    /** @return the address without its resource */
    public static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    public static boolean isFull(String address) {
        return address.indexOf('/') >= 0;
    }

    public static String domain(String address) {
        String bare = bare(address);
        return bare.substring(bare.indexOf('@') + 1);
    }

    /** @return whether the address is this bare JID or a full JID of it */
    public static boolean isUnder(String bareJid, String address) {
        return address.startsWith(bareJid)
                && (address.length() == bareJid.length() || address.charAt(bareJid.length()) == '/');
    }

    /**
     * The same, without writing out the bare JID.
     *
     * @param bare    with a node
     * @param address null is none
     */
    public static boolean isOf(JID bare, String address) {
        if (address == null) {
            return false;
        }
        String node = bare.getNode();
        String domain = bare.getDomain();
        int end = node.length() + 1 + domain.length();
        return address.startsWith(node)
                && address.startsWith(domain, node.length() + 1)
                && address.charAt(node.length()) == '@'
                && (address.length() == end || address.charAt(end) == '/');
    }

    /** @return what follows the first slash; empty for nothing */
    public static String resource(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? "" : address.substring(slash + 1);
    }
}
