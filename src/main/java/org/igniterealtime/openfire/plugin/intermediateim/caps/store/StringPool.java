package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One object for each name that many capabilities share. Takes names until it is full and gives none back, so what it
 * holds is bounded for good: whoever fills it with rubbish makes the cache no larger, only less frugal. Any thread.
 */
final class StringPool {

    static final int MAX_STRINGS = 8_192;

    /** Longer ones are not shared: names of features are shorter. */
    static final int MAX_CHARACTERS = 128;

    private final Map<String, String> strings = new ConcurrentHashMap<>();
    private final AtomicInteger free = new AtomicInteger(MAX_STRINGS);

    /** @return an equal string: the pool's own if it has one or takes this */
    String pooled(String string) {
        String known = strings.get(string);
        if (known != null || string.length() > MAX_CHARACTERS || free.get() <= 0) {
            return known == null ? string : known;
        }
        String first = strings.putIfAbsent(string, string);
        if (first == null) {
            free.decrementAndGet();
        }
        return first == null ? string : first;
    }

    /** @return whether this object is the pool's own, and so costs nothing more */
    boolean holds(String string) {
        return strings.get(string) == string; // the object, not its like
    }
}
