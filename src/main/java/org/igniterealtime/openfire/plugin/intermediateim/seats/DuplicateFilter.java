package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognizes the second of two equal stanzas that came in two ways: some services send a stanza for a nick to each
 * session that shares it, others to one of them. Bounded; guarded by this.
 */
public final class DuplicateFilter {

    /** The second follows soon after the first. */
    private static final Duration APART = Duration.ofSeconds(10);

    private static final int MAX_ENTRIES = 1024;

    /** Which way a stanza came. */
    public enum Way {
        TO_SEAT,
        TO_CLIENT
    }

    private record Seen(Way way, Instant at) {}

    private final Map<String, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * @param key what the two have in common
     * @return whether the same stanza has come the other way
     */
    public synchronized boolean isSecond(String key, Way way, Instant now) {
        Seen first = seen.get(key);
        if (first != null
                && first.way() != way
                && Duration.between(first.at(), now).compareTo(APART) < 0) {
            seen.remove(key);
            return true;
        }
        seen.remove(key);
        seen.put(key, new Seen(way, now));
        return false;
    }
}
