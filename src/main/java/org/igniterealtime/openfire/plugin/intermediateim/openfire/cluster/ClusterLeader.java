package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Tells which node of a cluster does what only one may do: the senior one, or where that has not this plugin the first
 * of those that have. After a network failure, and when a node gets the plugin back, two may do it for a while.
 */
public final class ClusterLeader implements ClusterEventListener, ClusterMessageHandler, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(ClusterLeader.class);

    static final String NAMESPACE = "urn:intermediateim:duty";

    private static final QName HERE = QName.get("here", NAMESPACE);
    private static final QName GOING = QName.get("going", NAMESPACE);

    private final ClusterNode node;
    private final Executor soon;
    private final Runnable changed;
    private final Set<JID> going = ConcurrentHashMap.newKeySet();
    private volatile Optional<JID> holder = Optional.empty();
    /** The holder that was found at the last look. Guarded by this. */
    private Optional<JID> seen = Optional.empty();

    private volatile AutoCloseable talk = () -> {};

    /**
     * @param soon    runs what may wait for the cluster
     * @param changed is run when it may have changed whose duty it is; more often than that, too
     */
    public ClusterLeader(ClusterNode node, Executor soon, Runnable changed) {
        this.node = node;
        this.soon = soon;
        this.changed = changed;
    }

    public void open() {
        new ClusterListeners()
                .addLast(this); // who takes over what was in rooms comes after the server's clean-up of these
        talk = node.join(this);
        joinedCluster();
    }

    /** Hands the duty over before it is let go of. */
    @Override
    public void close() throws Exception {
        ClusterManager.removeListener(this);
        if (!node.others().isEmpty()) {
            going.add(node.address());
            tell(GOING);
            check();
        }
        talk.close();
    }

    private void tell(QName what) {
        node.tellOthers(DocumentHelper.createElement(what));
    }

    /**
     * Whether it is ours. It is nobody's on a node that is to be in a cluster and has not joined it yet, or has left it
     * already: others may be there. Whether clustering is available is not asked, since plugins are loaded before the
     * one that brings it.
     */
    public boolean isOurs() {
        return ClusterManager.isClusteringStarted()
                ? holder.filter(node.address()::equals).isPresent()
                : !ClusterManager.isClusteringEnabled();
    }

    /** @return the address of the node whose duty it is; empty if there is no cluster */
    public Optional<JID> holder() {
        return ClusterManager.isClusteringStarted() ? holder : Optional.empty();
    }

    /**
     * @return the host name of the other node whose duty it is, empty text if that is not known; nothing if it is ours
     */
    public Optional<String> otherHost() {
        return isOurs()
                ? Optional.empty()
                : Optional.of(ClusterManager.getNodesInfo().stream()
                        .filter(info -> holder.filter(addressOf(info.getNodeID())::equals)
                                .isPresent())
                        .map(ClusterNodeInfo::getHostName)
                        .findFirst()
                        .orElse(""));
    }

    private JID addressOf(NodeID id) {
        return node.address(id.toByteArray());
    }

    /**
     * Looks again, since what nodes say as they come and go may be lost. What is seen for the first time may be about
     * to be told, after the server has cleaned up, so it counts the second time. May block.
     */
    public synchronized void look() {
        try {
            Optional<JID> found = found();
            if (!holder.equals(found) && seen.equals(found)) {
                check();
            }
            seen = found;
        } catch (RuntimeException e) { // the cluster's, when this node is about to leave it
            Log.debug("Which node's duty it is can't be found out now", e);
        }
    }

    private synchronized void check() {
        holder = found();
        changed.run();
    }

    private Optional<JID> found() {
        NodeID senior = ClusterManager.isClusteringStarted() ? ClusterManager.getSeniorClusterMember() : null;
        return senior == null
                ? Optional.empty()
                : first(
                        addressOf(senior),
                        Stream.concat(Stream.of(node.address()), node.others().stream())
                                .filter(able -> !going.contains(able))
                                .toList());
    }

    /** All nodes must come to the same. */
    private static Optional<JID> first(JID senior, List<JID> able) {
        return able.contains(senior) ? Optional.of(senior) : able.stream().min(Comparator.comparing(JID::getDomain));
    }

    // What the nodes say

    @Override
    public Optional<IQ> answer(IQ request) {
        Element said = request.getChildElement();
        if (said.getQName().equals(GOING)) {
            going.add(request.getFrom());
        } else if (said.getQName().equals(HERE)) {
            going.remove(request.getFrom());
        } else {
            return Optional.empty();
        }
        soon.execute(this::check);
        return Optional.of(IQ.createResultIQ(request));
    }

    @Override
    public void joinedCluster() {
        tell(HERE);
        check();
    }

    @Override
    public void joinedCluster(byte[] nodeId) {
        check();
    }

    @Override
    public void leftCluster() {
        check();
    }

    @Override
    public void leftCluster(byte[] nodeId) {
        going.remove(node.address(nodeId));
        check();
    }

    @Override
    public void markedAsSeniorClusterMember() {
        check();
    }
}
