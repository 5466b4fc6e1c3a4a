package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.seats.cluster.RelayedStanza.Way;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatCommands;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressInterest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
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
import org.xmpp.packet.Presence;

/** Seats in rooms: brings them what rooms send them, and sees when clients of their owners come and go. */
public final class SeatsFeature implements Feature {

    /** Name of the account, at the domain where seats are asked for, that users talk to. */
    public static final String ACCOUNT = "seats";

    private final Counters counters = new Counters(List.of("kept", "ended", "messages"));
    private final DuplicateFilter duplicates = new DuplicateFilter();
    private final Seats seats;
    private final SeatRegistry<Seat> registry;
    private final ReturningClients returningClients;
    private final SeatHost host;
    private final StanzaSink sink;
    private final Clock clock;
    private final RequestHandler answers;
    private final CommandAccount requests;
    private final RemoteSeats remoteSeats;

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
        host = dependencies.host();
        sink = dependencies.sink();
        clock = dependencies.clock();
        this.answers = answers;
        remoteSeats = new RemoteSeats(this, dependencies, new SeatThread(dependencies.tasks()), node);
        requests = new CommandAccount(
                SeatCommands.of(seats, dependencies.texts()),
                SeatCommands.texts(dependencies.texts()),
                host::isLocalUser,
                remoteSeats::relay,
                tokens,
                clock);
    }

    public Seats seats() {
        return seats;
    }

    /** @return answers who asks for seats */
    public RequestHandler requests() {
        return requests;
    }

    /** @return what is to be done where another node of a cluster keeps the seats */
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
        if (registry.isEmpty()) {
            return remoteSeats.concerns(stanza, stage, source);
        }
        return stage == Stage.ENTRY ? registry.concernsAtEntry(stanza, source) : concernsAtDelivery(stanza);
    }

    private boolean concernsAtDelivery(Packet stanza) {
        JID to = stanza.getTo();
        String from = Addresses.from(stanza);
        if (to == null || from == null) {
            return false;
        }
        return stanza instanceof Presence
                ? registry.of(to, from) != null
                : stanza instanceof Message && returningClients.isAnyReturning();
    }

    @Override
    public Outcome handle(Passage passage) {
        if (registry.isEmpty()) {
            return remoteSeats.handle(passage);
        }
        Packet stanza = passage.stanza();
        if (passage.stage() == Stage.DELIVERY) {
            return stanza instanceof Message message ? heard(message) : shown((Presence) stanza);
        }
        Seat seat = registry.at(Addresses.to(stanza));
        if (seat != null) {
            return toSeat(seat, stanza);
        }
        return stanza instanceof Presence presence ? fromClient(presence) : toClient(stanza);
    }

    // From rooms to seats

    private Outcome toSeat(Seat seat, Packet stanza) {
        if (!seat.isIn(Addresses.from(stanza))) {
            return Outcome.PASS; // as if nobody were there, which is what others are to believe
        }
        boolean request = stanza instanceof IQ iq && iq.isRequest();
        boolean forSeat = request && (stanza.getFrom().getResource() == null || seat.isOwnQuestion((IQ) stanza));
        if (!forSeat && (request || isPrivate(stanza))) {
            seats.removeMissingClients(seat);
            Optional<JID> client = seat.clientWithNick();
            if (client.isPresent()) {
                return insteadOf(seat, stanza, client.get());
            }
        }
        if (request) {
            // at once: nothing that strangers ask for may pile up
            answers.answer((IQ) stanza).ifPresent(answer -> seats.perform(seat, List.of(new SeatEffect.Send(answer))));
        } else {
            seats.performSoon(seat, seat.receive(stanza, clock.instant()));
        }
        return Outcome.TAKEN;
    }

    private static boolean isPrivate(Packet stanza) {
        return stanza instanceof Message message
                && message.getType() != Message.Type.groupchat
                && message.getType() != Message.Type.error
                && message.getFrom().getResource() != null;
    }

    /** The client has it, or gets it. */
    private Outcome insteadOf(Seat seat, Packet stanza, JID client) {
        if (host.isLocalService(seat.room().getDomain())
                || duplicates.isSecond(key(stanza, client), DuplicateFilter.Way.TO_SEAT, clock.instant())) {
            return Outcome.TAKEN;
        }
        stanza.setTo(client);
        return Outcome.CHANGED;
    }

    private static String key(Packet stanza, JID client) {
        String content = stanza.getID() != null
                ? stanza.getID()
                : stanza instanceof Message message ? String.valueOf(message.getBody()) : "";
        return client + "\n" + stanza.getFrom() + "\n" + content;
    }

    // Between rooms and clients

    private Outcome fromClient(Presence presence) {
        Instant now = clock.instant();
        JID client = presence.getFrom();
        if (presence.getTo() == null) {
            if (presence.getType() == Presence.Type.unavailable) {
                returningClients.isGone(client);
                registry.of(client).forEach(seat -> seats.perform(seat, seat.clientUnavailable(client, now)));
            } else if (presence.getType() == null) {
                returningClients.isAvailable(client);
            }
            return Outcome.PASS;
        }
        Seat seat = registry.of(client, Addresses.to(presence));
        if (seat != null) {
            if (presence.getType() == null) {
                returningClients.clientJoins(client, seat.room());
            }
            seats.perform(seat, seat.clientSends(presence, now));
        }
        return Outcome.PASS;
    }

    /** @return whether it is of the kind that some services send to each session that shares a nick */
    static boolean isShared(Packet stanza) {
        return stanza instanceof IQ iq && iq.isRequest() || isPrivate(stanza);
    }

    private Outcome toClient(Packet stanza) {
        Seat seat = registry.of(stanza.getTo(), Addresses.from(stanza));
        boolean second = seat != null
                && isShared(stanza)
                && !host.isLocalService(seat.room().getDomain())
                && seat.clientWithNick().isPresent()
                && duplicates.isSecond(key(stanza, stanza.getTo()), DuplicateFilter.Way.TO_CLIENT, clock.instant());
        return second ? Outcome.TAKEN : Outcome.PASS;
    }

    private Outcome shown(Presence presence) {
        Seat seat = registry.of(presence.getTo(), Addresses.from(presence));
        if (seat == null) {
            return Outcome.PASS;
        }
        if (presence.getType() == Presence.Type.unavailable && returningClients.unavailableReceived(presence)) {
            return seat.hasClient(presence.getTo()) ? Outcome.TAKEN : Outcome.PASS; // it has come again meanwhile
        }
        Seat.Reaction reaction = seat.clientReceives(presence, clock.instant());
        seats.performSoon(seat, reaction.effects());
        return reaction.hide() ? Outcome.TAKEN : Outcome.PASS;
    }

    private Outcome heard(Message message) {
        if (message.getType() == Message.Type.groupchat) {
            returningClients.groupMessageReceived(message);
        }
        return Outcome.PASS;
    }

    // From other nodes

    /** Deals with what another node has seen, and taken if it says so. On the thread of seats. */
    void relayed(Way way, Packet stanza) {
        switch (way) {
            case TO_SEAT -> {
                Seat seat = registry.at(Addresses.to(stanza));
                if (seat != null && toSeat(seat, stanza) == Outcome.CHANGED) {
                    sink.send(stanza);
                }
            }
            case TO_CLIENT -> {
                if (toClient(stanza) == Outcome.PASS) {
                    sink.send(stanza);
                }
            }
            case FROM_CLIENT -> fromClient((Presence) stanza);
            case SHOWN -> shown((Presence) stanza); // what the client has been shown can't be hidden any more
            case HEARD -> heard((Message) stanza);
            case ASKED -> asked(stanza);
        }
    }

    private void asked(Packet request) {
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
