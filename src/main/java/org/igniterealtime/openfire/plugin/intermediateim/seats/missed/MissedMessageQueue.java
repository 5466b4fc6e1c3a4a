package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Queues messages to be kept and deliveries, which wait for the database. Any thread. */
public final class MissedMessageQueue {

    private static final Logger Log = LoggerFactory.getLogger(MissedMessageQueue.class);

    private final WriteQueue writes;
    private final MissedMessageDelivery delivery;
    private final Supplier<MissedMessageDelivery.Limits> limits;
    private final BiConsumer<Seat, MissedMessage> refuse;

    /** @param refuse is given what is not kept */
    public MissedMessageQueue(
            WriteQueue writes,
            MissedMessageDelivery delivery,
            Supplier<MissedMessageDelivery.Limits> limits,
            BiConsumer<Seat, MissedMessage> refuse) {
        this.writes = writes;
        this.delivery = delivery;
        this.limits = limits;
        this.refuse = refuse;
    }

    /** @return false if it was refused, since it is too large or too much is waiting */
    public boolean add(Seat seat, MissedMessage message) {
        boolean taken = limits.get().allow(message)
                && writes.offer(message.octets(), new WriteQueue.Write() {
                    @Override
                    public void run() {
                        delivery.keep(seat, message, limits.get());
                    }

                    @Override
                    public void refused() {
                        refuse(seat, message);
                    }
                });
        if (!taken) {
            Log.debug("A message for {} is not kept", message.seat().owner());
            refuse(seat, message);
        }
        return taken;
    }

    private void refuse(Seat seat, MissedMessage message) {
        seat.notKept(message);
        refuse.accept(seat, message);
    }

    /**
     * Has delivered what is kept. Of several clients that wait the last gets it.
     *
     * @param inRoom whether the client is in the room
     * @param told   what the room has told it already
     */
    void deliver(Seat seat, JID client, boolean inRoom, Predicate<MissedMessage> told) {
        writes.latest("deliver to " + seat.resource(), delivery.delivery(seat, client, inRoom, told));
    }

    /** The same for a seat that has ended. @param delivered is run when it is done */
    void deliver(Key ended, JID client, Runnable delivered) {
        writes.latest("deliver to " + ended, delivery.delivery(ended, client, delivered));
    }
}
