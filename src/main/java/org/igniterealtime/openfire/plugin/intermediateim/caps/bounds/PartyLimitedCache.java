package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;

/**
 * A cache that strangers fill, bounded in octets: as a whole, and for each other server, so that none of them can push
 * out what belongs to the rest. What is used least leaves first. Any thread.
 */
public final class PartyLimitedCache<K, V> {

    /** Part of the whole that one other server may fill. */
    static final int SHARES = 4;
    /** Of the cache's own for each entry. */
    private static final int OVERHEAD = 160;

    private final Parties parties;
    private final ToIntBiFunction<K, V> weigher;
    private final long share;
    private final PartyUsage accounts = new PartyUsage();
    private final Cache<K, Held<V>> cache;

    /** @param party whose share it takes of; null where no single party is limited */
    private record Held<V>(V value, String party, int octets) {}

    /**
     * @param octets  as a whole
     * @param weigher octets of key and value
     */
    public PartyLimitedCache(long octets, Parties parties, ToIntBiFunction<K, V> weigher) {
        this.parties = parties;
        this.weigher = weigher;
        share = octets / SHARES;
        cache = Caffeine.newBuilder()
                .maximumWeight(octets)
                .weigher((K key, Held<V> held) -> held.octets())
                .removalListener((K key, Held<V> held, RemovalCause cause) -> release(held))
                .executor(Runnable::run) // its upkeep takes no thread of its own
                .build();
    }

    private Held<V> held(K key, V value, String owner) {
        int octets = OVERHEAD + weigher.applyAsInt(key, value);
        if (!parties.isForeign(owner)) {
            return new Held<>(value, null, octets);
        }
        String party = parties.of(owner);
        accounts.charge(party, octets + Octets.of(party));
        return new Held<>(value, party, octets + Octets.of(party));
    }

    private void release(Held<V> held) {
        if (held.party() != null) {
            accounts.release(held.party(), held.octets());
        }
    }

    /** @return null for nothing */
    public V get(K key) {
        Held<V> held = cache.getIfPresent(key);
        return held == null ? null : held.value();
    }

    /** @param owner the address whose party is charged */
    public void put(K key, V value, String owner) {
        Held<V> held = held(key, value, owner);
        cache.put(key, held);
        if (held.party() != null && accounts.of(held.party()) > share) {
            keepToItsShare(held.party());
        }
    }

    /** Makes room for more than one, so that the next ones need not look through all again. */
    private void keepToItsShare(String party) {
        List<K> coldest = new ArrayList<>();
        cache.policy().eviction().orElseThrow().coldest(all -> {
            long excess = accounts.of(party) - share / 2;
            for (Iterator<? extends Map.Entry<K, Held<V>>> each = all.iterator(); excess > 0 && each.hasNext(); ) {
                Map.Entry<K, Held<V>> entry = each.next();
                if (party.equals(entry.getValue().party())) {
                    excess -= entry.getValue().octets();
                    coldest.add(entry.getKey());
                }
            }
            return coldest;
        });
        cache.invalidateAll(coldest);
    }

    /** @param change is given what there is; null to remove it */
    public void changeIfPresent(K key, String owner, UnaryOperator<V> change) {
        cache.asMap().computeIfPresent(key, (same, held) -> {
            V changed = change.apply(held.value());
            return changed == null ? null : changed == held.value() ? held : held(key, changed, owner);
        });
    }

    /** @return what there was; null for nothing */
    public V remove(K key) {
        Held<V> held = cache.asMap().remove(key);
        return held == null ? null : held.value();
    }

    public void remove(K key, V value) {
        cache.asMap().computeIfPresent(key, (same, held) -> held.value().equals(value) ? null : held);
    }

    public void removeIf(BiPredicate<K, V> condition) {
        cache.asMap()
                .entrySet()
                .removeIf(each -> condition.test(each.getKey(), each.getValue().value()));
    }

    public void clear() {
        cache.invalidateAll();
    }

    /** @return all that is held at this moment */
    public List<V> values() {
        return cache.asMap().values().stream().map(Held::value).toList();
    }

    /** @return octets that are held, as estimated */
    public long octets() {
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** @param party another server's domain */
    long octetsOf(String party) {
        return accounts.of(party);
    }
}
