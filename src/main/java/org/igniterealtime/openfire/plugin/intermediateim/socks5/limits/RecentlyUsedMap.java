package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that holds so many entries and then drops the one that was used the longest time ago. Not for several threads.
 *
 * @param <K> key
 * @param <V> value
 */
final class RecentlyUsedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    RecentlyUsedMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
