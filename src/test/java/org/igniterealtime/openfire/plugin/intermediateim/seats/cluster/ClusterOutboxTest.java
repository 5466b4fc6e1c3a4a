package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatTraffic;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

class ClusterOutboxTest {

    private static final JID KEEPER = new JID("keeper.example.org");

    private final ManualTasks tasks = new ManualTasks();
    private final List<IQ> sent = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private boolean broken;
    private final ClusterOutbox outbox = new ClusterOutbox(
            () -> new JID("us.example.org"), this::send, new SeatThread(tasks), clock, item -> lost.add(item.xml()));

    @BeforeEach
    void somebodyIsThere() {
        outbox.setDestination(Optional.of(KEEPER));
    }

    private void send(Packet stanza) {
        sent.add(Xml.iq(stanza.toXML()));
        if (broken) {
            throw new IllegalStateException("the cluster does not answer");
        }
    }

    private void add(int... numbers) {
        for (int number : numbers) {
            assertTrue(outbox.add(new RelayedStanza(SeatTraffic.TO_SEAT, "<message id='" + number + "'/>")));
        }
    }

    private static List<String> ids(IQ batch) {
        List<String> ids = new ArrayList<>();
        for (Object item : batch.getChildElement().elements()) {
            ids.add(RelayedStanza.in((Element) item)
                    .orElseThrow()
                    .stanza()
                    .orElseThrow()
                    .getID());
        }
        return ids;
    }

    private IQ last() {
        return sent.get(sent.size() - 1);
    }

    private void answer(IQ.Type type, String from) {
        IQ answer = new IQ(type, last().getID());
        answer.setFrom(from);
        outbox.answered(answer);
    }

    private void arrives() {
        answer(IQ.Type.result, KEEPER.toString());
    }

    @Test
    void sendsTheNextBatchWhenTheLastHasArrived() {
        add(1, 2, 3);
        assertEquals(List.of("1"), ids(last()));
        assertEquals(KEEPER, last().getTo());
        arrives();
        assertEquals(List.of("2", "3"), ids(last()));
        arrives();
        assertEquals(2, sent.size());
        add(4);
        assertEquals(List.of("4"), ids(last()));
        assertEquals(List.of(), lost);
    }

    @Test
    void sendsManyInSeveralBatches() {
        add(IntStream.rangeClosed(1, ClusterOutbox.BATCH + 10).toArray());
        arrives();
        assertEquals(ClusterOutbox.BATCH, ids(last()).size());
        arrives();
        assertEquals(9, ids(last()).size());
    }

    @Test
    void heedsNoAnswerButTheKeepers() {
        add(1, 2);
        answer(IQ.Type.result, "us.example.org");
        outbox.answered(new IQ(IQ.Type.result, "another"));
        assertEquals(1, sent.size());
    }

    private boolean isClaimed(String id) {
        return outbox.claim(id, KEEPER);
    }

    @Test
    void resendsABatchThatIsNotClaimedInTime() {
        add(1, 2);
        String first = last().getID();
        clock.pass(ClusterOutbox.CLAIM_TIMEOUT);
        outbox.tick();
        assertEquals(1, sent.size());
        clock.pass(Duration.ofMillis(1));
        outbox.tick();
        assertFalse(isClaimed(first), "a node that has been hung must not deal with it now");
        outbox.tick();
        assertEquals(List.of("1", "2"), ids(last()));
        assertFalse(isClaimed(first));
        assertTrue(isClaimed(last().getID()));
        assertFalse(isClaimed(last().getID()), "once");
        assertEquals(List.of(), lost);
        arrives();
        assertEquals(2, sent.size());
    }

    @Test
    void isClaimedByTheKeeperAlone() {
        add(1);
        assertFalse(outbox.claim(last().getID(), new JID("us.example.org")));
        assertFalse(isClaimed("another"));
        assertTrue(isClaimed(last().getID()));
    }

    @Test
    void waitsForWhatIsClaimedAndLosesItInTheEnd() {
        add(1, 2);
        isClaimed(last().getID());
        clock.pass(ClusterOutbox.ANSWER_TIMEOUT);
        outbox.tick();
        assertEquals(1, sent.size());
        clock.pass(Duration.ofMillis(1));
        outbox.tick();
        assertEquals(List.of("2"), ids(last()));
        assertEquals(List.of("<message id='1'/>"), lost);
    }

    @Test
    void heedsNoAnswerWithoutAnId() {
        add(1);
        IQ answer = new IQ(IQ.Type.result);
        answer.setFrom(KEEPER);
        answer.setID(null);
        outbox.answered(answer);
        arrives();
        outbox.answered(answer);
        assertEquals(1, sent.size());
    }

    private void joinRefused() {
        answer(IQ.Type.error, KEEPER.toString());
    }

    @Test
    void sendsAgainLaterWhatIsRefused() {
        add(1, 2);
        joinRefused();
        add(3);
        assertEquals(1, sent.size());
        outbox.tick();
        assertEquals(List.of("1", "2", "3"), ids(last()));
        joinRefused();
        joinRefused(); // once more, for the same
        outbox.tick();
        assertEquals(List.of("1", "2", "3"), ids(last()));
        arrives();
        assertEquals(3, sent.size());
        assertEquals(List.of(), lost);
    }

    @Test
    void bringsToTheNextKeeperWhatTheLastHasRefused() {
        add(1, 2);
        joinRefused();
        outbox.setDestination(Optional.of(new JID("next.example.org")));
        assertEquals(List.of("1", "2"), ids(last()));
        assertEquals(List.of(), lost);
    }

    @Test
    void givesBackWhatIsRefused() {
        add(1, 2);
        joinRefused();
        outbox.setDestination(Optional.empty());
        assertEquals(
                List.of("<message id='1'/>", "<message id='2'/>"),
                outbox.removeAll().stream().map(RelayedStanza::xml).toList());
        assertEquals(List.of(), lost);
    }

    @Test
    void doesNotLetThoseWaitWhoWait() {
        add(1);
        outbox.add(new RelayedStanza(SeatTraffic.COMMAND, "<iq id='2'/>"));
        add(3);
        outbox.add(new RelayedStanza(SeatTraffic.TO_CLIENT, "<iq id='4'/>"));
        arrives();
        joinRefused();
        assertEquals(List.of("<iq id='2'/>", "<iq id='4'/>"), lost);
        outbox.tick();
        assertEquals(List.of("3"), ids(last()));
    }

    @Test
    void countsWhatIsRefusedAsWaiting() {
        RelayedStanza large = new RelayedStanza(SeatTraffic.TO_SEAT, "x".repeat(ClusterOutbox.MAX_CHARACTERS / 2 + 1));
        assertTrue(outbox.add(large));
        joinRefused();
        assertFalse(outbox.add(large));
    }

    @Test
    void sendsAgainWhatCanNotBeSent() {
        broken = true;
        add(1);
        broken = false;
        add(2);
        outbox.tick();
        assertEquals(List.of(), lost);
        assertEquals(List.of("1", "2"), ids(last()));
    }

    @Test
    void keepsWaitingItemsForTheNextKeeper() {
        add(1, 2);
        isClaimed(last().getID());
        JID next = new JID("next.example.org");
        outbox.setDestination(Optional.of(next));
        assertEquals(List.of("<message id='1'/>"), lost);
        assertEquals(next, last().getTo());
        assertEquals(List.of("2"), ids(last()));
    }

    @Test
    void bringsToTheNextKeeperWhatTheLastHasNotClaimed() {
        add(1, 2);
        outbox.add(new RelayedStanza(SeatTraffic.COMMAND, "<iq id='3'/>"));
        outbox.setDestination(Optional.of(new JID("next.example.org")));
        assertEquals(List.of("1", "2", "3"), ids(last()));
        assertEquals(List.of(), lost);
    }

    @Test
    void waitsWhileNobodyIsThereAndGivesBack() {
        outbox.setDestination(Optional.empty());
        add(1, 2);
        assertEquals(List.of(), sent);
        assertEquals(
                List.of("<message id='1'/>", "<message id='2'/>"),
                outbox.removeAll().stream().map(RelayedStanza::xml).toList());
        assertEquals(List.of(), outbox.removeAll());
    }

    @Test
    void isBounded() {
        outbox.setDestination(Optional.empty());
        add(IntStream.rangeClosed(1, ClusterOutbox.MAX_WAITING).toArray());
        assertFalse(outbox.add(new RelayedStanza(SeatTraffic.TO_SEAT, "<message/>")));
        outbox.removeAll();
        String large = "x".repeat(ClusterOutbox.MAX_CHARACTERS - 10);
        assertTrue(outbox.add(new RelayedStanza(SeatTraffic.TO_SEAT, large)));
        assertFalse(outbox.add(new RelayedStanza(SeatTraffic.TO_SEAT, "<message id='1'/>")));
        assertTrue(outbox.add(new RelayedStanza(SeatTraffic.TO_SEAT, "<message/>")));
        outbox.removeAll();
        add(1);
    }

    @Test
    void hasRoomAgainWhenSomethingHasLeft() {
        RelayedStanza large = new RelayedStanza(SeatTraffic.TO_SEAT, "x".repeat(ClusterOutbox.MAX_CHARACTERS / 2 + 1));
        assertTrue(outbox.add(large));
        assertTrue(outbox.add(large));
        assertFalse(outbox.add(large));
        arrives();
        assertTrue(outbox.add(large));
    }

    @Test
    void whatAnotherVersionSaysIsNothing() {
        Element items = Xml.iq(
                        "<iq type='set'><passed-on xmlns='urn:x'><stanza way='SIDEWAYS'/><stanza>x</stanza><other way='TO_SEAT'/></passed-on></iq>")
                .getChildElement();
        for (Object item : items.elements()) {
            assertEquals(Optional.empty(), RelayedStanza.in((Element) item));
        }
        assertEquals(Optional.empty(), new RelayedStanza(SeatTraffic.PRESENCE_TO_CLIENT, "no XML").stanza());
    }
}
