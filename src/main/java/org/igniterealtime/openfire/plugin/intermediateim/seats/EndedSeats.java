package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Key;
import org.xmpp.packet.JID;

/**
 * What is kept for seats that have ended, whoever has ended them. It is delivered to a client of the owner: at once, or as soon as one
 * is available, on whichever node of a cluster. Any thread.
 */
final class EndedSeats {

    /** How often the owners are looked for. */
    static final Duration LOOK = Duration.ofSeconds(5);

    private final SeatHost host;
    private final SeatRegistry<Seat> registry;
    private final MailQueue mail;
    private final Set<Key> keys = ConcurrentHashMap.newKeySet();

    EndedSeats(SeatHost host, SeatRegistry<Seat> registry, MailQueue mail) {
        this.host = host;
        this.registry = registry;
        this.mail = mail;
    }

    /** The seat has ended just now. */
    void add(Seat seat) {
        if (seat.keepsAnything()) {
            Key key = new Key(seat.owner(), seat.room());
            keys.add(key);
            deliver(key);
        }
    }

    /** For these, and no others, something is kept. */
    void are(Set<Key> known) {
        keys.retainAll(known);
        keys.addAll(known);
    }

    void forget(JID owner) {
        keys.removeIf(key -> key.owner().equals(owner));
    }

    void forgetAll() {
        keys.clear();
    }

    /** Looks for clients of the owners. */
    void deliver() {
        keys.forEach(this::deliver);
    }

    private void deliver(Key key) {
        if (registry.get(key) != null) {
            keys.remove(key); // it is kept for the next seat in the same room
        } else {
            host.availableClient(key.owner()).ifPresent(client -> mail.deliver(key, client, () -> keys.remove(key)));
        }
    }
}
