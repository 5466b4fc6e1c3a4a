package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class AddressKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "example.org/r",
                "romeo@example.org",
                "romeo@example.org/orchard",
                "romeo@example.org/a/b@c",
                "example.org/b@c/d"
            })
    void isTheSameOfAJidAndOfItsText(String jid) {
        AddressKey address = AddressKey.of(jid);
        assertEquals(address, AddressKey.of(new JID(jid)));
        assertEquals(jid, address.toString());
        assertEquals(new JID(jid), address.toJid());
        assertEquals(AddressKey.of(new JID(jid).toBareJID()), address.bare());
    }
}
