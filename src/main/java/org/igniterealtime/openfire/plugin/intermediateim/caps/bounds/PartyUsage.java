package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many octets are held for each party. Those for whom none are held take no memory. Any thread. */
public final class PartyUsage {

    private final ConcurrentMap<String, Long> octets = new ConcurrentHashMap<>();

    public void charge(String party, long more) {
        octets.merge(party, more, Long::sum);
    }

    public void release(String party, long less) {
        octets.computeIfPresent(party, (key, held) -> held <= less ? null : Long.valueOf(held - less));
    }

    public long of(String party) {
        return octets.getOrDefault(party, 0L);
    }

    /** @return the party for which most is held; empty if nothing is held at all */
    public Optional<String> biggest() {
        return octets.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
