package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.xmpp.packet.JID;

/**
 * The seats, kept here or on another node of a cluster. Every stanza on the server is looked up here, so the indexes
 * use what an address has ready: the owner's name, and the full address of the seat as text. Any thread.
 */
public final class SeatRegistry<S extends SeatAddress> {

    private final Map<Key, S> seats = new ConcurrentHashMap<>();
    private final Map<String, S> byAddress = new ConcurrentHashMap<>();
    /** By the owner's name on this server; the lists are never changed. */
    private final Map<String, List<S>> byOwner = new ConcurrentHashMap<>();

    private final Map<JID, List<S>> byRoom = new ConcurrentHashMap<>();

    public boolean isEmpty() {
        return seats.isEmpty();
    }

    public int size() {
        return seats.size();
    }

    public List<S> all() {
        return List.copyOf(seats.values());
    }

    private static Key key(SeatAddress seat) {
        return new Key(seat.owner(), seat.room());
    }

    public S get(Key key) {
        return seats.get(key);
    }

    /** @return false if there is one with the same key */
    public boolean add(S seat) {
        if (seats.putIfAbsent(key(seat), seat) != null) {
            return false;
        }
        byAddress.put(seat.address(), seat);
        byOwner.merge(seat.owner().getNode(), List.of(seat), SeatRegistry::joined);
        byRoom.merge(seat.room(), List.of(seat), SeatRegistry::joined);
        return true;
    }

    private static <S> List<S> joined(List<S> some, List<S> more) {
        List<S> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** @return whether it was there */
    public boolean remove(S seat) {
        if (!seats.remove(key(seat), seat)) {
            return false;
        }
        byAddress.remove(seat.address());
        byOwner.computeIfPresent(seat.owner().getNode(), (name, list) -> without(list, seat));
        byRoom.computeIfPresent(seat.room(), (room, list) -> without(list, seat));
        return true;
    }

    private static <S> List<S> without(List<S> list, S seat) {
        List<S> others = list.stream().filter(each -> each != seat).toList();
        return others.isEmpty() ? null : others;
    }

    /** @return null if it is no seat's address, or null */
    public S at(String address) {
        return address == null ? null : byAddress.get(address);
    }

    /** @return none for a user of another server, whatever the name */
    public List<S> of(JID owner) {
        String name = owner.getNode();
        List<S> seatsOfName = name == null ? null : byOwner.get(name);
        return seatsOfName != null && seatsOfName.get(0).owns(owner) ? seatsOfName : List.of();
    }

    /** @return the seat of that user in that room, or in the room of that occupant; null if there is none */
    public S of(JID owner, String room) {
        List<S> seatsOfOwner = of(owner);
        for (int i = 0; i < seatsOfOwner.size(); i++) {
            if (seatsOfOwner.get(i).isIn(room)) {
                return seatsOfOwner.get(i);
            }
        }
        return null;
    }

    /**
     * @return the same address; if seats are there already, the object that they have: what a room sends meets it with
     *     each of them
     */
    public JID shared(JID room) {
        List<S> there = byRoom.get(room);
        return there == null ? room : there.get(0).room();
    }

    public List<S> in(JID room) {
        return byRoom.getOrDefault(room, List.of());
    }
}
