package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatSettings;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Seats;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFeature;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What a room's message to all costs for each seat, beyond what the room does for any occupant: finding the seat,
 * looking for its owner's name, taking the stanza. 10,000 seats in 500 rooms; a message goes to the 20 of one room, as
 * rooms send it: one object; the next one to another room: a seat is in no cache when its turn comes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RoomMessageBenchmark {

    private static final int SEATS = 10_000;
    private static final int SEATS_IN_ROOM = 20;
    private static final String TEXT =
            "But, soft! what light through yonder window breaks? It is the east, and Juliet is the sun. ".repeat(2);

    private final List<SeatConfig> configs = new ArrayList<>();
    private SeatsFeature feature;
    private FeatureChain chain;
    private final List<JID> addresses = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private int room;

    @Setup
    public void join() throws InterruptedException {
        for (int i = 0; i < SEATS; i++) {
            configs.add(new SeatConfig(
                    new JID("user" + i + "@example.org"),
                    new JID("room" + i / SEATS_IN_ROOM + "@rooms.example.org"),
                    new Options("nick" + i),
                    SeatConfig.Origin.USER,
                    Instant.now(),
                    "unguessable" + i));
        }
        Settings settings = Settings.DEFAULTS.with(SeatSettings.JOINS_PER_SECOND, 10_000L);
        feature = new SeatsFeature(
                new Seats.Dependencies(
                        new Orders(),
                        new WriteQueue(
                                "what concerns seats",
                                new WriteQueue.Bounds(1000, 1 << 20),
                                new DaemonThreads("").scheduler("writes")),
                        this::room,
                        new Host(),
                        Executors.newSingleThreadScheduledExecutor(),
                        () -> new JID("agents.example.org"),
                        (key, arguments) -> key,
                        presence -> presence,
                        new Random(1),
                        OccupantPolicy.Times.USUAL,
                        Clock.systemUTC()),
                settings,
                () -> "x",
                RequestHandler.NONE);
        chain = new FeatureChain(List.of(feature));
        feature.open();
        feature.apply(settings, true);
        while (feature.seats().all().stream()
                        .filter(seat -> seat.state() == SeatView.State.AWAY)
                        .count()
                < SEATS) {
            Thread.sleep(50);
        }
        configs.forEach(config -> addresses.add(config.address()));
        for (int i = 0; i < SEATS / SEATS_IN_ROOM; i++) {
            Message message = new Message();
            message.setType(Message.Type.groupchat);
            message.setFrom("room" + i + "@rooms.example.org/Romeo");
            message.setBody(TEXT);
            messages.add(message);
        }
    }

    @TearDown
    public void leave() {
        feature.seats().close();
    }

    @Benchmark
    @OperationsPerInvocation(SEATS_IN_ROOM)
    public Outcome messageToASeat() {
        Outcome outcome = null;
        room = (room + 1) % messages.size();
        Message message = messages.get(room);
        for (int i = 0; i < SEATS_IN_ROOM; i++) {
            message.setTo(addresses.get(room * SEATS_IN_ROOM + i));
            outcome = chain.handle(message, Stage.ENTRY, Source.ELSEWHERE, null);
        }
        return outcome;
    }

    /** Answers as a room that lets everybody in. */
    private void room(Packet stanza) {
        Packet answer = null;
        if (stanza instanceof IQ iq && iq.isRequest()) {
            IQ result = IQ.createResultIQ(iq);
            result.setChildElement("query", "http://jabber.org/protocol/disco#info")
                    .addElement("feature")
                    .addAttribute("var", "http://jabber.org/protocol/muc");
            answer = result;
        } else if (stanza instanceof Presence join && join.getType() == null) {
            answer = new Presence();
            answer.setFrom(join.getTo());
            answer.setTo(join.getFrom());
            ((Presence) answer)
                    .addChildElement("x", "http://jabber.org/protocol/muc#user")
                    .addElement("status")
                    .addAttribute("code", "110");
        }
        if (answer != null) {
            chain.handle(answer, Stage.ENTRY, Source.ELSEWHERE, null);
        }
    }

    private static final class Host implements SeatHost {

        @Override
        public boolean isLocalUser(JID jid) {
            return true;
        }

        @Override
        public boolean isLocalService(String domain) {
            return true;
        }

        @Override
        public boolean isAvailable(JID client) {
            return false;
        }

        @Override
        public List<ClientInRoom> clientsIn(JID user, JID room) {
            return List.of();
        }

        @Override
        public Optional<Duration> idleTime(String domain) {
            return Optional.empty();
        }

        @Override
        public Optional<JID> availableClient(JID user) {
            return Optional.empty();
        }

        @Override
        public List<JID> occupants(JID occupant) {
            return List.of();
        }

        @Override
        public Optional<String> nick(JID client, JID room) {
            return Optional.empty();
        }

        @Override
        public BookmarkReading bookmarks(List<String> groups) {
            return new BookmarkReading(List.of(), Set.of(), true);
        }

        @Override
        public boolean blocks(JID client, Packet stanza) {
            return false;
        }
    }

    private final class Orders implements SeatStore {

        @Override
        public List<SeatConfig> configs() {
            return configs;
        }

        @Override
        public void put(SeatConfig config) {
            // nothing is written
        }

        @Override
        public void remove(SeatConfig.Key seat) {
            // nothing is written
        }

        @Override
        public void keep(MissedMessage kept) {
            // nothing is written
        }

        @Override
        public List<MissedMessage> kept(SeatConfig.Key seat) {
            return List.of();
        }

        @Override
        public void delete(List<MissedMessage> messages) {
            // nothing is written
        }

        @Override
        public Map<SeatConfig.Key, Amount> amounts() {
            return Map.of();
        }

        @Override
        public void prune(Instant before) {
            // nothing is written
        }

        @Override
        public void forget(JID owner) {
            // nothing is written
        }

        @Override
        public void forgetAll() {
            // nothing is written
        }
    }
}
