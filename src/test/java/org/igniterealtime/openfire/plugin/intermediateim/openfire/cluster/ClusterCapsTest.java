package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.jivesoftware.openfire.RoutingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class ClusterCapsTest {

    private static final CapsKey KEY = new CapsKey("sha-1", "QgayPKawpkPSDYmwT/WM94uAlu0=");

    private final RoutingTable routes = mock(RoutingTable.class);
    private final RecordingSink sink = new RecordingSink();
    private final ClusterNode node = new ClusterNode(
            mock(ComponentManager.class),
            routes,
            "example.org",
            () -> new byte[] {1},
            () -> List.of(new byte[] {1}, new byte[] {2}),
            sink);
    private final CapsStore store = mock(CapsStore.class);
    private final ClusterCaps here = new ClusterCaps();
    private final ClusterCaps there = new ClusterCaps();

    @BeforeEach
    void open() {
        when(routes.hasComponentRoute(Mockito.<JID>any())).thenReturn(true);
        when(routes.getRemotePacketRouter()).thenReturn(new RecordingNodes(sink));
        here.open(node, mock(CapsStore.class));
        there.open(mock(ClusterNode.class), store);
    }

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    /** As on the wire. */
    private IQ said() {
        List<IQ> said = new ArrayList<>();
        sink.sent().forEach(stanza -> said.add(Xml.iq(stanza.toXML())));
        assertEquals(1, said.size());
        return said.get(0);
    }

    @Test
    void aPurgeIsHeardOnAnotherNode() {
        here.tellPurged(KEY);
        assertEquals(IQ.Type.result, there.answer(said()).orElseThrow().getType());
        verify(store).purgedElsewhere(KEY);
        verifyNoMoreInteractions(store);
    }

    @Test
    void soIsAPurgeOfAll() {
        here.tellAllPurged();
        assertTrue(there.answer(said()).isPresent());
        verify(store).allPurgedElsewhere();
        verifyNoMoreInteractions(store);
    }

    @Test
    void otherTalkIsNotOurs() {
        assertFalse(there.answer(Xml.iq("<iq type='set' id='1' from='a' to='b'><purged xmlns='urn:other'/></iq>"))
                .isPresent());
        verifyNoMoreInteractions(store);
    }
}
