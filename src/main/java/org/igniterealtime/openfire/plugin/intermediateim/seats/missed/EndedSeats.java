package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatHost;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.xmpp.packet.JID;

/**
 * Messages of seats that have ended. They are delivered to a client of the owner: at once, or as soon as one is
 * available on any node of a cluster. Any thread.
 */
public final class EndedSeats {

    /** How often to look for available clients of the owners. */
    public static final Duration LOOK = Duration.ofSeconds(5);

    private final SeatHost host;
    private final SeatRegistry<Seat> registry;
    private final MissedMessageQueue queue;
    private final Set<Key> keys = ConcurrentHashMap.newKeySet();

    public EndedSeats(SeatHost host, SeatRegistry<Seat> registry, MissedMessageQueue queue) {
        this.host = host;
        this.registry = registry;
        this.queue = queue;
    }

    /** The seat has just ended. */
    public void add(Seat seat) {
        if (seat.hasMissedMessages()) {
            Key key = new Key(seat.owner(), seat.room());
            keys.add(key);
            deliver(key);
        }
    }

    /** Sets the seats for which messages are kept. */
    public void set(Set<Key> known) {
        keys.retainAll(known);
        keys.addAll(known);
    }

    public void forget(JID owner) {
        keys.removeIf(key -> key.owner().equals(owner));
    }

    public void forgetAll() {
        keys.clear();
    }

    /** Looks for clients of the owners. */
    public void deliver() {
        keys.forEach(this::deliver);
    }

    private void deliver(Key key) {
        if (registry.get(key) != null) {
            keys.remove(key); // it is kept for the next seat in the same room
        } else {
            host.availableClient(key.owner()).ifPresent(client -> queue.deliver(key, client, () -> keys.remove(key)));
        }
    }
}
