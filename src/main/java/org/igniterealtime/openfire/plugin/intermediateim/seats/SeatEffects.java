package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.JoinQueue;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Performs the effects of seats. What waits for the database, or is sent to a room that may be sending itself, is left
 * to the single thread of seats. Any thread.
 */
final class SeatEffects {

    private final Seats.Dependencies dependencies;
    private final SeatThread thread;
    private final SeatRegistry<Seat> registry;
    private final JoinQueue joins;
    private final ReturningClients returningClients;
    private final BiConsumer<Seat, MissedMessage> kept;
    private final BiConsumer<Seat, Message> refused;
    private final Consumer<Seat> changed;
    private final BiConsumer<Seat, Runnable> ended;

    /**
     * @param kept  is given what is to be kept
     * @param refused is given what is not to be kept
     * @param changed is given a seat whose order has changed
     * @param ended is given a seat that its room has ended, and tells the owner so when that is written
     */
    SeatEffects(
            Seats.Dependencies dependencies,
            SeatThread thread,
            SeatRegistry<Seat> registry,
            JoinQueue joins,
            ReturningClients returningClients,
            BiConsumer<Seat, MissedMessage> kept,
            BiConsumer<Seat, Message> refused,
            Consumer<Seat> changed,
            BiConsumer<Seat, Runnable> ended) {
        this.dependencies = dependencies;
        this.thread = thread;
        this.registry = registry;
        this.joins = joins;
        this.returningClients = returningClients;
        this.kept = kept;
        this.refused = refused;
        this.changed = changed;
        this.ended = ended;
    }

    /** Sends at once. To be called with no lock held. */
    void perform(Seat seat, List<SeatEffect> effects) {
        perform(new Performance(seat, effects, stanza -> send(seat, stanza)));
    }

    /** Sends later, in order. */
    void performSoon(Seat seat, List<SeatEffect> effects) {
        perform(new Performance(seat, effects, stanza -> thread.soon(() -> send(seat, stanza))) {
            @Override
            public void show() {
                thread.soon(super::show); // the seat may look different by then
            }
        });
    }

    private void send(Seat seat, Packet stanza) {
        if (stanza instanceof Presence presence) {
            seat.beginSending();
            sendBegun(seat, presence);
        } else {
            dependencies.sink().send(stanza);
        }
    }

    /**
     * Sends presence after the seat was told so. No lock is held meanwhile, because the room has locks of its own; so
     * another thread may send for the same seat.
     */
    private void sendBegun(Seat seat, Presence presence) {
        try {
            dependencies.sink().send(presence);
        } finally {
            performSoon(seat, seat.endSending());
        }
    }

    private static void perform(Performance performance) {
        for (SeatEffect effect : performance.effects) {
            effect.perform(performance);
        }
    }

    /** The effects of one thing that happened to one seat. */
    private class Performance implements SeatEffect.Performer {

        private final Seat seat;
        private final List<SeatEffect> effects;
        private final StanzaSink sink;

        Performance(Seat seat, List<SeatEffect> effects, StanzaSink sink) {
            this.seat = seat;
            this.effects = effects;
            this.sink = sink;
        }

        @Override
        public void send(Packet stanza) {
            sink.send(stanza);
        }

        @Override
        public void show() {
            seat.beginShowing().ifPresent(presence -> sendBegun(seat, presence));
        }

        @Override
        public void joinAgain(JID client) {
            thread.soon(() -> seat.joinRequestOf(client).ifPresent(dependencies.sink()::send));
        }

        @Override
        public void keep(MissedMessage message) {
            kept.accept(seat, message);
        }

        @Override
        public void refuse(Message message) {
            refused.accept(seat, message);
        }

        @Override
        public void clientEntered(JID client) {
            returningClients.clientEntered(seat, client);
        }

        @Override
        public void clientLeft(JID client, String nick) {
            returningClients.leaves(seat, client, nick);
        }

        /** What explains the end of the seat is told when the end is written. */
        @Override
        public void tell(SeatEffect.Tell tell) {
            if (effects.stream().noneMatch(SeatEffect.Ended.class::isInstance)) {
                SeatEffects.this.tell(seat, tell);
            }
        }

        @Override
        public void save(SeatConfig config) {
            changed.accept(seat);
        }

        @Override
        public void queueJoin() {
            joins.add(seat);
        }

        @Override
        public void serviceFailed() {
            joins.serviceFailed(seat, dependencies.clock().instant());
        }

        @Override
        public void serviceAnswered() {
            joins.serviceAnswered(seat);
        }

        @Override
        public void checkIfAlone() {
            thread.soon(() -> goDormantIfAlone(seat));
        }

        @Override
        public void ended() {
            ended.accept(
                    seat,
                    () -> effects.stream()
                            .filter(SeatEffect.Tell.class::isInstance)
                            .forEach(news -> SeatEffects.this.tell(seat, (SeatEffect.Tell) news)));
        }
    }

    private void tell(Seat seat, SeatEffect.Tell tell) {
        Message message = new Message();
        message.setFrom(dependencies.ourAddress().get());
        message.setTo(seat.config().owner());
        message.setType(Message.Type.chat);
        message.setBody(dependencies
                .texts()
                .text(
                        "intermediateim.seats.tell." + tell.key(),
                        tell.arguments().toArray()));
        thread.soon(() -> dependencies.sink().send(message));
    }

    /** Each seat sees the others only as occupants: whether all of them are seats is known here. */
    private void goDormantIfAlone(Seat seat) {
        List<Seat> away = registry.in(seat.room()).stream()
                .filter(each -> each.othersIfAway() >= 0)
                .toList();
        if (seat.othersIfAway() == away.size() - 1) {
            for (Seat each : away) {
                perform(each, each.goDormant(dependencies.clock().instant()));
            }
        }
    }
}
