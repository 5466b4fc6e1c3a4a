package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsShare;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.util.cache.Cache;
import org.jivesoftware.util.cache.CacheFactory;

/**
 * Shares capabilities through a cache of Openfire's, as texts: classes of ours would not survive a reload of the plugin. Without a
 * cluster there is none.
 */
public final class ClusterCaps implements CapsShare, ClusterEventListener, AutoCloseable {

    private static final String NAME = "Intermediate IM Capabilities";

    private volatile Runnable shareAll;
    private volatile Cache<String, String> cache;

    /** @param everything has all that is known here put in again: caches are swapped when a node joins. Must return at once */
    public void open(Runnable everything) {
        shareAll = everything;
        ClusterManager.addListener(this);
    }

    @Override
    public void close() {
        ClusterManager.removeListener(this);
        if (cache != null) {
            CacheFactory.destroyCache(NAME);
        }
    }

    private Optional<Cache<String, String>> cache() {
        if (!ClusterManager.isClusteringStarted()) {
            return Optional.empty();
        }
        if (cache == null) {
            cache = CacheFactory.createCache(NAME);
        }
        return Optional.of(cache);
    }

    private static String text(CapsKey key) {
        return key.hash() + " " + key.ver();
    }

    @Override
    public Optional<String> find(CapsKey key) {
        return cache().map(shared -> shared.get(text(key)));
    }

    @Override
    public void put(CapsKey key, String query) {
        cache().ifPresent(shared -> shared.put(text(key), query));
    }

    @Override
    public void remove(CapsKey key) {
        cache().ifPresent(shared -> shared.remove(text(key)));
    }

    @Override
    public void removeAll() {
        cache().ifPresent(Cache::clear);
    }

    @Override
    public void joinedCluster() {
        shareAll.run();
    }

    @Override
    public void joinedCluster(byte[] node) {
        // it puts in what it knows
    }

    @Override
    public void leftCluster() {
        // what was learnt from others is in our memory
    }

    @Override
    public void leftCluster(byte[] node) {
        // what it knew is in the cache
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // all are alike
    }
}
