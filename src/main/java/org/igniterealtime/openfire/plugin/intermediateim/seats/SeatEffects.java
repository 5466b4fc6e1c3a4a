package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.JoinQueue;
import org.igniterealtime.openfire.plugin.intermediateim.seats.missed.ReturningClients;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.xmpp.packet.Message;

/**
 * Does what seats want done. What waits for the database, or speaks to a room that may be speaking, is done by the one
 * thread of seats, later. Any thread.
 */
final class SeatEffects {

    private final Seats.Dependencies dependencies;
    private final SeatThread thread;
    private final SeatRegistry<Seat> registry;
    private final JoinQueue joins;
    private final ReturningClients returns;
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
            ReturningClients returns,
            BiConsumer<Seat, MissedMessage> kept,
            BiConsumer<Seat, Message> refused,
            Consumer<Seat> changed,
            BiConsumer<Seat, Runnable> ended) {
        this.dependencies = dependencies;
        this.thread = thread;
        this.registry = registry;
        this.joins = joins;
        this.returns = returns;
        this.kept = kept;
        this.refused = refused;
        this.changed = changed;
        this.ended = ended;
    }

    /** Sends at once. To be called with no lock held. */
    void perform(Seat seat, List<SeatEffect> effects) {
        for (SeatEffect effect : effects) {
            if (effect instanceof SeatEffect.Send send) {
                dependencies.sink().send(send.stanza());
            } else if (effect instanceof SeatEffect.Show) {
                show(seat);
            } else {
                perform(seat, effect, effects);
            }
        }
    }

    private void show(Seat seat) {
        seat.presenceNow().ifPresent(dependencies.sink()::send);
    }

    /** Sends later, in order. */
    void performSoon(Seat seat, List<SeatEffect> effects) {
        for (SeatEffect effect : effects) {
            if (effect instanceof SeatEffect.Send send) {
                thread.soon(() -> dependencies.sink().send(send.stanza()));
            } else if (effect instanceof SeatEffect.Show) {
                thread.soon(() -> show(seat));
            } else {
                perform(seat, effect, effects);
            }
        }
    }

    /** @param together with others */
    private void perform(Seat seat, SeatEffect effect, List<SeatEffect> together) {
        if (effect instanceof SeatEffect.Keep keep) {
            kept.accept(seat, keep.message());
        } else if (effect instanceof SeatEffect.Refuse refuse) {
            refused.accept(seat, refuse.message());
        } else if (effect instanceof SeatEffect.JoinAgain again) {
            thread.soon(() -> seat.joinRequestOf(again.client()).ifPresent(dependencies.sink()::send));
        } else if (effect instanceof SeatEffect.QueueJoin) {
            joins.add(seat);
        } else if (effect instanceof SeatEffect.Tell tell) {
            if (!isEnd(together)) {
                tell(seat, tell);
            }
        } else if (effect instanceof SeatEffect.Save) {
            changed.accept(seat);
        } else if (effect instanceof SeatEffect.ClientEntered returned) {
            returns.clientEntered(seat, returned.client());
        } else if (effect instanceof SeatEffect.ClientLeft left) {
            returns.leaves(seat, left.client(), left.nick());
        } else if (effect instanceof SeatEffect.ServiceFailed) {
            joins.serviceFailed(seat, dependencies.clock().instant());
        } else if (effect instanceof SeatEffect.ServiceAnswered) {
            joins.serviceAnswered(seat);
        } else if (effect instanceof SeatEffect.CheckIfAlone) {
            thread.soon(() -> goDormantIfAlone(seat));
        } else if (effect instanceof SeatEffect.Ended) {
            ended.accept(
                    seat,
                    () -> together.stream()
                            .filter(SeatEffect.Tell.class::isInstance)
                            .forEach(news -> tell(seat, (SeatEffect.Tell) news)));
        }
    }

    private static boolean isEnd(List<SeatEffect> effects) {
        return effects.stream().anyMatch(SeatEffect.Ended.class::isInstance);
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
