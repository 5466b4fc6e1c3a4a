package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

class ServiceComponentTest {

    private final RecordingSink sink = new RecordingSink();
    private final ServiceComponent component = new ServiceComponent(
            new DiscoInfo.Identity("component", "generic", "Us"), () -> List.of("urn:ours"),
            ServiceComponentTest::answerOurs, "unguessable", sink);

    private static Optional<IQ> answerOurs(IQ request) {
        return request.getChildElement().getNamespaceURI().equals("urn:ours")
                ? Optional.of(IQ.createResultIQ(request)) : Optional.empty();
    }


    private IQ ask(String type, String payload) {
        component.processPacket(Xml.iq("<iq type='" + type + "' id='1' from='romeo@example.org/x' to='us.example.org'>"
                + payload + "</iq>"));
        return (IQ) sink.only();
    }

    @Test
    void saysWhatItIs() {
        Element query = ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>").getChildElement();
        assertEquals("<query xmlns=\"http://jabber.org/protocol/disco#info\">"
                + "<identity category=\"component\" type=\"generic\" name=\"Us\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#info\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#items\"/>"
                + "<feature var=\"urn:xmpp:ping\"/><feature var=\"http://jabber.org/protocol/caps\"/>"
                + "<feature var=\"urn:ours\"/></query>", query.asXML());
    }

    @Test
    @Requirement({"0115-46", "0030-12", "0115-50", "0030-02", "0030-03"})
    void saysTheSameToWhoAsksAboutItsCapabilities() {
        String node = component.capabilities().announcement().discoNode();
        Element query = ask("get", "<query xmlns='http://jabber.org/protocol/disco#info' node='" + node + "'/>").getChildElement();
        assertEquals(node, query.attributeValue("node"));
        assertEquals(DiscoInfo.in(query), DiscoInfo.in(component.capabilities().answer(node).orElseThrow()));
        assertTrue(DiscoInfo.in(query).orElseThrow().hasFeature("http://jabber.org/protocol/caps"));
        assertTrue(DiscoInfo.in(query).orElseThrow().hasFeature("urn:ours"));
    }

    @Test
    void answersWhatItWasMadeFor() {
        assertEquals(IQ.Type.result, ask("set", "<x xmlns='urn:ours'/>").getType());
    }

    @Test
    @Requirement({"0030-16", "0115-43"})
    void hasNoItems() {
        IQ answer = ask("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        assertEquals(IQ.Type.result, answer.getType());
        assertTrue(answer.getChildElement().elements().isEmpty());
    }

    @Test
    void answersAPing() {
        IQ answer = ask("get", "<ping xmlns='urn:xmpp:ping'/>");
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals("1", answer.getID());
        assertEquals("us.example.org", answer.getFrom().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "get | <query xmlns='http://jabber.org/protocol/disco#info' node='x'/>  | item_not_found",
        "get | <query xmlns='http://jabber.org/protocol/disco#info' node=''/>   | item_not_found",
        "get | <query xmlns='http://jabber.org/protocol/disco#items' node='x'/> | item_not_found",
        "set | <query xmlns='http://jabber.org/protocol/disco#info'/>           | service_unavailable",
        "get | <query xmlns='urn:unknown'/>                                     | service_unavailable",
        "get | ''                                                               | service_unavailable"})
    @Requirement({"0030-25", "0030-26"})
    void refusesTheRest(String type, String payload, PacketError.Condition condition) {
        IQ answer = ask(type, payload);
        assertEquals(condition, answer.getError().getCondition());
        assertEquals(payload.isEmpty(), answer.getChildElement() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error"})
    void doesNotAnswerAnswers(String type) {
        component.processPacket(Xml.iq("<iq type='" + type + "' id='1' from='romeo@example.org/x' to='us.example.org'/>"));
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void doesNotAnswerMessagesAndPresence() {
        component.processPacket(Xml.message("<message from='romeo@example.org/x' to='us.example.org'/>"));
        component.processPacket(Xml.presence("<presence from='romeo@example.org/x' to='us.example.org'/>"));
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void dropsWhateverIsSentToItsDrain() {
        JID drain = component.drain(new JID("us.example.org"));
        assertEquals("us.example.org/unguessable", drain.toString());
        IQ iq = Xml.iq("<iq type='get' id='1' from='romeo@example.org/x'><ping xmlns='urn:xmpp:ping'/></iq>");
        iq.setTo(drain);
        component.processPacket(iq);
        assertEquals(List.of(), sink.sent());
    }
}
