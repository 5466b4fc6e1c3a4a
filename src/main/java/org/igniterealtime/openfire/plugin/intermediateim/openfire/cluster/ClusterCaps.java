package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.SharedCaps;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.util.cache.Cache;
import org.jivesoftware.util.cache.CacheFactory;
import org.xmpp.packet.IQ;

/**
 * Shares capabilities through a cache of Openfire's, as texts: classes of ours would not survive a reload of the
 * plugin. What is purged the nodes tell each other, since each remembers what it once took from there. Without a
 * cluster there is none of it.
 */
public final class ClusterCaps implements SharedCaps, ClusterMessageHandler, ClusterEventListener, AutoCloseable {

    private static final String NAME = "Intermediate IM Capabilities";

    private static final QName PURGED = QName.get("purged", "urn:intermediateim:caps:cluster");

    private volatile CapsStore store;
    private volatile ClusterNode node;
    private volatile AutoCloseable talk;
    private volatile Cache<String, String> cache;

    /** @param store of this node: all that is in it is put in again at a join, when caches are swapped */
    public void open(ClusterNode node, CapsStore store) {
        this.store = store;
        this.node = node;
        talk = node.join(this);
        ClusterManager.addListener(this);
    }

    @Override
    public void close() throws Exception {
        ClusterManager.removeListener(this);
        talk.close();
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
    public void tellPurged(CapsKey key) {
        node.tellOthers(DocumentHelper.createElement(PURGED)
                .addAttribute("hash", key.hash())
                .addAttribute("ver", key.ver()));
    }

    @Override
    public void tellAllPurged() {
        node.tellOthers(DocumentHelper.createElement(PURGED));
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        Element purged = request.getChildElement();
        if (!purged.getQName().equals(PURGED)) {
            return Optional.empty();
        }
        String hash = purged.attributeValue("hash");
        String ver = purged.attributeValue("ver");
        if (hash == null || ver == null) {
            store.allPurgedElsewhere();
        } else {
            store.purgedElsewhere(new CapsKey(hash, ver));
        }
        return Optional.of(IQ.createResultIQ(request));
    }

    @Override
    public void joinedCluster() {
        store.joined();
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
