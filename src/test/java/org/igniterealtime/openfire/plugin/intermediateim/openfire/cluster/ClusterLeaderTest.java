package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;
import org.mockito.Mockito;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

class ClusterLeaderTest {

    private static final byte OWN = 1;

    private final MockedStatic<ClusterManager> cluster = Mockito.mockStatic(ClusterManager.class);
    private final RoutingTable routes = mock(RoutingTable.class);
    private final RecordingSink sink = new RecordingSink();
    private final List<byte[]> ids = new ArrayList<>();
    private final ClusterNode node = new ClusterNode(
            mock(ComponentManager.class), routes, "example.org", () -> new byte[] {OWN}, () -> ids, sink);
    private final List<Boolean> told = new ArrayList<>();
    private final ClusterLeader duty = new ClusterLeader(node, Runnable::run, () -> told.add(isOurs()));

    private boolean isOurs() {
        return duty.isOurs();
    }

    @BeforeEach
    void reachOtherNodes() {
        when(routes.getRemotePacketRouter()).thenReturn(new RecordingNodes(sink));
    }

    @AfterEach
    void endCluster() {
        cluster.close();
    }

    private void inCluster(int senior) {
        cluster.when(ClusterManager::isClusteringEnabled).thenReturn(true);
        cluster.when(ClusterManager::isClusteringStarted).thenReturn(true);
        ids.add(new byte[] {OWN});
        senior(senior);
    }

    private void senior(int id) {
        cluster.when(ClusterManager::getSeniorClusterMember).thenReturn(NodeID.getInstance(new byte[] {(byte) id}));
    }

    private JID address(int id) {
        return node.address(new byte[] {(byte) id});
    }

    /** @return the address of another node */
    private JID another(int id, boolean hasPlugin) {
        ids.add(new byte[] {(byte) id});
        when(routes.hasComponentRoute(address(id))).thenReturn(hasPlugin);
        return address(id);
    }

    private Optional<IQ> says(JID from, String what) {
        return duty.answer(
                Xml.iq("<iq type='set' id='1' from='" + from + "' to='" + node.address() + "'><" + what + "/></iq>"));
    }

    private static String said(Packet stanza) {
        return stanza.getTo() + " " + ((IQ) stanza).getChildElement().getName();
    }

    @ParameterizedTest(name = "clustering switched on: {0}, joined: {1}, senior: {2}")
    @CsvSource({"false, false, 1, true", "true, false, 1, false", "true, true, 1, true", "true, true, 2, false"})
    void isOursAloneOrAsTheSeniorNode(boolean enabled, boolean started, int senior, boolean ours) {
        inCluster(senior); // Openfire says so of a node that has not joined, too
        another(2, true);
        cluster.when(ClusterManager::isClusteringEnabled).thenReturn(enabled);
        cluster.when(ClusterManager::isClusteringStarted).thenReturn(started);
        duty.open();

        assertEquals(ours, duty.isOurs());
        assertEquals(List.of(ours), told);
        assertEquals(started ? Optional.of(address(senior)) : Optional.empty(), duty.holder());
    }

    @Test
    void isOfTheFirstNodeWithThePluginIfTheSeniorHasNone() {
        inCluster(2);
        another(2, false);
        duty.open();
        assertTrue(duty.isOurs());
        JID other = another(3, true);
        duty.joinedCluster(new byte[] {3});
        JID first = Stream.of(node.address(), other)
                .min(Comparator.comparing(JID::getDomain))
                .orElseThrow();
        assertEquals(Optional.of(first), duty.holder());
    }

    @Test
    void isOursFromWhenTheOtherIsGoingUntilItIsBack() {
        inCluster(2);
        JID senior = another(2, true);
        duty.open();

        assertEquals(
                IQ.Type.result,
                says(senior, "going xmlns='urn:intermediateim:duty'")
                        .orElseThrow()
                        .getType());
        assertTrue(duty.isOurs());
        assertEquals(Optional.empty(), duty.otherHost());
        assertEquals(
                IQ.Type.result,
                says(senior, "here xmlns='urn:intermediateim:duty'")
                        .orElseThrow()
                        .getType());
        assertFalse(duty.isOurs());
        assertEquals(List.of(false, true, false), told);
        assertEquals(Optional.empty(), says(senior, "gone xmlns='urn:intermediateim:duty'"));
        assertEquals(Optional.empty(), says(senior, "going xmlns='urn:other'"));
    }

    @Test
    void forgetsWhatANodeSaidThatHasLeft() {
        inCluster(2);
        JID senior = another(2, true);
        duty.open();
        says(senior, "going xmlns='urn:intermediateim:duty'");
        senior(OWN);
        duty.leftCluster(new byte[] {2});
        senior(2);
        duty.joinedCluster(new byte[] {2});

        assertFalse(duty.isOurs());
    }

    @Test
    void saysWhenItIsHereAndHandsOverBeforeItGoes() throws Exception {
        inCluster(OWN);
        JID other = another(2, true);
        duty.open();
        assertEquals(
                List.of(other + " here"),
                sink.sent().stream().map(ClusterLeaderTest::said).toList());
        duty.joinedCluster();
        assertEquals(2, sink.sent().size());
        duty.close();
        assertEquals(other + " going", said(sink.sent().get(2)));
        assertFalse(duty.isOurs());
        assertEquals(List.of(true, true, false), told);
        assertEquals(Optional.of(other), duty.holder());
    }

    @Test
    void keepsToTheEndWhatNobodyElseCanDo() throws Exception {
        inCluster(OWN);
        another(2, false);
        duty.open();
        duty.close();

        assertTrue(duty.isOurs());
        assertEquals(List.of(true), told);
        assertEquals(List.of(), sink.sent());
    }

    @Test
    void seesWhatItHasNotBeenToldWhenItLooksAgain() {
        inCluster(2);
        JID senior = another(2, true);
        duty.open();
        duty.look();
        assertEquals(List.of(false), told);
        when(routes.hasComponentRoute(senior)).thenReturn(false);
        duty.look();
        assertEquals(List.of(false), told, "the server may be cleaning up after that node");
        duty.look();
        when(routes.hasComponentRoute(senior)).thenThrow(new IllegalStateException("not in the cluster"));
        duty.look();
        assertEquals(List.of(false, true), told);
    }

    @Test
    void looksWheneverTheClusterChanges() {
        inCluster(2);
        another(2, true);
        duty.open();
        senior(OWN);
        duty.markedAsSeniorClusterMember();
        cluster.when(ClusterManager::isClusteringStarted).thenReturn(false);
        duty.leftCluster();

        assertEquals(List.of(false, true, false), told);
        assertEquals(Optional.empty(), duty.holder());
    }

    @Test
    void knowsTheHostOfTheOther() {
        inCluster(2);
        another(2, true);
        duty.open();
        cluster.when(ClusterManager::getNodesInfo).thenReturn(List.of());
        assertEquals(Optional.of(""), duty.otherHost());
        List<ClusterNodeInfo> infos = List.of(info(OWN, "here"), info(2, "there"));
        cluster.when(ClusterManager::getNodesInfo).thenReturn(infos);
        assertEquals(Optional.of("there"), duty.otherHost());
    }

    private static ClusterNodeInfo info(int id, String host) {
        ClusterNodeInfo info = mock(ClusterNodeInfo.class);
        when(info.getNodeID()).thenReturn(NodeID.getInstance(new byte[] {(byte) id}));
        when(info.getHostName()).thenReturn(host);
        return info;
    }
}
