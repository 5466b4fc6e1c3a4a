package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError.Condition;

class OccupantAnswersTest {

    private static final String NICK = Scene.ROOM + "/firstwitch";

    private final DiscoInfo info = new DiscoInfo(List.of(new DiscoInfo.Identity("client", "bot", "Seat")), features());
    private final OccupantAnswers answers = new OccupantAnswers(info, () -> "https://example.org#ver");

    private static List<String> features() {
        List<String> features = new ArrayList<>(List.of(DiscoInfo.NAMESPACE));
        features.addAll(OccupantAnswers.FEATURES);
        return features;
    }

    private IQ asked(String type, String payload) {
        IQ answer = answers.answer(Xml.iq("<iq type='" + type + "' id='7' from='" + NICK + "' to='" + Scene.SELF + "'>"
                        + payload + "</iq>"))
                .orElseThrow();
        assertEquals("7", answer.getID());
        assertEquals(NICK, answer.getTo().toString());
        assertEquals(Scene.SELF, answer.getFrom());
        return answer;
    }

    @Test
    @Requirement({"0410-08", "0045-96"})
    void aPingIsAnswered() {
        IQ answer = asked("get", "<ping xmlns='urn:xmpp:ping'/>");
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals(List.of(), answer.getElement().elements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " node='https://example.org#ver'"})
    @Requirement({"0045-09", "0249-05", "0004-35", "0004-36"})
    void whatWeCanIsTold(String node) {
        String query = asked("get", "<query xmlns='http://jabber.org/protocol/disco#info'" + node + "/>")
                .getChildElement()
                .asXML();
        assertTrue(query.contains("<identity category=\"client\" type=\"bot\" name=\"Seat\"/>"), query);
        assertTrue(query.contains("<feature var=\"http://jabber.org/protocol/muc\"/>"), query);
        assertTrue(query.contains("<feature var=\"jabber:x:conference\"/>"), query);
        assertTrue(query.contains("<feature var=\"urn:xmpp:ping\"/>"), query);
        assertEquals(!node.isEmpty(), query.contains("node=\"https://example.org#ver\""), query);
        assertTrue(!query.contains("jabber:x:data"), query);
    }

    @Test
    @Requirement({"0045-10", "0045-11"})
    void whereWeAreIsNotTold() {
        assertEquals(
                "<query xmlns=\"http://jabber.org/protocol/disco#items\" node=\"http://jabber.org/protocol/muc#rooms\"/>",
                asked(
                                "get",
                                "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/muc#rooms'/>")
                        .getChildElement()
                        .asXML());
        assertEquals(
                "<query xmlns=\"http://jabber.org/protocol/disco#items\"/>",
                asked("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>")
                        .getChildElement()
                        .asXML());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<query xmlns='http://jabber.org/protocol/disco#items' node='x'/>",
                "<query xmlns='http://jabber.org/protocol/disco#info' node='https://example.org#old'/>"
            })
    void otherNodesAreNotThere(String payload) {
        assertEquals(Condition.item_not_found, asked("get", payload).getError().getCondition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<query xmlns='jabber:iq:version'/>", "<si xmlns='http://jabber.org/protocol/si'/>"})
    @Requirement("0045-96")
    void everythingElseIsRefused(String payload) {
        assertEquals(
                Condition.service_unavailable, asked("get", payload).getError().getCondition());
        assertEquals(
                Condition.service_unavailable, asked("set", payload).getError().getCondition());
    }

    @Test
    void nothingCanBeSetByAsking() {
        assertEquals(
                Condition.service_unavailable,
                asked("set", "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                        .getError()
                        .getCondition());
        assertEquals(Condition.service_unavailable, asked("get", "").getError().getCondition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error"})
    void answersAreNotAnswered(String type) {
        assertEquals(Optional.empty(), answers.answer(Xml.iq("<iq type='" + type + "' id='7' from='" + NICK + "'/>")));
    }
}
