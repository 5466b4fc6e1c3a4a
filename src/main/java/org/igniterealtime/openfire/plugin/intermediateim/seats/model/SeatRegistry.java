package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/**
 * The seats, kept here or on another node of a cluster: of each user of this server, one in a room. Every stanza on
 * the server is looked up here, so the indexes use parts of an address: the owner's name, and the seat's resource. Any
 * thread.
 */
public final class SeatRegistry<S extends SeatAddress> {

    private final Map<String, S> byResource = new ConcurrentHashMap<>();
    /** By the owner's name on this server; the lists are never changed. */
    private final Map<String, List<S>> byOwner = new ConcurrentHashMap<>();

    private final Map<JID, List<S>> byRoom = new ConcurrentHashMap<>();

    public boolean isEmpty() {
        return byResource.isEmpty();
    }

    public int size() {
        return byResource.size();
    }

    public List<S> all() {
        return List.copyOf(byResource.values());
    }

    /** @return null if there is none */
    public S get(Key key) {
        return inRoom(of(key.owner()), key.room());
    }

    private static <S extends SeatAddress> S inRoom(List<S> seats, JID room) {
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).room().equals(room)) {
                return seats.get(i);
            }
        }
        return null;
    }

    /** @return false if there is one of the same owner in the same room */
    public synchronized boolean add(S seat) {
        if (inRoom(of(seat.owner()), seat.room()) != null) {
            return false;
        }
        List<S> added = List.of(seat);
        byResource.put(seat.resource(), seat);
        byOwner.merge(seat.owner().getNode(), added, SeatRegistry::joined);
        byRoom.merge(seat.room(), added, SeatRegistry::joined);
        return true;
    }

    private static <S> List<S> joined(List<S> some, List<S> more) {
        List<S> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** @return whether it was there */
    public synchronized boolean remove(S seat) {
        if (!byResource.remove(seat.resource(), seat)) {
            return false;
        }
        byOwner.computeIfPresent(seat.owner().getNode(), (name, list) -> without(list, seat));
        byRoom.computeIfPresent(seat.room(), (room, list) -> without(list, seat));
        return true;
    }

    private static <S> List<S> without(List<S> list, S seat) {
        List<S> others = list.stream().filter(each -> !each.equals(seat)).toList();
        return others.isEmpty() ? null : others;
    }

    /** @return null if it is no seat's address, or null */
    public S at(String address) {
        if (address == null || byResource.isEmpty() || !Addresses.isFull(address)) {
            return null;
        }
        S seat = byResource.get(Addresses.resource(address));
        return seat != null && Addresses.isOf(seat.owner(), address) ? seat : null;
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
