package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** Three nodes, each with sockets of its own. */
class ClusterActivationTest {

    private static final String ROMEO = "romeo@example.org/x";
    private static final String JULIET = "juliet@example.org/y";

    private final List<Runnable> timers = new ArrayList<>();
    private final ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    private final Map<JID, Node> nodes = new HashMap<>();
    private final List<IQ> toClients = new ArrayList<>();
    private final Node here = new Node("here");
    private final Node there = new Node("there");
    private final Node third = new Node("third");

    ClusterActivationTest() {
        when(timer.schedule(any(Runnable.class), anyLong(), any())).thenAnswer(call -> {
            timers.add(call.getArgument(0));
            return mock(ScheduledFuture.class);
        });
    }

    private final class Node {

        private final JID address;
        private final BytestreamsFeature feature = new BytestreamsFeature(
                Settings.DEFAULTS, "example.org", meeting -> false, TransferLog.NONE, new FakeTime());
        private final ClusterActivation cluster;
        private final BytestreamRequests requests;
        private boolean deaf;
        private boolean broken;

        Node(String name) {
            address = new JID(name + ".example.org");
            cluster = feature.cluster(() -> address, this::others, ClusterActivationTest.this::route, timer);
            requests = feature.requests(
                    Settings.DEFAULTS,
                    new FakeUsers(),
                    asker -> List.of(),
                    () -> true,
                    (key, arguments) -> key,
                    cluster);
            nodes.put(address, this);
        }

        private List<JID> others() {
            return nodes.keySet().stream().filter(node -> !node.equals(address)).toList();
        }

        void connect(int sockets) {
            for (int i = 1; i <= sockets; i++) {
                feature.streams()
                        .join(
                                DestinationAddress.of("s", new JID(ROMEO), new JID(JULIET)),
                                new FakePeer("192.0.2." + i));
            }
        }

        void receive(IQ iq) {
            if (deaf) {
                return;
            }
            if (iq.isResponse()) {
                cluster.answered(iq);
            } else {
                cluster.answer(iq, ClusterActivationTest.this::route);
            }
        }
    }

    /** As on the wire. */
    private void route(Packet stanza) {
        if (third.broken && stanza.getTo().equals(third.address)) {
            throw new IllegalStateException("the cluster does not answer");
        }
        IQ iq = Xml.iq(stanza.toXML());
        Node node = nodes.get(iq.getTo());
        if (node == null) {
            toClients.add(iq);
        } else {
            node.receive(iq);
        }
    }

    private void activate() {
        assertTrue(here.requests.answer(
                Xml.iq("<iq type='set' id='1' from='" + ROMEO + "' to='proxy.example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/bytestreams' sid='s'><activate>" + JULIET
                        + "</activate></query></iq>"),
                this::route));
    }

    private IQ answer() {
        assertEquals(1, toClients.size(), "one answer");
        assertEquals("1", toClients.get(0).getID());
        assertEquals(ROMEO, toClients.get(0).getTo().toString());
        return toClients.get(0);
    }

    private static boolean isActive(Node node) {
        return node.feature.streams().live().stream().anyMatch(stream -> stream.state() == StreamView.State.ACTIVE);
    }

    @Test
    @Requirement("0065-51")
    void activatesOnTheNodeThatHoldsTheSockets() {
        there.connect(2);
        activate();
        assertEquals(IQ.Type.result, answer().getType());
        assertTrue(isActive(there));
        assertEquals(0, here.cluster.asked());
    }

    @Test
    void doesNotAskOthersForWhatIsHere() {
        there.deaf = true;
        third.deaf = true;
        here.connect(2);
        activate();
        assertEquals(IQ.Type.result, answer().getType());
    }

    @Test
    void isNotKeptFromAStreamByASocketOnAnotherNode() {
        here.connect(1); // who knows the hash can connect anywhere
        third.connect(2);
        activate();
        assertEquals(IQ.Type.result, answer().getType());
        assertTrue(isActive(third));
    }

    @Test
    void saysWhatIsKnownHereWhereNobodyHasMore() {
        activate();
        assertEquals(Condition.item_not_found, answer().getError().getCondition());
        toClients.clear();
        here.connect(1);
        activate();
        assertEquals(Condition.not_allowed, answer().getError().getCondition());
    }

    @Test
    void passesOnWhyTheOtherNodeRefuses() {
        there.connect(1);
        activate();
        assertEquals(Condition.not_allowed, answer().getError().getCondition());
    }

    @Test
    void waitsForASilentNodeNoLongerThanItsPatience() {
        there.deaf = true;
        activate();
        assertEquals(List.of(), toClients);
        assertEquals(1, here.cluster.asked());
        timers.forEach(Runnable::run);
        assertEquals(Condition.item_not_found, answer().getError().getCondition());
        assertEquals(0, here.cluster.asked());
    }

    @Test
    void asksTheOthersWhereOneCantBeAsked() {
        third.broken = true;
        there.connect(2);
        activate();
        assertEquals(IQ.Type.result, answer().getType());
    }

    @Test
    void answersWhereNobodyCanBeAsked() {
        third.broken = true;
        there.deaf = true;
        activate();
        timers.forEach(Runnable::run);
        assertEquals(Condition.item_not_found, answer().getError().getCondition());
    }

    @Test
    void answersOnceWhateverComesLater() {
        there.connect(2);
        activate();
        timers.forEach(Runnable::run);
        assertEquals(IQ.Type.result, answer().getType());
    }

    @Test
    void believesNoAnswerButThatOfANodeItHasAsked() {
        there.deaf = true;
        third.deaf = true;
        List<IQ> questions = new ArrayList<>();
        ClusterActivation alone =
                here.feature.cluster(() -> here.address, here::others, question -> questions.add((IQ) question), timer);
        List<ActivationResult> outcomes = new ArrayList<>();
        alone.activate(
                new ActivationRequest(
                        DestinationAddress.of("s", new JID(ROMEO), new JID(JULIET)),
                        new JID(ROMEO),
                        new JID(JULIET),
                        ActivationRequest.Charge.REQUESTER,
                        false),
                outcomes::add);
        alone.answered(opened(questions.get(0).getID(), "tybalt@example.org/z"));
        alone.answered(opened("another", questions.get(0).getTo().toString()));
        assertEquals(List.of(), outcomes);
        alone.answered(opened(questions.get(0).getID(), questions.get(0).getTo().toString()));
        assertEquals(List.of(ActivationResult.OPENED), outcomes);
    }

    private static IQ opened(String id, String from) {
        return Xml.iq("<iq type='result' id='" + id + "' from='" + from + "' to='here.example.org'><activated xmlns='"
                + ClusterActivation.NAMESPACE + "' outcome='OPENED'/></iq>");
    }

    @Test
    void takesWhatItDoesNotUnderstandForNo() {
        IQ odd = Xml.iq("<iq type='set' id='7' from='there.example.org' to='here.example.org'><activate xmlns='"
                + ClusterActivation.NAMESPACE + "'/></iq>");
        assertEquals(
                "NOT_FOUND",
                here.cluster.answer(odd).orElseThrow().getChildElement().attributeValue("outcome"));
        assertEquals(
                Optional.empty(),
                here.cluster.answer(Xml.iq(odd.toXML().replace(ClusterActivation.NAMESPACE, "urn:other"))));
    }

    @Test
    void answersByItselfWhenTheProxyGoesDown() {
        when(timer.schedule(any(Runnable.class), anyLong(), any())).thenThrow(RejectedExecutionException.class);
        activate();
        assertEquals(Condition.item_not_found, answer().getError().getCondition());
        assertEquals(0, here.cluster.asked());
    }
}
