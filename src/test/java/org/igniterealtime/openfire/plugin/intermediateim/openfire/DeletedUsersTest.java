package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.RecordingNodes;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.user.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class DeletedUsersTest {

    private final List<JID> forgotten = new ArrayList<>();
    private final List<JID> forgottenElsewhere = new ArrayList<>();
    private final RoutingTable routes = mock(RoutingTable.class);
    private final RecordingSink sink = new RecordingSink();
    private final ClusterNode node = node(1);
    private final ClusterNode otherNode = node(2);
    private final DeletedUsers deletedUsers =
            new DeletedUsers(node, name -> new JID(name, "example.org", null), forgotten::add);
    private final User juliet = new User("juliet", "Juliet", null, null, null);

    private ClusterNode node(int id) {
        return new ClusterNode(
                mock(ComponentManager.class),
                routes,
                "example.org",
                () -> new byte[] {(byte) id},
                () -> List.of(new byte[] {1}, new byte[] {2}),
                sink);
    }

    @BeforeEach
    void reachOtherNodes() {
        when(routes.getRemotePacketRouter()).thenReturn(new RecordingNodes(sink));
    }

    private void dispatch(UserEventDispatcher.EventType event) {
        UserEventDispatcher.dispatchEvent(juliet, event, Map.of());
    }

    @Test
    void tellsWhoIsDeletedWhileItIsOpen() throws Exception {
        deletedUsers.open();
        dispatch(UserEventDispatcher.EventType.user_created);
        dispatch(UserEventDispatcher.EventType.user_modified);
        dispatch(UserEventDispatcher.EventType.user_deleting);
        deletedUsers.close();
        dispatch(UserEventDispatcher.EventType.user_deleting);

        assertEquals(List.of(new JID("juliet@example.org")), forgotten);
    }

    @Test
    void tellsItOnTheOtherNodesTooAndNotOnAndOn() throws Exception {
        when(routes.hasComponentRoute(otherNode.address())).thenReturn(true);
        DeletedUsers there =
                new DeletedUsers(otherNode, name -> new JID(name, "example.org", null), forgottenElsewhere::add);
        AutoCloseable talk = otherNode.join(there);
        deletedUsers.open();
        dispatch(UserEventDispatcher.EventType.user_deleting);
        otherNode.processPacket(Xml.iq(sink.only().toXML())); // as on the wire
        assertEquals(List.of(new JID("juliet@example.org")), forgottenElsewhere);
        assertEquals(2, sink.sent().size(), "the news and its answer");
        assertEquals(IQ.Type.result, ((IQ) sink.sent().get(1)).getType());
        deletedUsers.close();
        talk.close();
    }

    @Test
    void believesNobodyButTheOtherNodes() throws Exception {
        deletedUsers.open();
        for (String payload : List.of(
                "<deleted xmlns='urn:other' user='juliet@example.org'/>",
                "<deleted xmlns='urn:intermediateim:users:cluster'/>")) {
            node.processPacket(Xml.iq("<iq type='set' id='1' from='" + otherNode.address() + "' to='" + node.address()
                    + "'>" + payload + "</iq>"));
        }
        node.processPacket(Xml.iq("<iq type='set' id='1' from='romeo@example.org/x' to='" + node.address()
                + "'><deleted xmlns='urn:intermediateim:users:cluster' user='juliet@example.org'/></iq>"));
        assertTrue(
                sink.sent().stream().allMatch(each -> ((IQ) each).getType() == IQ.Type.error),
                sink.sent().toString());
        assertEquals(List.of(), forgotten);
        deletedUsers.close();
    }
}
