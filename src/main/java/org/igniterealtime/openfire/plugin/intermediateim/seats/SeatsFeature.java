package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Twins.Way;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressInterest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressedRequests;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Seats in rooms: brings them what rooms send them, and sees when clients of their owners come and go. */
public final class SeatsFeature implements Feature {

    private final Counters counters = new Counters(List.of("kept", "ended", "messages"));
    private final Twins twins = new Twins();
    private final Seats seats;
    private final SeatRegistry registry;
    private final Returns returns;
    private final SeatHost host;
    private final Clock clock;
    private final AddressedRequests answers;
    private final AddressedRequests requests;

    /**
     * @param newResource makes one that nobody can guess
     * @param answers     what a seat says when it is asked, while no client is there
     */
    public SeatsFeature(Seats.Means means, Settings settings, Supplier<String> newResource, AddressedRequests answers) {
        seats = new Seats(means, settings, counters, newResource);
        registry = seats.registry();
        returns = seats.returns();
        host = means.host();
        clock = means.clock();
        this.answers = answers;
        requests = new SeatRequests(seats, host, means.texts(), newResource);
    }

    public Seats seats() {
        return seats;
    }

    /** @return answers who asks for seats */
    public AddressedRequests requests() {
        return requests;
    }

    public void open() {
        seats.open();
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
            return false;
        }
        return stage == Stage.ENTRY ? concernsAtEntry(stanza, source) : concernsAtDelivery(stanza);
    }

    private boolean concernsAtEntry(Packet stanza, Source source) {
        JID to = stanza.getTo();
        if (registry.at(to) != null) {
            return true;
        }
        JID from = stanza.getFrom();
        if (from == null) {
            return false;
        }
        if (stanza instanceof Presence) {
            return !registry.of(from).isEmpty() && (to == null || to.getNode() != null) && registry.at(from) == null;
        }
        return source == Source.ELSEWHERE && to != null && to.getResource() != null && from.getResource() != null
                && registry.of(to, from) != null;
    }

    private boolean concernsAtDelivery(Packet stanza) {
        JID to = stanza.getTo();
        JID from = stanza.getFrom();
        if (to == null || from == null) {
            return false;
        }
        return stanza instanceof Presence ? registry.of(to, from) != null
                : stanza instanceof Message && returns.isAnyComingHome();
    }

    @Override
    public Outcome handle(Passage passage) {
        Packet stanza = passage.stanza();
        if (passage.stage() == Stage.DELIVERY) {
            return stanza instanceof Message message ? heard(message) : shown((Presence) stanza);
        }
        Seat seat = registry.at(stanza.getTo());
        if (seat != null) {
            return toSeat(seat, stanza);
        }
        return stanza instanceof Presence presence ? fromClient(presence) : toClient(stanza);
    }

    // From rooms to seats

    private Outcome toSeat(Seat seat, Packet stanza) {
        JID from = stanza.getFrom(); // each look at an address of a stanza writes it out anew
        if (from == null || !seat.isIn(from)) {
            return Outcome.PASS; // as if nobody were there, which is what others are to believe
        }
        boolean request = stanza instanceof IQ iq && iq.isRequest();
        if (request || isPrivate(stanza)) {
            Optional<JID> client = seat.clientInRoom();
            if (client.isPresent()) {
                return insteadOf(seat, stanza, client.get());
            }
        }
        if (request) {
            // at once: nothing that strangers ask for may pile up
            answers.answer((IQ) stanza).ifPresent(answer -> seats.perform(seat, List.of(new Effect.Send(answer))));
        } else {
            seats.performSoon(seat, seat.receive(stanza, clock.instant()));
        }
        return Outcome.TAKEN;
    }

    private static boolean isPrivate(Packet stanza) {
        return stanza instanceof Message message && message.getType() != Message.Type.groupchat
                && message.getType() != Message.Type.error && message.getFrom().getResource() != null;
    }

    /** The client has it, or gets it. */
    private Outcome insteadOf(Seat seat, Packet stanza, JID client) {
        if (host.isLocalService(seat.room().getDomain()) || twins.isSecond(key(stanza, client), Way.TO_SEAT, clock.instant())) {
            return Outcome.TAKEN;
        }
        stanza.setTo(client);
        return Outcome.CHANGED;
    }

    private static String key(Packet stanza, JID client) {
        String content = stanza.getID() != null ? stanza.getID()
                : stanza instanceof Message message ? String.valueOf(message.getBody()) : "";
        return client + "\n" + stanza.getFrom() + "\n" + content;
    }

    // Between rooms and clients

    private Outcome fromClient(Presence presence) {
        Instant now = clock.instant();
        JID client = presence.getFrom();
        if (presence.getTo() == null) {
            if (presence.getType() == Presence.Type.unavailable) {
                returns.isGone(client);
                registry.of(client).forEach(seat -> seats.perform(seat, seat.clientGone(client, now)));
            } else if (presence.getType() == null) {
                returns.isAvailable(client);
            }
            return Outcome.PASS;
        }
        Seat seat = registry.of(client, presence.getTo());
        if (seat != null) {
            seats.perform(seat, seat.clientSends(presence, now));
        }
        return Outcome.PASS;
    }

    private Outcome toClient(Packet stanza) {
        Seat seat = registry.of(stanza.getTo(), stanza.getFrom());
        boolean shared = stanza instanceof IQ iq && iq.isRequest() || isPrivate(stanza);
        boolean second = seat != null && shared && !host.isLocalService(seat.room().getDomain())
                && seat.clientInRoom().isPresent() && twins.isSecond(key(stanza, stanza.getTo()), Way.TO_CLIENT, clock.instant());
        return second ? Outcome.TAKEN : Outcome.PASS;
    }

    private Outcome shown(Presence presence) {
        Seat seat = registry.of(presence.getTo(), presence.getFrom());
        if (seat == null) {
            return Outcome.PASS;
        }
        if (presence.getType() == Presence.Type.unavailable) {
            returns.clientIsToldItLeft(presence);
        }
        Seat.Reaction reaction = seat.clientGets(presence, clock.instant());
        seats.performSoon(seat, reaction.effects());
        return reaction.hide() ? Outcome.TAKEN : Outcome.PASS;
    }

    private Outcome heard(Message message) {
        if (message.getType() == Message.Type.groupchat) {
            returns.clientHears(message);
        }
        return Outcome.PASS;
    }

    @Override
    public void forget(JID bareJid) {
        seats.forget(bareJid);
    }

    @Override
    public void forgetAll() {
        seats.forgetAll();
    }
}
