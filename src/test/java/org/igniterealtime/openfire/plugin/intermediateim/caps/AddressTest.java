package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "example.org/r", "romeo@example.org", "romeo@example.org/orchard", "romeo@example.org/a/b@c",
            "example.org/b@c/d"})
    void isTheSameOfAJidAndOfItsText(String jid) {
        Address address = Address.of(jid);
        assertEquals(address, Address.of(new JID(jid)));
        assertEquals(jid, address.toString());
        assertEquals(new JID(jid), address.toJid());
        assertEquals(Address.of(new JID(jid).toBareJID()), address.bare());
    }
}
