package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.RemotePacketRouter;
import org.jivesoftware.openfire.RoutingTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

class ClusterNodeTest {

    private static final String SUBDOMAIN = "intermediateim-039058c6f2c0cb49"; // SHA-256 of 1, 2, 3

    private final ComponentManager components = mock(ComponentManager.class);
    private final RoutingTable routes = mock(RoutingTable.class);
    private final RecordingSink sink = new RecordingSink();
    private final List<byte[]> ids = new ArrayList<>();
    private final ClusterNode node =
            new ClusterNode(components, routes, "example.org", () -> new byte[] {1, 2, 3}, () -> ids, sink);

    @BeforeEach
    void inCluster() {
        when(routes.getRemotePacketRouter()).thenReturn(new RecordingNodes(sink));
    }

    /** @return the address of another node */
    private JID another(int id, boolean hasPlugin) {
        ids.add(new byte[] {(byte) id});
        JID address = new ClusterNode(components, routes, "example.org", () -> new byte[] {(byte) id}, List::of, sink)
                .address();
        when(routes.hasComponentRoute(address)).thenReturn(hasPlugin);
        return address;
    }

    @Test
    void hasAnAddressThatFollowsFromItsId() {
        assertEquals(SUBDOMAIN + ".example.org", node.address().toString());
    }

    @Test
    void isAloneWhereThereIsNoCluster() throws Exception {
        node.open();
        assertEquals(List.of(), node.others());
        node.tellOthers(DocumentHelper.createElement("x"));
        assertEquals(List.of(), sink.sent());
        verify(components, never()).addComponent(any(), any());
        node.close();
    }

    @Test
    void standsAtItsAddressWhileThereIsACluster() throws Exception {
        node.joinedCluster();
        verify(components).addComponent(SUBDOMAIN, node);
        node.leftCluster();
        node.leftCluster(); // Openfire tells it twice
        verify(components).removeComponent(SUBDOMAIN);
    }

    @Test
    void goesOnWhereItsAddressIsTaken() throws Exception {
        doThrow(ComponentException.class).when(components).addComponent(any(), any());
        node.joinedCluster();
        node.leftCluster();
        verify(components, never()).removeComponent(any());
    }

    @Test
    void tellsTheOthersThatHaveThePlugin() {
        ids.add(new byte[] {1, 2, 3});
        JID second = another(2, true);
        JID third = another(3, true);
        another(4, false);
        node.tellOthers(DocumentHelper.createElement(QName.get("x", "urn:ours")));

        assertEquals(
                List.of(second, third), sink.sent().stream().map(Packet::getTo).toList());
        assertEquals(
                List.of(node.address(), node.address()),
                sink.sent().stream().map(Packet::getFrom).toList());
        assertEquals("urn:ours", ((IQ) sink.sent().get(1)).getChildElement().getNamespaceURI());
    }

    /** Answers what is ours. */
    private static final class Talk implements ClusterMessageHandler {

        private final List<IQ> answers = new ArrayList<>();

        @Override
        public Optional<IQ> answer(IQ request) {
            return request.getChildElement().getNamespaceURI().equals("urn:ours")
                    ? Optional.of(IQ.createResultIQ(request))
                    : Optional.empty();
        }

        @Override
        public void answered(IQ answer) {
            answers.add(answer);
        }
    }

    private Packet lastSent() {
        return sink.sent().get(sink.sent().size() - 1);
    }

    @Test
    void believesNobodyButNodes() throws Exception {
        Talk talk = new Talk();
        AutoCloseable joined = node.join(talk);
        JID other = another(2, false);
        for (String from : List.of(
                "romeo@example.org/x",
                "a.example.org",
                "intermediateim-0000000000000000.example.org",
                node.address().toString())) {
            node.processPacket(
                    Xml.iq("<iq type='set' id='1' from='" + from + "' to='b.example.org'><x xmlns='urn:ours'/></iq>"));
            assertEquals(Condition.service_unavailable, lastSent().getError().getCondition(), from);
        }
        IQ question =
                Xml.iq("<iq type='set' id='1' from='" + other + "' to='b.example.org'><x xmlns='urn:ours'/></iq>");
        node.processPacket(question);
        assertEquals(IQ.Type.result, ((IQ) lastSent()).getType());
        joined.close();
        node.processPacket(question);
        assertEquals(Condition.service_unavailable, lastSent().getError().getCondition());
    }

    @Test
    void handsOverQuestionsAndAnswersAndRefusesTheRest() {
        Talk talk = new Talk();
        List<IQ> answers = talk.answers;
        node.join(request -> Optional.empty());
        node.join(talk);
        String other = another(2, true).toString();
        node.processPacket(
                Xml.iq("<iq type='set' id='1' from='" + other + "' to='b.example.org'><x xmlns='urn:ours'/></iq>"));
        assertEquals(IQ.Type.result, ((IQ) sink.sent().get(0)).getType());
        node.processPacket(
                Xml.iq("<iq type='get' id='2' from='" + other + "' to='b.example.org'><x xmlns='urn:other'/></iq>"));
        assertEquals(
                Condition.service_unavailable, sink.sent().get(1).getError().getCondition());
        node.processPacket(Xml.iq("<iq type='get' id='3' from='" + other + "' to='b.example.org'/>"));
        assertEquals(
                Condition.service_unavailable, sink.sent().get(2).getError().getCondition());
        node.processPacket(Xml.iq("<iq type='result' id='4' from='a.example.org' to='b.example.org'/>"));
        node.processPacket(Xml.message("<message from='a.example.org' to='b.example.org'/>"));
        node.processPacket(Xml.iq("<iq type='get' id='5' from='component.example.org' to='b.example.org'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"));
        assertEquals(3, sink.sent().size());
        assertEquals("4", answers.get(0).getID());
    }

    /** The server would log an error with a trace. */
    @Test
    void bearsThatANodeIsLostInTheMidstOfIt() {
        RemotePacketRouter nodes = mock(RemotePacketRouter.class);
        when(routes.getRemotePacketRouter()).thenReturn(nodes);
        when(nodes.routePacket(any(), any(), any())).thenThrow(IllegalArgumentException.class);
        IQ telling = new IQ(IQ.Type.set, "1");
        telling.setTo(another(7, true));
        node.sink().send(telling);
        verify(nodes).routePacket(new byte[] {7}, telling.getTo(), telling);
        when(routes.getRemotePacketRouter()).thenReturn(null);
        node.sink().send(telling);
        assertEquals(List.of(), sink.sent());
    }

    /** The server would log an error with a trace. */
    @Test
    void sendsNothingToNodesThatHaveLeft() {
        JID other = another(7, true);
        IQ telling = new IQ(IQ.Type.set, "1");
        telling.setTo(other);
        node.sink().send(telling);
        assertEquals(1, sink.sent().size());
        ids.clear();
        node.sink().send(telling);
        assertEquals(1, sink.sent().size());
        IQ elsewhere = new IQ(IQ.Type.set, "2");
        elsewhere.setTo("intermediateim.example.org");
        node.sink().send(elsewhere);
        elsewhere.setTo(node.address());
        node.sink().send(elsewhere);
        elsewhere.setTo((JID) null);
        node.sink().send(elsewhere);
        assertEquals(4, sink.sent().size());
    }
}
