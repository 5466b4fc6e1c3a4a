package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.RoutingTable;
import org.junit.jupiter.api.Test;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError.Condition;

class ClusterNodeTest {

    private static final String SUBDOMAIN = "intermediateim-039058c6f2c0cb49"; // SHA-256 of 1, 2, 3

    private final ComponentManager components = mock(ComponentManager.class);
    private final RecordingSink sink = new RecordingSink();
    private final ClusterNode node = new ClusterNode(components, mock(RoutingTable.class), "example.org", () -> new byte[] {1, 2, 3}, sink);

    @Test
    void hasAnAddressThatFollowsFromItsId() {
        assertEquals(SUBDOMAIN + ".example.org", node.address().toString());
    }

    @Test
    void isAloneWhereThereIsNoCluster() throws Exception {
        node.open(request -> Optional.empty(), answer -> { });
        assertEquals(List.of(), node.others());
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
    void handsOverQuestionsAndAnswersAndRefusesTheRest() {
        List<IQ> answers = new ArrayList<>();
        node.open(request -> request.getChildElement().getNamespaceURI().equals("urn:ours")
                ? Optional.of(IQ.createResultIQ(request)) : Optional.empty(), answers::add);
        node.processPacket(Xml.iq("<iq type='set' id='1' from='a.example.org' to='b.example.org'><x xmlns='urn:ours'/></iq>"));
        assertEquals(IQ.Type.result, ((IQ) sink.sent().get(0)).getType());
        node.processPacket(Xml.iq("<iq type='get' id='2' from='a.example.org' to='b.example.org'><x xmlns='urn:other'/></iq>"));
        assertEquals(Condition.service_unavailable, sink.sent().get(1).getError().getCondition());
        node.processPacket(Xml.iq("<iq type='get' id='3' from='a.example.org' to='b.example.org'/>"));
        assertEquals(Condition.service_unavailable, sink.sent().get(2).getError().getCondition());
        node.processPacket(Xml.iq("<iq type='result' id='4' from='a.example.org' to='b.example.org'/>"));
        node.processPacket(Xml.message("<message from='a.example.org' to='b.example.org'/>"));
        node.processPacket(Xml.iq("<iq type='get' id='5' from='component.example.org' to='b.example.org'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"));
        assertEquals(3, sink.sent().size());
        assertEquals("4", answers.get(0).getID());
        node.close();
    }
}
