package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/**
 * Who was told more of a client than the client itself has announced, and has not been told otherwise since. All are
 * sessions of this node and clients of this server. Bounded: who does not fit in is not told more. Any thread.
 */
public final class ToldMore {

    /** Pairs of watcher and client, some 10 MiB. */
    static final int MAX_PAIRS = 100_000;

    private final ConcurrentMap<AddressKey, Map<String, Told>> watchers = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * What was told.
     *
     * @param fingerprint of what was announced
     * @param considered  bits of the additions that the watcher could use and the client lacked
     * @param added       those of them that were added
     */
    public record Told(long fingerprint, int considered, int added) {}

    /** @param client full JID */
    public record Pair(AddressKey watcher, String client, int added) {}

    /** @return null if the watcher was told what the client itself announces, or nothing */
    public Told get(AddressKey watcher, String client) {
        Map<String, Told> clients = watchers.get(watcher);
        return clients == null ? null : clients.get(client);
    }

    /** @return false if it does not fit in any more; then nothing has changed */
    boolean put(AddressKey watcher, String client, Told told) {
        boolean[] fits = {true};
        watchers.compute(watcher, (same, known) -> {
            Map<String, Told> clients = known == null ? new ConcurrentHashMap<>() : known;
            if (clients.containsKey(client)) {
                clients.put(client, told);
            } else if (size.incrementAndGet() <= MAX_PAIRS) {
                clients.put(client, told);
            } else {
                size.decrementAndGet();
                fits[0] = false;
            }
            return clients.isEmpty() ? null : clients;
        });
        return fits[0];
    }

    /** The watcher was told what the client itself announces, or that it is not available. */
    public void remove(AddressKey watcher, String client) {
        if (get(watcher, client) != null) {
            removeIf(watcher, (address, told) -> address.equals(client));
        }
    }

    /** The watcher is not available any more. */
    public void removeAllOf(AddressKey watcher) {
        if (watchers.containsKey(watcher)) {
            removeIf(watcher, (address, told) -> true);
        }
    }

    /** The watcher hears no more of any client of this user. */
    public void removeClientsOf(AddressKey watcher, String bareJid) {
        if (watchers.containsKey(watcher)) {
            removeIf(watcher, (address, told) -> Addresses.isUnder(bareJid, address));
        }
    }

    private void removeIf(AddressKey watcher, BiPredicate<String, Told> condition) {
        watchers.computeIfPresent(watcher, (same, clients) -> {
            clients.entrySet().removeIf(each -> {
                boolean goes = condition.test(each.getKey(), each.getValue());
                if (goes) {
                    size.decrementAndGet();
                }
                return goes;
            });
            return clients.isEmpty() ? null : clients;
        });
    }

    /** Forgets all that the user was told, and all that others were told of the user. */
    public void forget(String bareJid) {
        AddressKey user = AddressKey.of(bareJid);
        for (AddressKey watcher : watchers.keySet()) {
            if (watcher.bare().equals(user)) {
                removeAllOf(watcher);
            } else {
                removeClientsOf(watcher, bareJid);
            }
        }
    }

    public void forgetAll() {
        watchers.keySet().forEach(this::removeAllOf);
    }

    /** @return all at this moment */
    public List<Pair> all() {
        List<Pair> all = new ArrayList<>();
        watchers.forEach((watcher, clients) ->
                clients.forEach((client, told) -> all.add(new Pair(watcher, client, told.added()))));
        return all;
    }

    /** @return how many pairs there are */
    public int size() {
        return size.get();
    }
}
