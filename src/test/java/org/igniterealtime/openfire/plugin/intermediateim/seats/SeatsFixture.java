package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantAnswers;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
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
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** All of the seats together, as the server sees them; the room lets everybody in. */
public abstract class SeatsFixture {

    public static final JID ROMEO = new JID("romeo@montague.lit");
    public static final JID CLIENT = new JID("romeo@montague.lit/phone");
    public static final JID ROOM = new JID("orchard@rooms.lit");
    public static final JID SEAT = new JID("romeo@montague.lit/unguessable0");

    public final ManualTasks tasks = new ManualTasks();
    public final MemoryStore store = new MemoryStore();
    final WriteQueue writes = new WriteQueue("seats", new WriteQueue.Bounds(100, 1_000_000), tasks);
    public final List<Packet> sent = new ArrayList<>();
    public final FakeSeatHost host = new FakeSeatHost();
    final FakeClock clock = new FakeClock();
    public boolean roomAnswers = true;
    boolean roomIsTemporary;
    /** Who is in the room before a seat comes. */
    final List<String> others = new ArrayList<>();

    int resources;
    public Settings settings = Settings.DEFAULTS;
    public SeatsFeature feature;
    FeatureChain chain;

    @BeforeEach
    void start() {
        feature = new SeatsFeature(
                new Seats.Dependencies(
                        store,
                        writes,
                        this::send,
                        host,
                        tasks,
                        () -> new JID("agents.montague.lit"),
                        (key, arguments) -> key + List.of(arguments),
                        presence -> presence,
                        new Random(1),
                        OccupantPolicy.Times.USUAL,
                        clock),
                settings,
                () -> "unguessable" + resources++,
                new OccupantAnswers(
                        new DiscoInfo(List.of(new DiscoInfo.Identity("client", "bot", "x")), List.of()), () -> "x#y"));
        chain = new FeatureChain(List.of(feature));
        feature.open();
        feature.apply(settings, true);
    }

    public void send(Packet stanza) {
        sent.add(stanza);
        if (!roomAnswers || !ROOM.getDomain().equals(stanza.getTo().getDomain())) {
            return;
        }
        if (stanza instanceof IQ iq
                && iq.getType() == IQ.Type.get
                && iq.getTo().getResource() == null
                && DiscoInfo.NAMESPACE.equals(iq.getChildElement().getNamespaceURI())) {
            IQ result = IQ.createResultIQ(iq);
            List<String> features = roomIsTemporary
                    ? List.of("http://jabber.org/protocol/muc", "muc_temporary")
                    : List.of("http://jabber.org/protocol/muc");
            result.setChildElement(new DiscoInfo(List.of(), features).toElement());
            enter(result, Source.ELSEWHERE);
        } else if (stanza instanceof Presence join
                && join.getType() == null
                && join.getChildElement("x", "http://jabber.org/protocol/muc") != null) {
            others.forEach(nick -> roomShows(join.getFrom(), nick, "", ""));
            roomShows(join.getFrom(), join.getTo().getResource(), "", "<status code='110'/>");
        }
    }

    void roomShows(JID to, String nick, String type, String user) {
        enter(
                Xml.presence("<presence from='" + ROOM + "/" + nick + "' to='" + to + "'" + type + ">"
                        + "<x xmlns='http://jabber.org/protocol/muc#user'>" + user + "</x></presence>"),
                Source.ELSEWHERE);
    }

    public Outcome enter(Packet stanza, Source source) {
        return chain.handle(stanza, Stage.ENTRY, source, null);
    }

    public void turn() {
        clock.pass(Duration.ofSeconds(1));
        tasks.repeat();
    }

    public void keep() {
        keep(ROMEO, ROOM);
    }

    public void keep(JID owner, JID room) {
        String nick = Character.toUpperCase(owner.getNode().charAt(0))
                + owner.getNode().substring(1);
        assertEquals(
                SeatService.Answer.KEPT,
                feature.seats().keep(owner, room, new Options(nick)).join());
        turn();
        assertEquals(State.AWAY, state(owner));
        sent.clear();
    }

    State state(JID owner) {
        return feature.seats().seatsOf(owner).get(0).state();
    }

    public void clientComes() {
        enter(
                Xml.presence("<presence from='" + CLIENT + "' to='" + ROOM
                        + "/Romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>"),
                Source.LOCAL_CLIENT);
        chain.handle(
                Xml.presence("<presence to='" + CLIENT + "' from='" + ROOM
                        + "/Romeo'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<status code='110'/></x></presence>"),
                Stage.DELIVERY,
                Source.ELSEWHERE,
                null);
        assertEquals(State.SHARED, state(ROMEO));
    }

    public Message whisper(JID to, String text) {
        return Xml.message("<message type='chat' id='" + text + "' from='" + ROOM + "/Juliet' to='" + to + "'><body>"
                + text + "</body></message>");
    }

    IQ ping(JID to) {
        return Xml.iq(
                "<iq type='get' id='p' from='" + ROOM + "/Juliet' to='" + to + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    public Message said(JID to, String content) {
        return Xml.message(
                "<message type='groupchat' from='" + ROOM + "/Juliet' to='" + to + "'>" + content + "</message>");
    }

    public List<String> bodies() {
        return sent.stream()
                .filter(Message.class::isInstance)
                .map(stanza -> ((Message) stanza).getBody())
                .toList();
    }
}
