package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatTraffic;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Handles what concerns seats that this node keeps. Any thread. */
final class LocalSeats {

    private final DuplicateFilter duplicates = new DuplicateFilter();
    private final Seats seats;
    private final SeatRegistry<Seat> registry;
    private final ReturningClients returningClients;
    private final SeatHost host;
    private final Clock clock;
    private final RequestHandler answers;

    /** @param answers what a seat answers to requests while no client of its owner is in the room */
    LocalSeats(Seats seats, Seats.Dependencies dependencies, RequestHandler answers) {
        this.seats = seats;
        this.registry = seats.registry();
        this.returningClients = seats.returningClients();
        this.host = dependencies.host();
        this.clock = dependencies.clock();
        this.answers = answers;
    }

    Outcome handle(SeatTraffic way, Packet stanza) {
        return switch (way) {
            case TO_SEAT -> toSeat(stanza);
            case TO_CLIENT -> toClient(stanza);
            case FROM_CLIENT -> fromClient((Presence) stanza);
            case PRESENCE_TO_CLIENT -> presenceToClient((Presence) stanza);
            case HISTORY_TO_CLIENT, MESSAGE_TO_CLIENT -> {
                returningClients.groupMessageReceived((Message) stanza);
                yield Outcome.PASS;
            }
            case COMMAND, NONE -> Outcome.PASS;
        };
    }

    private Outcome toSeat(Packet stanza) {
        Seat seat = registry.at(Addresses.to(stanza));
        if (seat == null || !seat.isIn(Addresses.from(stanza))) {
            return Outcome.PASS; // a stranger is not to learn that anybody is there
        }
        boolean request = stanza instanceof IQ iq && iq.isRequest();
        boolean forSeat = request && (stanza.getFrom().getResource() == null || seat.isOwnQuestion((IQ) stanza));
        if (!forSeat && SeatTraffic.isForOneSession(stanza)) {
            seats.removeMissingClients(seat);
            Optional<JID> client = seat.clientWithNick();
            if (client.isPresent()) {
                return giveToClient(seat, stanza, client.get());
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

    /** The client has got it already, or gets it instead of the seat. */
    private Outcome giveToClient(Seat seat, Packet stanza, JID client) {
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

    private Outcome toClient(Packet stanza) {
        Seat seat = registry.of(stanza.getTo(), Addresses.from(stanza));
        boolean second = seat != null
                && !host.isLocalService(seat.room().getDomain())
                && seat.clientWithNick().isPresent()
                && duplicates.isSecond(key(stanza, stanza.getTo()), DuplicateFilter.Way.TO_CLIENT, clock.instant());
        return second ? Outcome.TAKEN : Outcome.PASS;
    }

    private Outcome presenceToClient(Presence presence) {
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
}
