package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/**
 * A JID as a key that costs next to nothing to make of a session's: its parts are the same objects each time, and know
 * their hash codes. A JID itself would be put together as a text each time it is looked up.
 *
 * @param node null for none, as is {@code resource}
 */
public record AddressKey(String node, String domain, String resource) {

    private static final int OBJECT = 24;

    public static AddressKey of(JID address) {
        return new AddressKey(address.getNode(), address.getDomain(), address.getResource());
    }

    /** @param address a JID as a prepared text */
    public static AddressKey of(String address) {
        int at = Addresses.bare(address).indexOf('@');
        int slash = address.indexOf('/');
        return new AddressKey(
                at < 0 ? null : address.substring(0, at),
                Addresses.domain(address),
                slash < 0 ? null : address.substring(slash + 1));
    }

    /** @return what it takes of memory if none of its parts is anybody else's, estimated */
    public int octets() {
        return OBJECT + Octets.of(node) + Octets.of(domain) + Octets.of(resource);
    }

    public AddressKey bare() {
        return new AddressKey(node, domain, null);
    }

    public JID toJid() {
        return new JID(node, domain, resource, true);
    }

    @Override
    public String toString() {
        return (node == null ? "" : node + "@") + domain + (resource == null ? "" : "/" + resource);
    }
}
