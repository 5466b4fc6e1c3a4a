package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Optional;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;

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

    /**
     * Whether it is ours. It is nobody's on a node that is to be in a cluster and has not joined it yet, or has left it already: others
     * may be there. Whether clustering is available is not asked, since plugins are loaded before the one that brings it.
     */
    public static boolean isOurs() {
        return ClusterManager.isClusteringStarted() ? ClusterManager.isSeniorClusterMember() : !ClusterManager.isClusteringEnabled();
    }

    /** @return the {@code NodeID} of the node whose duty it is; empty if there is no cluster */
    public static Optional<byte[]> holder() {
        return !ClusterManager.isClusteringStarted() ? Optional.empty()
                : Optional.ofNullable(ClusterManager.getSeniorClusterMember()).map(NodeID::toByteArray);
    }

    /** @return the host name of the other node whose duty it is, empty text if that is not known; nothing if it is ours */
    public static Optional<String> otherHost() {
        return isOurs() ? Optional.empty() : Optional.of(ClusterManager.getNodesInfo().stream()
                .filter(ClusterNodeInfo::isSeniorMember).map(ClusterNodeInfo::getHostName).findFirst().orElse(""));
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
