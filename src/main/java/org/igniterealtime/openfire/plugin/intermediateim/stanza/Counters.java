package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Named counts of one feature since it was made. Any thread. */
public final class Counters {

    private final Map<String, LongAdder> counts = new LinkedHashMap<>();

    /** @param names every name that will be counted, in the order in which they are shown */
    public Counters(List<String> names) {
        names.forEach(name -> counts.put(name, new LongAdder()));
    }

    /** @throws IllegalArgumentException if the name was not announced */
    public void add(String name, long amount) {
        LongAdder count = counts.get(name);
        if (count == null) {
            throw new IllegalArgumentException(name);
        }
        count.add(amount);
    }

    /** @return name to count, in order; a copy */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new LinkedHashMap<>();
        counts.forEach((name, count) -> snapshot.put(name, count.sum()));
        return snapshot;
    }
}
