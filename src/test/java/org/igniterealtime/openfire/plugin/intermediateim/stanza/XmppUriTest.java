package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class XmppUriTest {

    @ParameterizedTest
    @CsvSource({
        "xmpp:crypt@rooms.lit, crypt@rooms.lit",
        "XMPP:crypt@rooms.lit?join, crypt@rooms.lit",
        "Xmpp:crypt@rooms.lit?join;password=s#x, crypt@rooms.lit",
        "xmpp:crypt@rooms.lit#x?y, crypt@rooms.lit",
        "xmpp:%23chat%25net@irc.example.org?join, #chat%net@irc.example.org",
        "xmpp:caf%C3%A9@rooms.lit, caf\u00e9@rooms.lit",
        "xmpp:caf%c3%a9@rooms.lit, caf\u00e9@rooms.lit",
        "xmpp:caf\u00e9@rooms.lit, caf\u00e9@rooms.lit",
        "xmpp:%E7%BD%97@rooms.lit, \u7f57@rooms.lit",
        "xmpp://romeo@montague.lit/crypt@rooms.lit?join, crypt@rooms.lit",
        "xmpp:crypt@rooms.lit/The%20Heir, crypt@rooms.lit/The Heir",
        "xmpp:a+b@rooms.lit, a+b@rooms.lit"
    })
    void namesAnAddress(String uri, String address) {
        assertEquals(Optional.ofNullable(address).map(JID::new), XmppUri.address(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xmpp",
                "xmpp:",
                "crypt@rooms.lit",
                "http://rooms.lit",
                "xmpp:%@rooms.lit",
                "xmpp:%4@rooms.lit",
                "xmpp:x@rooms.lit%4",
                "xmpp:%zz@rooms.lit",
                "xmpp:%4z@rooms.lit",
                "xmpp:%C3@rooms.lit",
                "xmpp:%FF@rooms.lit",
                "xmpp:@",
                "xmpp://romeo@montague.lit",
                "xmpp:?join"
            })
    void orNone(String uri) {
        assertEquals(Optional.empty(), XmppUri.address(uri));
    }
}
