package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Key;
import org.xmpp.packet.JID;

/**
 * Which seats there are. Every stanza on the server asks here, so the ways in are what an address has ready: the owner's name and
 * the seat's resource. Any thread.
 */
final class SeatRegistry {

    private final Map<Key, Seat> seats = new ConcurrentHashMap<>();
    private final Map<String, Seat> byResource = new ConcurrentHashMap<>();
    /** By the owner's name on this server; the lists are never changed. */
    private final Map<String, List<Seat>> byOwner = new ConcurrentHashMap<>();
    private final Map<JID, List<Seat>> byRoom = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return seats.isEmpty();
    }

    int size() {
        return seats.size();
    }

    List<Seat> all() {
        return List.copyOf(seats.values());
    }

    Seat get(Key key) {
        return seats.get(key);
    }

    /** @return false if there is one with the same key */
    boolean add(Seat seat) {
        SeatOrder order = seat.order();
        if (seats.putIfAbsent(order.key(), seat) != null) {
            return false;
        }
        byResource.put(order.resource(), seat);
        byOwner.merge(order.owner().getNode(), List.of(seat), SeatRegistry::joined);
        byRoom.merge(order.room(), List.of(seat), SeatRegistry::joined);
        return true;
    }

    private static List<Seat> joined(List<Seat> some, List<Seat> more) {
        List<Seat> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** @return whether it was there */
    boolean remove(Seat seat) {
        SeatOrder order = seat.order();
        if (!seats.remove(order.key(), seat)) {
            return false;
        }
        byResource.remove(order.resource());
        byOwner.computeIfPresent(order.owner().getNode(), (name, list) -> without(list, seat));
        byRoom.computeIfPresent(order.room(), (room, list) -> without(list, seat));
        return true;
    }

    private static List<Seat> without(List<Seat> list, Seat seat) {
        List<Seat> rest = list.stream().filter(each -> each != seat).toList();
        return rest.isEmpty() ? null : rest;
    }

    /** @return null if it is no seat's address */
    Seat at(JID address) {
        String resource = address == null ? null : address.getResource();
        Seat seat = resource == null ? null : byResource.get(resource);
        return seat != null && seat.owns(address) ? seat : null;
    }

    /** @return none for a user of another server, whatever the name */
    List<Seat> of(JID owner) {
        String name = owner.getNode();
        List<Seat> seatsOfName = name == null ? null : byOwner.get(name);
        return seatsOfName != null && seatsOfName.get(0).owns(owner) ? seatsOfName : List.of();
    }

    /** @return the seat of that user in that room, or in the room of that occupant; null if there is none */
    Seat of(JID owner, JID room) {
        List<Seat> seatsOfOwner = of(owner);
        for (int i = 0; i < seatsOfOwner.size(); i++) {
            if (seatsOfOwner.get(i).isIn(room)) {
                return seatsOfOwner.get(i);
            }
        }
        return null;
    }

    List<Seat> in(JID room) {
        return byRoom.getOrDefault(room, List.of());
    }
}
