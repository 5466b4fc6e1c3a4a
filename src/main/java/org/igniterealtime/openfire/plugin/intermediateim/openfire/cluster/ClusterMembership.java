package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;

/** Tells when nodes of the cluster may have come or gone. */
public final class ClusterMembership implements ClusterEventListener, AutoCloseable {

    private final Runnable changed;

    /** @param changed may be called more often than that, on any thread; must not block */
    public ClusterMembership(Runnable changed) {
        this.changed = changed;
    }

    public void open() {
        ClusterManager.addListener(this);
    }

    @Override
    public void close() {
        ClusterManager.removeListener(this);
    }

    @Override
    public void joinedCluster() {
        changed.run();
    }

    @Override
    public void joinedCluster(byte[] node) {
        changed.run();
    }

    @Override
    public void leftCluster() {
        changed.run();
    }

    @Override
    public void leftCluster(byte[] node) {
        changed.run();
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // all are alike
    }
}
