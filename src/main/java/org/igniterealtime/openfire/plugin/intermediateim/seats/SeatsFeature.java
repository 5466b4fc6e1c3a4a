package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatCommands;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatTraffic;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressInterest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Seats in rooms: classifies each stanza by how it concerns seats, and hands it to those that are kept here or on
 * another node of a cluster.
 */
public final class SeatsFeature implements Feature {

    /** Name of the account, at the domain where seats are asked for, that users talk to. */
    public static final String ACCOUNT = "seats";

    private final Counters counters = new Counters(List.of("kept", "ended", "messages"));
    private final Seats seats;
    private final SeatRegistry<Seat> registry;
    private final ReturningClients returningClients;
    private final StanzaSink sink;
    private final LocalSeats localSeats;
    private final CommandAccount requests;
    private final RemoteSeats remoteSeats;
    /** A stanza that is being sent to a client: nothing here holds it up once more. */
    private volatile Packet passing;

    /**
     * @param tokens  for resources of seats and ids of sessions
     * @param answers what a seat says when it is asked, while no client is there
     */
    public SeatsFeature(
            Seats.Dependencies dependencies, Settings settings, RandomTokens tokens, RequestHandler answers) {
        this(dependencies, settings, tokens, answers, dependencies.ourAddress());
    }

    /** @param node this one's address among those of a cluster */
    public SeatsFeature(
            Seats.Dependencies dependencies,
            Settings settings,
            RandomTokens tokens,
            RequestHandler answers,
            Supplier<JID> node) {
        seats = new Seats(dependencies, settings, counters, tokens);
        registry = seats.registry();
        returningClients = seats.returningClients();
        sink = dependencies.sink();
        localSeats = new LocalSeats(seats, dependencies, answers);
        remoteSeats = new RemoteSeats(this, dependencies, new SeatThread(dependencies.tasks()), node);
        requests = new CommandAccount(
                SeatCommands.of(seats, dependencies.texts()),
                SeatCommands.texts(dependencies.texts()),
                dependencies.host()::isLocalUser,
                remoteSeats::relay,
                tokens,
                dependencies.clock());
    }

    public Seats seats() {
        return seats;
    }

    /** @return the account that users talk to */
    public CommandAccount requests() {
        return requests;
    }

    /** @return the seats that another node of a cluster keeps */
    public RemoteSeats remoteSeats() {
        return remoteSeats;
    }

    public void open() {
        seats.open();
        remoteSeats.open();
    }

    /** @param ours whether this node of the cluster is the one that keeps them */
    public void apply(Settings settings, boolean ours) {
        seats.apply(settings, ours);
    }

    @Override
    public String name() {
        return "seats";
    }

    @Override
    public Set<String> namespaces() {
        return Set.of();
    }

    @Override
    public Set<Interest> interests() {
        return Set.of();
    }

    @Override
    public AddressInterest addressInterest() {
        return this::concerns;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    private boolean concerns(Packet stanza, Stage stage, Source source) {
        boolean history = stage == Stage.DELIVERY && stanza instanceof Message;
        if (history && !registry.isEmpty() && !returningClients.isAnyReturning()) {
            return false;
        }
        SeatTraffic way = classify(stanza, stage, source);
        return way != SeatTraffic.NONE && (way != SeatTraffic.MESSAGE_TO_CLIENT || !registry.isEmpty());
    }

    private SeatTraffic classify(Packet stanza, Stage stage, Source source) {
        return SeatTraffic.of(stanza, stage, source, registry.isEmpty() ? remoteSeats.registry() : registry);
    }

    @Override
    public Outcome handle(Passage passage) {
        SeatTraffic way = classify(passage.stanza(), passage.stage(), passage.source());
        if (way == SeatTraffic.TO_CLIENT && passage.stanza() == passing) {
            return Outcome.PASS;
        }
        return registry.isEmpty()
                ? remoteSeats.handle(way, passage.stanza())
                : localSeats.handle(way, passage.stanza());
    }

    // From other nodes

    /** Deals with what another node has seen, and with what it has taken. On the thread of seats. */
    void relayed(SeatTraffic way, Packet stanza) {
        if (way == SeatTraffic.COMMAND) {
            command(stanza);
            return;
        }
        Outcome outcome = localSeats.handle(way, stanza);
        boolean forClient = way == SeatTraffic.TO_SEAT && outcome == Outcome.CHANGED
                || way == SeatTraffic.TO_CLIENT && outcome == Outcome.PASS;
        if (forClient) { // the other node has let go on what is not to a seat or a client
            passToClient(stanza);
        }
    }

    /** Sends a client what was held up on its way, here or on another node. On the thread of seats. */
    void passToClient(Packet stanza) {
        passing = stanza;
        sink.send(stanza);
        passing = null;
    }

    private void command(Packet request) {
        if (request instanceof IQ iq) {
            requests.answer(iq, sink);
        } else if (request instanceof Message message) {
            requests.answer(message, sink);
        }
    }

    @Override
    public void forget(JID bareJid) {
        requests.forget(bareJid);
        seats.forget(bareJid);
    }

    @Override
    public void forgetAll() {
        seats.forgetAll();
    }
}
