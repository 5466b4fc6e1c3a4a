package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * Tells whether this node of a cluster does what only one may do: the senior one does. After a network failure two may think so for
 * a while.
 */
public final class ClusterDuty implements ClusterEventListener, AutoCloseable {

    private final Runnable changed;

    /** @param changed is run when it may have changed whose duty it is; more often than that, too */
    public ClusterDuty(Runnable changed) {
        this.changed = changed;
    }

    public void open() {
        ClusterManager.addListener(this);
    }

    @Override
    public void close() {
        ClusterManager.removeListener(this);
    }

    /** @return whether it is ours; always, without a cluster */
    public static boolean isOurs() {
        return !ClusterManager.isClusteringStarted() || ClusterManager.isSeniorClusterMember();
    }

    @Override
    public void joinedCluster() {
        changed.run();
    }

    @Override
    public void joinedCluster(byte[] nodeId) {
        changed.run();
    }

    @Override
    public void leftCluster() {
        changed.run();
    }

    @Override
    public void leftCluster(byte[] nodeId) {
        changed.run();
    }

    @Override
    public void markedAsSeniorClusterMember() {
        changed.run();
    }
}
