package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A map that is bounded by weight, in all and for each owner of entries, and drops the oldest ones beyond: an owner who
 * puts in too many loses its own. Not for several threads.
 *
 * @param <K> key
 * @param <V> value
 */
public final class OwnerBoundedMap<K, V> {

    /** What an entry costs beside its texts, in characters. */
    private static final int OVERHEAD = 200;

    private final int mostInAll;
    private final int mostOfOne;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();
    private final Map<String, Share<K>> shares = new HashMap<>();
    private int weight;

    private record Entry<V>(String owner, V value, int weight) {}

    private static final class Share<K> {

        private final Set<K> keys = new LinkedHashSet<>();
        private int weight;
    }

    /** Both bounds are in characters of text. */
    public OwnerBoundedMap(int mostInAll, int mostOfOne) {
        this.mostInAll = mostInAll;
        this.mostOfOne = mostOfOne;
    }

    /** @return null if there is none */
    public V get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /**
     * Puts an entry in the place of whatever has the key.
     *
     * @param characters of all texts in key and value
     */
    public void put(String owner, K key, V value, int characters) {
        remove(key);
        Entry<V> entry = new Entry<>(owner, value, OVERHEAD + characters);
        entries.put(key, entry);
        Share<K> share = shares.computeIfAbsent(owner, unknown -> new Share<>());
        share.keys.add(key);
        share.weight += entry.weight();
        weight += entry.weight();
        while (share.weight > mostOfOne) {
            remove(share.keys.iterator().next());
        }
        while (weight > mostInAll) {
            Iterator<K> oldest = entries.keySet().iterator();
            remove(oldest.next());
        }
    }

    /** @return what was removed; null for nothing */
    public V remove(K key) {
        Entry<V> entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        weight -= entry.weight();
        Share<K> share = shares.get(entry.owner());
        share.weight -= entry.weight();
        share.keys.remove(key);
        if (share.keys.isEmpty()) {
            shares.remove(entry.owner());
        }
        return entry.value();
    }

    public void clear() {
        entries.clear();
        shares.clear();
        weight = 0;
    }

    int size() {
        return entries.size();
    }
}
