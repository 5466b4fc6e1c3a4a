package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {

    @ParameterizedTest
    @CsvSource({
        "<delay xmlns='urn:xmpp:delay'/>, true",
        "<x xmlns='jabber:x:delay'/>, true",
        "<x xmlns='jabber:x:oob'/>, false"
    })
    void isSeen(String payload, boolean seen) {
        assertEquals(seen, Delay.isIn(Xml.element("<message>" + payload + "</message>")));
    }
}
