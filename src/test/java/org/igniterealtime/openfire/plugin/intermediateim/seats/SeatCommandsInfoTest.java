package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;

/** What can be asked about the commands (XEP-0050 §2). */
class SeatCommandsInfoTest extends SeatsFixture {

    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private static IQ iq(String payload) {
        return Xml.iq("<iq type='get' id='1' from='" + CLIENT + "' to='agents.montague.lit'>" + payload + "</iq>");
    }

    private Element answer(String namespace, String node) {
        return feature.requests().answer(iq("<query xmlns='" + namespace + "' node='" + node + "'/>")).orElseThrow().getChildElement();
    }

    @Test
    void isWhichThereAre() {
        String items = "";
        for (String name : new String[] {"keep", "drop", "list"}) {
            items += "<item jid=\"agents.montague.lit\" node=\"intermediateim#" + name + "\" name=\"intermediateim.seats.command." + name
                    + "[]\"/>";
        }
        assertEquals("<query xmlns=\"http://jabber.org/protocol/disco#items\" node=\"" + COMMANDS + "\">" + items + "</query>",
                answer("http://jabber.org/protocol/disco#items", COMMANDS).asXML());
    }

    @ParameterizedTest
    @CsvSource({COMMANDS + ", command-list, commands", "intermediateim#keep, command-node, command.keep",
        "intermediateim#drop, command-node, command.drop", "intermediateim#list, command-node, command.list"})
    void isWhatTheyAre(String node, String type, String name) {
        Element query = answer("http://jabber.org/protocol/disco#info", node);
        assertEquals(node, query.attributeValue("node"));
        assertEquals("<identity xmlns=\"http://jabber.org/protocol/disco#info\" category=\"automation\" type=\"" + type
                + "\" name=\"intermediateim.seats." + name + "[]\"/>", query.element("identity").asXML());
        assertTrue(query.asXML().contains("<feature var=\"" + COMMANDS + "\"/>"), query.asXML());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<query xmlns='http://jabber.org/protocol/disco#info' node='intermediateim#other'/>",
        "<query xmlns='http://jabber.org/protocol/disco#items'/>", "<command xmlns='http://jabber.org/protocol/commands'/>"})
    void isNothingElse(String payload) {
        assertFalse(feature.requests().answer(iq(payload), sent::add));
    }

    @Test
    void isNotForStrangers() {
        IQ asked = iq("<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/>");
        asked.setFrom("tybalt@capulet.lit/x");
        assertFalse(feature.requests().answer(asked, sent::add));
    }

    @ParameterizedTest
    @CsvSource({"s1, s1", "'', unguessable0", "12345678901234567890123456789012345678901234567890123456789012345, unguessable0"})
    void theSessionIsWhatWasAskedForUnlessThatIsTooLong(String asked, String answered) {
        IQ list = iq("<command xmlns='" + COMMANDS + "' node='intermediateim#list' sessionid='" + asked + "'/>");
        list.setType(IQ.Type.set);
        assertEquals(answered, feature.requests().answer(list).orElseThrow().getChildElement().attributeValue("sessionid"));
    }
}
