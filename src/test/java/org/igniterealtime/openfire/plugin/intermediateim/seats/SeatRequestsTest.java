package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.IQ;

class SeatRequestsTest extends SeatsFixture {

    private static final String LIST = "<command xmlns='http://jabber.org/protocol/commands' node='intermediateim#list'/>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/>";

    @ParameterizedTest
    @CsvSource({"romeo@montague.lit/phone, set, " + LIST + ", true", "romeo@montague.lit/phone, get, " + ITEMS + ", true",
        "romeo@montague.lit/phone, get, " + LIST + ", false", "romeo@montague.lit/phone, get, <query xmlns='jabber:iq:version'/>, false",
        "tybalt@capulet.lit/phone, set, " + LIST + ", false", "tybalt@capulet.lit/phone, get, " + ITEMS + ", false"})
    void areAnsweredForUsersOfThisServer(String from, String type, String payload, boolean answered) {
        IQ request = Xml.iq("<iq type='" + type + "' id='1' from='" + from + "' to='agents.montague.lit'>" + payload + "</iq>");
        assertEquals(answered, feature.requests().answer(request, sent::add));
        assertEquals(answered ? List.of(IQ.Type.result) : List.of(), sent.stream().map(answer -> ((IQ) answer).getType()).toList());
    }
}
