package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

class ServiceComponentTest {

    private final RecordingSink sink = new RecordingSink();
    private final ServiceComponent component = new ServiceComponent(
            new DiscoInfo.Identity("component", "generic", "Us"),
            () -> List.of("urn:ours"),
            ServiceComponentTest::answerOurs,
            "unguessable",
            sink);

    private static Optional<IQ> answerOurs(IQ request) {
        return request.getChildElement().getNamespaceURI().equals("urn:ours")
                ? Optional.of(IQ.createResultIQ(request))
                : Optional.empty();
    }

    private IQ ask(String type, String payload) {
        component.processPacket(Xml.iq(
                "<iq type='" + type + "' id='1' from='romeo@example.org/x' to='us.example.org'>" + payload + "</iq>"));
        return (IQ) sink.only();
    }

    @Test
    @Requirement({"0030-03", "0030-05", "0030-06", "0030-07", "0030-08", "0030-09", "0030-24", "0128-06"})
    void saysWhatItIs() {
        Element query = ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                .getChildElement();
        assertEquals(
                "<query xmlns=\"http://jabber.org/protocol/disco#info\">"
                        + "<identity category=\"component\" type=\"generic\" name=\"Us\"/>"
                        + "<feature var=\"http://jabber.org/protocol/disco#info\"/>"
                        + "<feature var=\"http://jabber.org/protocol/disco#items\"/>"
                        + "<feature var=\"urn:xmpp:ping\"/><feature var=\"http://jabber.org/protocol/caps\"/>"
                        + "<feature var=\"urn:ours\"/></query>",
                query.asXML());
    }

    @Test
    @Requirement({"0115-46", "0030-12", "0115-50", "0030-02", "0030-03"})
    void saysTheSameToWhoAsksAboutItsCapabilities() {
        String node = component.capabilities().announcement().discoNode();
        Element query = ask("get", "<query xmlns='http://jabber.org/protocol/disco#info' node='" + node + "'/>")
                .getChildElement();

        assertEquals(node, query.attributeValue("node"));
        assertEquals(
                DiscoInfo.in(query),
                DiscoInfo.in(component.capabilities().answer(node).orElseThrow()));
        assertTrue(DiscoInfo.in(query).orElseThrow().hasFeature("http://jabber.org/protocol/caps"));
        assertTrue(DiscoInfo.in(query).orElseThrow().hasFeature("urn:ours"));
    }

    @Test
    void answersWhatItWasMadeFor() {
        assertEquals(IQ.Type.result, ask("set", "<x xmlns='urn:ours'/>").getType());
    }

    @Test
    @Requirement({"0030-16", "0115-43", "0128-04"})
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
    @CsvSource(
            delimiter = '|',
            value = {
                "get | <query xmlns='http://jabber.org/protocol/disco#info' node='x'/>  | item_not_found",
                "get | <query xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/shim'/>"
                        + " | item_not_found",
                "get | <query xmlns='http://jabber.org/protocol/disco#info' node=''/>   | item_not_found",
                "get | <query xmlns='http://jabber.org/protocol/disco#items' node='x'/> | item_not_found",
                "set | <query xmlns='http://jabber.org/protocol/disco#info'/>           | service_unavailable",
                "get | <query xmlns='urn:unknown'/>                                     | service_unavailable",
                "get | ''                                                               | service_unavailable"
            })
    @Requirement({"0030-25", "0030-26", "0131-02"})
    void refusesTheRest(String type, String payload, PacketError.Condition condition) {
        IQ answer = ask(type, payload);
        assertEquals(condition, answer.getError().getCondition());
        assertEquals(payload.isEmpty(), answer.getChildElement() == null);
    }

    @Test
    @Requirement("0131-02")
    void supportsNoHeaders() {
        IQ answer = ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        assertFalse(DiscoInfo.in(answer.getChildElement()).orElseThrow().hasFeature("http://jabber.org/protocol/shim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<query xmlns='http://jabber.org/protocol/disco#info'/>", "<ping xmlns='urn:xmpp:ping'/>"})
    @Requirement("0030-10")
    void knowsNobodyAtItsAddress(String payload) {
        component.processPacket(Xml.iq(
                "<iq type='get' id='1' from='romeo@example.org/x' to='nobody@us.example.org'>" + payload + "</iq>"));
        assertEquals(
                PacketError.Condition.service_unavailable,
                ((IQ) sink.only()).getError().getCondition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error"})
    void doesNotAnswerAnswers(String type) {
        component.processPacket(
                Xml.iq("<iq type='" + type + "' id='1' from='romeo@example.org/x' to='us.example.org'/>"));
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void doesNotAnswerMessagesAndPresence() {
        component.processPacket(Xml.message("<message from='romeo@example.org/x' to='us.example.org'/>"));
        component.processPacket(Xml.presence("<presence from='romeo@example.org/x' to='us.example.org'/>"));

        assertEquals(List.of(), sink.sent());
    }

    /** With an account, and words for whoever writes. */
    private final ServiceComponent withAccount = new ServiceComponent(
            new DiscoInfo.Identity("component", "generic", "Us"),
            ServiceComponent.Accounts.one("bot", new DiscoInfo.Identity("client", "bot", "Bot")),
            () -> List.of("urn:ours"),
            new RequestHandler() {
                @Override
                public Optional<IQ> answer(IQ request) {
                    return answerOurs(request);
                }

                @Override
                public void answer(Message message, StanzaSink sink) {
                    Message answer = new Message();
                    answer.setFrom(message.getTo());
                    answer.setBody("ours");
                    sink.send(answer);
                }

                @Override
                public List<Presence> answer(Presence presence) {
                    Presence answer = new Presence();
                    answer.setFrom(presence.getTo());
                    return List.of(answer);
                }
            },
            "unguessable",
            sink);

    @ParameterizedTest
    @CsvSource({"bot@us.example.org", "us.example.org", "bot@us.example.org/x"})
    void takesMessagesAtBothAddresses(String to) {
        withAccount.processPacket(Xml.message(
                "<message type='chat' from='romeo@example.org/x' to='" + to + "'><body>hi</body></message>"));
        assertEquals("ours", ((Message) sink.only()).getBody());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headline | <body>x</body>",
                "groupchat | <body>x</body>",
                "error | <body>x</body>",
                "chat | <body/>",
                "chat | <body> </body>",
                "chat | <composing xmlns='http://jabber.org/protocol/chatstates'/>"
            })
    @Requirement("0213-03")
    void leavesWhatNobodyWantsAnAnswerTo(String type, String content) {
        for (String to : List.of(
                "bot@us.example.org", "us.example.org", "nobody@us.example.org", "us.example.org/unguessable")) {
            withAccount.processPacket(Xml.message("<message type='" + type + "' from='romeo@example.org/x' to='" + to
                    + "'>" + content + "</message>"));
        }
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void refusesMessagesToNobody() {
        withAccount.processPacket(Xml.message(
                "<message type='chat' id='1' from='romeo@example.org/x' to='nobody@us.example.org'><body>hi</body>"
                        + "</message>"));
        Message error = (Message) sink.only();

        assertEquals(PacketError.Condition.service_unavailable, error.getError().getCondition());
        assertEquals("nobody@us.example.org", error.getFrom().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot@us.example.org", "us.example.org"})
    void showsWhatItCanDoWhenItShowsItself(String to) {
        withAccount.processPacket(Xml.presence("<presence type='probe' from='romeo@example.org' to='" + to + "'/>"));
        Element c = ((Presence) sink.only()).getElement().element("c");
        withAccount.processPacket(Xml.iq("<iq type='get' id='1' from='romeo@example.org/x' to='" + to + "'><query "
                + "xmlns='http://jabber.org/protocol/disco#info' node='" + c.attributeValue("node") + "#"
                + c.attributeValue("ver") + "'/></iq>"));
        String info = sink.sent().get(1).toXML();

        assertEquals(to.startsWith("bot"), info.contains("category=\"client\" type=\"bot\" name=\"Bot\""), info);
        assertTrue(info.contains("urn:ours"), info);
    }

    @ParameterizedTest
    @CsvSource({
        "us.example.org, subscribe, unsubscribed",
        "nobody@us.example.org, subscribe, unsubscribed",
        "us.example.org, probe, ",
        "us.example.org, error, ",
        "us.example.org/unguessable, subscribe, ",
        "us.example.org, unsubscribed, "
    })
    void isNobodysContactUnlessItWantsToBe(String to, String type, Presence.Type answer) {
        component.processPacket(
                Xml.presence("<presence type='" + type + "' from='romeo@example.org' to='" + to + "'/>"));
        assertEquals(
                answer == null ? List.of() : List.of(answer),
                sink.sent().stream().map(sent -> ((Presence) sent).getType()).toList());
    }

    @Test
    void listsItsAccount() {
        withAccount.processPacket(Xml.iq("<iq type='get' id='1' from='romeo@example.org/x' to='us.example.org'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>"));
        assertEquals(
                "<query xmlns=\"http://jabber.org/protocol/disco#items\"><item jid=\"bot@us.example.org\" name=\"Bot\"/></query>",
                ((IQ) sink.only()).getChildElement().asXML());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bot | <ping xmlns='urn:xmpp:ping'/> | true",
                "bot | <x xmlns='urn:ours'/> | true",
                "bot | <query xmlns='http://jabber.org/protocol/disco#items'/> | true",
                "nobody | <ping xmlns='urn:xmpp:ping'/> | false",
                "nobody | <x xmlns='urn:ours'/> | false"
            })
    void answersRequestsToItsAccount(String node, String payload, boolean answered) {
        withAccount.processPacket(Xml.iq("<iq type='get' id='1' from='romeo@example.org/x' to='" + node
                + "@us.example.org'>" + payload + "</iq>"));
        IQ answer = (IQ) sink.only();

        assertEquals(answered ? IQ.Type.result : IQ.Type.error, answer.getType());
        assertTrue(!answer.toXML().contains("<item "), answer::toXML);
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
