package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantAnswers;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.ClusterOutbox;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SeatNotice;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.SharedSeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RemoteSeat;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView.State;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** Two nodes of a cluster; the room answers on the node that speaks to it, and lets everybody in. */
class RemoteSeatsTest {

    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final JID CLIENT = new JID("romeo@montague.lit/phone");
    private static final JID ROOM = new JID("orchard@rooms.lit");
    private static final JID SEAT = new JID("romeo@montague.lit/unguessable0");
    private static final JID AGENTS = new JID("agents.montague.lit");
    private static final String HERE = "psst";

    private final MemoryStore store = new MemoryStore();
    private final List<Packet> sent = new ArrayList<>();
    private final FakeSeatHost host = new FakeSeatHost();
    private final FakeClock clock = new FakeClock();
    private boolean seatsOn = true;
    private int resources;
    private final Node a = new Node("a.montague.lit");
    private final Node b = new Node("b.montague.lit");

    private final class Node {

        private final JID address;
        private final ManualTasks tasks = new ManualTasks();
        private final WriteQueue writes = new WriteQueue("seats", new WriteQueue.Bounds(100, 1_000_000), tasks);
        private final SeatsFeature feature;
        private final FeatureChain chain;
        private boolean dead;
        /** As soon as it has claimed something. */
        private boolean dies;

        private int asked;
        /** The last that it was sent. */
        private IQ batch;

        Node(String address) {
            this.address = new JID(address);
            SeatStore shared = new SharedSeatStore(store, this::tell);
            feature = new SeatsFeature(
                    new Seats.Dependencies(
                            shared,
                            writes,
                            this::send,
                            host,
                            tasks,
                            () -> AGENTS,
                            (key, arguments) -> key + List.of(arguments),
                            presence -> presence,
                            new Random(1),
                            OccupantPolicy.Times.USUAL,
                            clock),
                    Settings.DEFAULTS,
                    () -> "unguessable" + resources++,
                    new OccupantAnswers(
                            new DiscoInfo(List.of(new DiscoInfo.Identity("client", "bot", "x")), List.of()),
                            () -> "x#y"),
                    () -> this.address);
            chain = new FeatureChain(List.of(feature));
            feature.open();
        }

        private Node other() {
            return this == a ? b : a;
        }

        private void tell(Element notice) {
            IQ iq = new IQ(IQ.Type.set, "notice");
            iq.setFrom(address);
            iq.setTo(other().address);
            iq.setChildElement(notice);
            send(iq);
        }

        /** As on the wire. */
        private void send(Packet stanza) {
            if (stanza.getTo().equals(other().address)) {
                IQ iq = Xml.iq(stanza.toXML());
                if (!other().dead && iq.isRequest()) {
                    other().asked++;
                    boolean relayed = iq.getChildElement().getName().equals("passed-on");
                    other().batch = relayed ? iq.createCopy() : other().batch;
                    assertEquals(
                            !relayed || other().isKeeper,
                            other().feature.remoteSeats().answer(iq, other()::send));
                } else if (!other().dead && other().dies) {
                    other().dead = true;
                } else if (!other().dead) {
                    other().feature.remoteSeats().answered(iq);
                }
                return;
            }
            sent.add(stanza);
            roomAnswers(stanza);
            if (CLIENT.equals(stanza.getTo())) {
                assertSame(Outcome.PASS, enter(stanza), "what a node sends is for the client at last");
            }
        }

        private void roomAnswers(Packet stanza) {
            if (stanza instanceof IQ iq && iq.getType() == IQ.Type.get && ROOM.equals(iq.getTo())) {
                IQ result = IQ.createResultIQ(iq);
                result.setChildElement("query", DiscoInfo.NAMESPACE)
                        .addElement("feature")
                        .addAttribute("var", "http://jabber.org/protocol/muc");
                enter(result);
            } else if (stanza instanceof Presence join
                    && join.getType() == null
                    && join.getChildElement("x", "http://jabber.org/protocol/muc") != null) {
                enter(Xml.presence("<presence from='" + join.getTo() + "' to='" + join.getFrom() + "'>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"));
            }
        }

        private boolean isKeeper;

        void knows(Node keeper) {
            isKeeper = keeper == this;
            feature.apply(Settings.DEFAULTS.with(SeatSettings.ENABLED, seatsOn), isKeeper);
            feature.remoteSeats()
                    .apply(seatsOn, isKeeper, Optional.ofNullable(keeper).map(node -> node.address));
        }

        Outcome enter(Packet stanza) {
            return chain.handle(
                    stanza,
                    Stage.ENTRY,
                    stanza.getFrom().equals(CLIENT) ? Source.LOCAL_CLIENT : Source.ELSEWHERE,
                    null);
        }

        Outcome isShown(Packet stanza) {
            return chain.handle(stanza, Stage.DELIVERY, Source.ELSEWHERE, stanza.getTo());
        }

        void turn() {
            clock.pass(Duration.ofSeconds(1));
            tasks.repeat();
        }

        void timePasses() {
            clock.pass(ClusterOutbox.CLAIM_TIMEOUT.plusSeconds(1));
            tasks.timePasses();
            tasks.repeat();
        }

        Optional<State> state() {
            return feature.seats().seat(ROMEO, ROOM).map(SeatView::state);
        }

        String says(String words) {
            Message message = Xml.message(
                    "<message from='" + CLIENT + "' to='" + AGENTS + "'><body>" + words + "</body></message>");
            sent.clear();
            feature.requests().answer(message, sent::add);
            return bodies().isEmpty() ? "" : bodies().get(0);
        }
    }

    @BeforeEach
    void aKeepsASeat() {
        a.knows(a);
        b.knows(a);
        a.feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
        a.turn();
        a.turn();
        assertEquals(Optional.of(State.AWAY), a.state());
        sent.clear();
    }

    private List<String> bodies() {
        return sent.stream()
                .filter(Message.class::isInstance)
                .map(stanza -> ((Message) stanza).getBody())
                .toList();
    }

    /** Presence of the nick that the seat has. */
    private static Presence ownNick(JID to, String type, String user) {
        return Xml.presence("<presence to='" + to + "' from='" + ROOM + "/Romeo'" + type + ">"
                + "<x xmlns='http://jabber.org/protocol/muc#user'>" + user + "</x></presence>");
    }

    private static Message whisper(JID to, String text) {
        return Xml.message("<message type='chat' id='" + text + "' from='" + ROOM + "/Juliet' to='" + to + "'><body>"
                + text + "</body></message>");
    }

    private static Message said(JID to, String text, String more) {
        return Xml.message("<message type='groupchat' from='" + ROOM + "/Juliet' to='" + to + "'><body>" + text
                + "</body>" + more + "</message>");
    }

    private static IQ ping(JID to) {
        return Xml.iq(
                "<iq type='get' id='p' from='" + ROOM + "/Juliet' to='" + to + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    private void julietAndRomeoAreThere() {
        host.occupants.put(new JID("juliet@capulet.lit/balcony"), new JID(ROOM + "/Juliet"));
        host.occupants.put(SEAT, new JID(ROOM + "/Romeo"));
    }

    private List<Condition> errors() {
        return sent.stream()
                .filter(stanza -> stanza.getError() != null)
                .map(stanza -> stanza.getError().getCondition())
                .toList();
    }

    private void clientComesOn(Node node) {
        assertSame(
                Outcome.PASS,
                node.enter(Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM + "/Romeo'>"
                        + "<x xmlns='http://jabber.org/protocol/muc'/></presence>")));
        assertSame(
                Outcome.PASS,
                node.isShown(Xml.presence("<presence to='" + CLIENT + "' from='" + ROOM + "/Romeo'>"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>")));
    }

    @Nested
    class WhatARoomSaysOnAnotherNode {

        @Test
        void reachesTheSeatInItsOrder() {
            for (String text : List.of("one", "two", "three")) {
                assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, text)));
            }
            assertSame(Outcome.TAKEN, b.enter(said(SEAT, "Romeo, come", "")));
            assertEquals(
                    List.of("one", "two", "three", "Romeo, come"),
                    store.messages().stream().map(MissedMessage::text).toList());
        }

        @Test
        void isAnsweredBySeat() {
            assertSame(Outcome.TAKEN, b.enter(ping(SEAT)));
            IQ answer = (IQ) sent.get(0);
            assertEquals(
                    List.of(IQ.Type.result, SEAT, "p"), List.of(answer.getType(), answer.getFrom(), answer.getID()));
        }

        @Test
        void isNobodysIfItIsNotFromTheRoom() {
            Message message = whisper(SEAT, HERE);
            message.setFrom("crypt@rooms.lit/Juliet");
            assertSame(Outcome.PASS, b.enter(message));
            assertSame(Outcome.PASS, b.enter(whisper(new JID("romeo@montague.lit/guessed"), HERE)));
            assertEquals(List.of(), store.messages());
        }

        @Test
        void isNotPassedOnIfItConcernsNoSeat() {
            int before = a.asked;
            b.enter(said(new JID("mercutio@montague.lit/x"), "Romeo", ""));
            b.isShown(said(CLIENT, "live", ""));
            b.isShown(Xml.presence("<presence to='" + CLIENT + "' from='" + ROOM
                    + "/Juliet'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>"));
            b.enter(Xml.presence("<presence from='" + CLIENT + "' to='juliet@montague.lit'/>"));
            b.enter(Xml.presence("<presence type='subscribe' from='" + CLIENT + "' to='" + ROOM + "'/>"));
            b.isShown(Xml.presence("<presence type='unavailable' to='" + CLIENT + "' from='" + ROOM
                    + "/Juliet'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>"));
            b.isShown(Xml.presence("<presence type='unavailable' to='" + CLIENT
                    + "' from='crypt@rooms.lit/Romeo'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>"));
            assertEquals(before, a.asked);
        }

        @Test
        void goesOnToTheClientOnceFromARemoteRoom() {
            host.local = false;
            clientComesOn(b);
            sent.clear();
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, HERE)));
            assertEquals(CLIENT, sent.get(0).getTo());
            assertSame(Outcome.TAKEN, b.enter(whisper(CLIENT, HERE)));
            assertEquals(1, sent.size());
            assertSame(Outcome.TAKEN, b.enter(ping(CLIENT)));
            assertSame(Outcome.TAKEN, b.enter(ping(SEAT)));
            assertEquals(2, sent.size());
        }

        @Test
        void isDealtWithOnceEvenIfItComesTwice() {
            b.enter(whisper(SEAT, HERE));
            assertTrue(a.feature.remoteSeats().answer(a.batch, a::send));
            assertEquals(1, store.messages().size());
        }

        @Test
        void isNotHeldUpForLongWhileTheDatabaseIsAway() {
            store.broken = true;
            b.enter(whisper(SEAT, HERE));
            assertEquals("", b.says("list"), "what comes of the message is not written yet");
            a.tasks.timePasses();
            assertTrue(bodies().get(0).startsWith("intermediateim.seats.say.line"), bodies().toString());
            assertTrue(b.says("list").startsWith("intermediateim.seats.say.line"), "it is known to be away now");
            store.broken = false;
            a.tasks.timePasses();
            assertEquals(
                    List.of(HERE),
                    store.messages().stream().map(MissedMessage::text).toList());
        }

        @Test
        void goesToTheClientIfTheOtherNodeIsSilent() {
            host.local = false;
            clientComesOn(b);
            sent.clear();
            a.dead = true;
            assertSame(Outcome.TAKEN, b.enter(whisper(CLIENT, HERE)));
            assertEquals(List.of(), sent);
            b.timePasses();
            assertEquals(List.of(HERE), bodies());
        }
    }

    @Nested
    class AClientOnAnotherNode {

        @Test
        void isInTheRoomBesidesTheSeat() {
            clientComesOn(b);
            assertEquals(Optional.of(State.SHARED), a.state());
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, HERE)));
            assertEquals(List.of(), store.messages());
            assertSame(
                    Outcome.PASS,
                    b.enter(Xml.presence(
                            "<presence type='unavailable' from='" + CLIENT + "' to='" + ROOM + "/Romeo'/>")));
            assertEquals(Optional.of(State.AWAY), a.state());
        }

        @Test
        void isNotInIfTheRoomRefusesIt() {
            b.enter(Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM + "/Romeo'>"
                    + "<show>dnd</show><x xmlns='http://jabber.org/protocol/muc'/></presence>"));
            sent.clear();
            b.isShown(Xml.presence("<presence type='error' to='" + CLIENT + "' from='" + ROOM + "/Romeo'>"
                    + "<error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                    + "</presence>"));
            assertEquals(Presence.Show.away, ((Presence) sent.get(0)).getShow());
        }

        @Test
        void isToldAfterAWhileWhatWasKeptIfItDoesNotEnter() {
            b.enter(whisper(SEAT, HERE));
            b.enter(Xml.presence("<presence from='" + CLIENT + "'/>"));
            a.timePasses();
            assertEquals(List.of(HERE), bodies());
        }

        @Test
        void isGoneWithItsSession() {
            clientComesOn(b);
            b.enter(Xml.presence("<presence type='unavailable' from='" + CLIENT + "'/>"));
            assertEquals(Optional.of(State.AWAY), a.state());
        }

        @Test
        void isOutWhereTheRoomRemovesAllOfTheNick() {
            clientComesOn(b);
            b.isShown(ownNick(CLIENT, " type='unavailable'", "<item role='none'/><status code='307'/>"));
            assertEquals(Optional.of(State.AWAY), a.state());
        }

        @Test
        void isGoneWithItsNode() {
            clientComesOn(b);
            host.unavailable.add(CLIENT);
            a.knows(a);
            a.timePasses();
            assertEquals(Optional.of(State.AWAY), a.state());
        }

        @Test
        void isToldOnceWhatWasKeptWithoutWhatTheHistoryHasTold() {
            String delay = "<delay xmlns='urn:xmpp:delay' stamp='2026-11-24T00:00:00Z'/>";
            b.enter(whisper(SEAT, HERE));
            b.enter(said(SEAT, "Romeo, told", ""));
            b.enter(said(SEAT, "Romeo, untold", ""));
            clientComesOn(b);
            b.isShown(said(CLIENT, "Romeo, told", delay));
            b.isShown(Xml.message(
                    "<message type='groupchat' from='" + ROOM + "' to='" + CLIENT + "'><subject/></message>"));
            List<String> told = bodies();
            assertEquals(2, told.size(), told.toString());
            assertEquals(HERE, told.get(0));
            assertTrue(told.get(1).contains("Romeo, untold") && !told.get(1).contains("Romeo, told"), told.get(1));
            assertEquals(List.of(), store.messages());
        }
    }

    @Nested
    class WhoAsksAnotherNode {

        @Test
        void isAnsweredInPlainWords() {
            assertTrue(b.says("list").contains(ROOM.toString()));
            assertTrue(b.says("drop").startsWith("intermediateim.seats.say.dropped"));
            assertEquals(Optional.empty(), a.state());
            assertFalse(store.configs().iterator().hasNext());
        }

        @Test
        void hasCommandsDone() {
            IQ list = Xml.iq("<iq type='set' id='1' from='" + CLIENT + "' to='" + AGENTS + "'>"
                    + "<command xmlns='http://jabber.org/protocol/commands' node='intermediateim#list'/></iq>");
            assertTrue(b.feature.requests().answer(list, sent::add));
            assertEquals(1, sent.size());
            assertTrue(sent.get(0).toXML().contains(ROOM.toString()));
        }

        @Test
        void isAnsweredThereWhatNeedsNoSeats() {
            a.dead = true;
            IQ items = Xml.iq(
                    "<iq type='get' id='1' from='" + CLIENT + "' to='" + AGENTS + "'>"
                            + "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/></iq>");
            assertTrue(b.feature.requests().answer(items, sent::add));
            assertEquals(1, sent.size());
        }

        @Test
        void isToldWhenThatIsNotReached() {
            a.dead = true;
            assertEquals("", b.says("list"));
            b.timePasses();
            assertEquals(Condition.remote_server_timeout, sent.get(0).getError().getCondition());
            assertEquals(CLIENT, sent.get(0).getTo());
        }

        @Test
        void andIsAStrangerGetsNothing() {
            Message message =
                    Xml.message("<message from='tybalt@capulet.lit/x' to='" + AGENTS + "'><body>list</body></message>");
            int before = a.asked;
            sent.clear();
            b.feature.requests().answer(message, sent::add);
            assertEquals(List.of(), sent);
            assertEquals(before, a.asked);
        }
    }

    @Nested
    class WhenTheNodeThatKeepsThemIsGone {

        @Test
        void anotherTakesOver() {
            b.enter(whisper(SEAT, HERE));
            a.dead = true;
            b.knows(b);
            b.turn();
            b.turn();
            assertEquals(Optional.of(State.AWAY), b.state());
            sent.clear();
            clientComesOn(b);
            b.timePasses();
            assertEquals(List.of(HERE), bodies());
        }

        @Test
        void theOneThatTakesOverForgetsWhatItKnewOfThem() {
            b.knows(b);
            b.turn();
            b.feature.seats().drop(ROMEO, ROOM);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void theOneThatTakesOverDoesNotReadWhereTheyAre() {
            store.broken = true;
            b.knows(a);
            b.knows(b);
            store.broken = false;
            b.tasks.timePasses();
            b.turn();
            b.feature.seats().drop(ROMEO, ROOM);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void whatCameMeanwhileIsNotLost() {
            a.dead = true;
            b.enter(whisper(SEAT, "not claimed"));
            b.enter(whisper(SEAT, HERE));
            b.knows(b);
            b.enter(said(SEAT, "Romeo?", ""));
            b.turn();
            b.turn();
            assertEquals(Optional.of(State.AWAY), b.state());
            assertEquals(
                    List.of("not claimed", HERE, "Romeo?"),
                    store.messages().stream().map(MissedMessage::text).toList());
            assertEquals(
                    3, b.feature.seats().seat(ROMEO, ROOM).orElseThrow().kept().messages());
        }

        @Test
        void nothingIsLostIfTheDatabaseIsAwayToo() {
            a.dead = true;
            store.broken = true;
            b.knows(b);
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, HERE)), "which seats there are is known from before");
            b.feature.seats().readAgain();
            store.broken = false;
            b.timePasses();
            b.turn();
            b.turn();
            assertEquals(Optional.of(State.AWAY), b.state());
            assertEquals(
                    List.of(HERE),
                    store.messages().stream().map(MissedMessage::text).toList());
        }

        @Test
        void whatItHadClaimedIsRefusedToWhoHasWrittenIt() {
            julietAndRomeoAreThere();
            a.dies = true;
            b.enter(whisper(SEAT, "claimed"));
            assertEquals("", b.says("list"), "it waits behind that");
            b.knows(b);
            Message error = (Message) sent.stream()
                    .filter(stanza -> stanza.getError() != null)
                    .findFirst()
                    .orElseThrow();
            assertEquals(Condition.resource_constraint, error.getError().getCondition());
            assertEquals(ROOM + "/Romeo", error.getFrom().toString());
            assertEquals("juliet@capulet.lit/balcony", error.getTo().toString());
            assertEquals(List.of(), store.messages());
            assertTrue(
                    bodies().stream().anyMatch(body -> body.startsWith("intermediateim.seats.say.line")),
                    bodies().toString());
        }

        @Test
        void whatWasAskedForMeanwhileIsDone() {
            a.dead = true;
            assertEquals("", b.says("list"));
            assertEquals("", b.says("drop"));
            b.knows(b);
            assertTrue(bodies().get(0).startsWith("intermediateim.seats.say.line[orchard@rooms.lit"), bodies().get(0));
            assertEquals("intermediateim.seats.say.dropped[orchard@rooms.lit]", bodies().get(1));
            assertEquals(2, sent.stream().filter(Message.class::isInstance).count(), "one answer each");
        }

        @Test
        void whatWaitsIsRefusedWhenSeatsAreSwitchedOff() {
            julietAndRomeoAreThere();
            a.dead = true;
            b.enter(whisper(SEAT, "under way"));
            b.enter(whisper(SEAT, HERE));
            IQ ping = ping(SEAT);
            b.enter(ping);
            seatsOn = false;
            b.knows(a);
            assertEquals(List.of(Condition.resource_constraint, Condition.resource_constraint), errors());
            assertEquals(ping.getFrom(), sent.get(1).getTo());
        }

        @Test
        void moreThanCanWaitIsRefused() {
            julietAndRomeoAreThere();
            a.dead = true;
            String large = "x".repeat(8 * 1024 * 1024);
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, large)));
            assertEquals(List.of(Condition.resource_constraint), errors());
            b.says("list " + large);
            assertEquals(List.of(Condition.remote_server_timeout), errors());
        }

        @Test
        void noRoomHearsOfItWhenTheyGoOnTo() {
            a.knows(b);
            b.knows(b);
            assertEquals(Optional.empty(), a.state());
            assertEquals(List.of(), sent, "the other's are at the same address");
            assertSame(Outcome.TAKEN, a.enter(whisper(SEAT, HERE)));
        }

        @Test
        void nobodyKeepsThemTwice() {
            a.knows(null);
            assertEquals(Optional.empty(), a.state());
            b.knows(null);
            assertEquals(Optional.empty(), b.state());
            sent.clear();
            b.turn();
            a.turn();
            assertEquals(List.of(), sent);
        }

        @Test
        void aNodeThatDoesNotKeepThemRefusesWhatIsPassedOn() {
            IQ batch = new IQ(IQ.Type.set, "x");
            batch.setFrom(a.address);
            batch.setChildElement(DocumentHelper.createElement(QName.get("passed-on", SeatNotice.NAMESPACE)));
            assertFalse(b.feature.remoteSeats().answer(batch, sent::add));
            assertFalse(
                    b.feature.remoteSeats().answer(Xml.iq("<iq type='set'><gone xmlns='urn:other'/></iq>"), sent::add));
            assertFalse(b.feature
                    .remoteSeats()
                    .answer(
                            Xml.iq("<iq type='set'><gone xmlns='" + SeatNotice.NAMESPACE + "' owner='@'/></iq>"),
                            sent::add));
        }
    }

    @Nested
    class WhatAnotherNodeHasWritten {

        /** The node that kept seats before, or believes that it does. */
        private void writes(SeatNotice notice) {
            IQ told = new IQ(IQ.Type.set, "1");
            told.setFrom(b.address);
            told.setChildElement(notice.toElement());
            assertTrue(a.feature.remoteSeats().answer(told, sent::add));
        }

        @Test
        void isKept() {
            SeatConfig config = store.configs().get(0).in(ROOM);
            JID mercutio = new JID("mercutio@montague.lit");
            SeatConfig other =
                    new SeatConfig(mercutio, ROOM, new Options("Mercutio"), config.origin(), config.since(), "other");
            store.put(other);
            writes(new SeatNotice.There(RemoteSeat.of(other)));
            assertEquals(1, a.feature.seats().seatsOf(mercutio).size());
        }

        @Test
        void isDropped() {
            SeatConfig config = store.configs().get(0);
            store.remove(config.key());
            writes(new SeatNotice.Gone(config.key()));
            assertEquals(Optional.empty(), a.state());
        }

        @Test
        void isNotClaimedTwice() {
            IQ claim = Xml.iq("<iq type='get' id='1' from='" + a.address + "'><claim xmlns='" + SeatNotice.NAMESPACE
                    + "' batch='unknown'/></iq>");
            assertTrue(b.feature.remoteSeats().answer(claim, sent::add));
            assertEquals(List.of(Condition.item_not_found), errors());
        }
    }

    @Nested
    class WhereSeatsAre {

        @Test
        void isKnownAnewWhenOneIsDroppedAndKept() {
            a.feature.seats().drop(ROMEO, ROOM);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
            a.feature.seats().keep(ROMEO, ROOM, new Options("Romeo"));
            assertSame(Outcome.TAKEN, b.enter(whisper(new JID("romeo@montague.lit/unguessable1"), HERE)));
        }

        @Test
        void isWhereItWasSaidToBeLast() {
            assertTrue(b.feature
                    .remoteSeats()
                    .answer(
                            Xml.iq("<iq type='set' id='1' from='" + a.address + "'><there xmlns='"
                                    + SeatNotice.NAMESPACE + "' owner='" + ROMEO + "' room='" + ROOM
                                    + "' resource='new'/></iq>"),
                            sent::add));
            assertEquals(IQ.Type.result, ((IQ) sent.get(0)).getType());
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
            assertSame(Outcome.TAKEN, b.enter(whisper(new JID("romeo@montague.lit/new"), HERE)));
        }

        @Test
        void isLookedUpNowAndThenSinceANoticeMayBeLost() {
            JID crypt = new JID("crypt@rooms.lit");
            a.feature.seats().keep(ROMEO, crypt, new Options("Romeo"));
            SeatConfig config = store.configs().get(0);
            store.remove(config.key());
            b.turn();
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
            Message fromCrypt = whisper(new JID("romeo@montague.lit/unguessable1"), HERE);
            fromCrypt.setFrom(crypt + "/Juliet");
            assertSame(Outcome.TAKEN, b.enter(fromCrypt));
            store.put(config);
            b.turn();
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, HERE)));
            store.put(config.with(SeatConfig.Origin.DECLINED));
            b.turn();
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void isLookedUpAgainWhenTheDatabaseDoesNotAnswer() {
            b.knows(b);
            store.broken = true;
            b.knows(a);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
            store.broken = false;
            b.tasks.timePasses();
            assertSame(Outcome.TAKEN, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void isReadWhenANodeJoins() {
            b.knows(null);
            store.remove(new SeatConfig.Key(ROMEO, ROOM));
            b.knows(b);
            b.knows(a);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void isOfNoInterestWhileThereAreNone() {
            seatsOn = false;
            a.knows(a);
            b.knows(a);
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void isForgottenWithTheUserWhereverThatIsDeleted() {
            b.feature.forget(ROMEO);
            assertEquals(Optional.empty(), a.state());
            assertEquals(List.of(), store.configs());
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }

        @Test
        void isForgottenWithAllWhereverThatIsAskedFor() {
            b.feature.forgetAll();
            assertEquals(Optional.empty(), a.state());
            assertEquals(List.of(), store.configs());
            assertSame(Outcome.PASS, b.enter(whisper(SEAT, HERE)));
        }
    }
}
