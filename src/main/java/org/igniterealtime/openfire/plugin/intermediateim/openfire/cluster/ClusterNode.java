package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.RemotePacketRouter;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * This node of a cluster, as the others can write to it: while there is a cluster, each node has an address that
 * follows from its {@code NodeID}. Stanzas are used since objects of our classes must not travel: they would outlive
 * this plugin.
 */
public final class ClusterNode implements Component, ClusterEventListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(ClusterNode.class);

    private static final int ID_BYTES = 8;
    private static final String PREFIX = "intermediateim-";

    private final ComponentManager components;
    private final RoutingTable routes;
    private final String domain;
    private final Supplier<byte[]> ownId;
    private final Supplier<List<byte[]>> allIds;
    private final StanzaSink sink;
    private final List<ClusterMessageHandler> talks = new CopyOnWriteArrayList<>();
    private String subdomain; // guarded by this; null while not registered

    /**
     * @param ownId  this node's {@code NodeID}; it changes when the node joins a cluster
     * @param allIds those of all nodes, this one perhaps among them; none where there is no cluster
     */
    public ClusterNode(
            ComponentManager components,
            RoutingTable routes,
            String domain,
            Supplier<byte[]> ownId,
            Supplier<List<byte[]>> allIds,
            StanzaSink sink) {
        this.components = components;
        this.routes = routes;
        this.domain = domain;
        this.ownId = ownId;
        this.allIds = allIds;
        this.sink = stanza -> {
            if (isOfOtherNode(stanza.getTo())) {
                sendToNode(stanza);
            } else {
                sink.send(stanza);
            }
        };
    }

    /** @return sends whatever it is given; what is for a node that has left the cluster gets nowhere */
    public StanzaSink sink() {
        return sink;
    }

    private boolean isOfOtherNode(JID to) {
        return to != null
                && to.getNode() == null
                && to.getDomain().startsWith(PREFIX)
                && to.getDomain().endsWith("." + domain)
                && !address().equals(to);
    }

    /**
     * The server learns later than the cluster that a node is gone, and until then logs an error with a trace for each
     * stanza that it is to route there. So it is not asked to.
     */
    private void sendToNode(Packet stanza) {
        JID to = stanza.getTo();
        RemotePacketRouter nodes = routes.getRemotePacketRouter();
        Optional<byte[]> id =
                allIds.get().stream().filter(each -> address(each).equals(to)).findFirst();
        try {
            if (nodes == null || id.isEmpty() || !nodes.routePacket(id.get(), to, stanza)) {
                Log.debug("{} is not in the cluster and is not told any more", to);
            }
        } catch (RuntimeException e) {
            Log.debug("{} has probably just left the cluster", to, e);
        }
    }

    /** @return the {@code NodeID}s of all that are in the cluster now; none where there is none */
    public static List<byte[]> idsInCluster() {
        return !ClusterManager.isClusteringStarted()
                ? List.of()
                : ClusterManager.getNodesInfo().stream()
                        .map(node -> node.getNodeID().toByteArray())
                        .toList();
    }

    /** Takes part from now on. */
    public void open() {
        ClusterManager.addListener(this);
        if (ClusterManager.isClusteringStarted()) {
            joinedCluster();
        }
    }

    @Override
    public void close() {
        ClusterManager.removeListener(this);
        leftCluster();
    }

    /** Gives the talk what other nodes say, until that is closed which it returns. */
    public AutoCloseable join(ClusterMessageHandler talk) {
        talks.add(talk);
        return () -> talks.remove(talk);
    }

    /** Tells each of the other nodes, which do not answer but to say that they know. May block. */
    public void tellOthers(Element payload) {
        JID own = address();
        for (JID other : others()) {
            IQ telling = new IQ(IQ.Type.set, UUID.randomUUID().toString());
            telling.setFrom(own);
            telling.setTo(other);
            telling.setChildElement(payload.createCopy());
            sink.send(telling);
        }
    }

    /** @return this node's address */
    public JID address() {
        return address(ownId.get());
    }

    /** @return the addresses of the other nodes that have this plugin; none where there is no cluster */
    public List<JID> others() {
        return allOthers().filter(routes::hasComponentRoute).toList();
    }

    private Stream<JID> allOthers() {
        byte[] own = ownId.get();
        return allIds.get().stream().filter(id -> !Arrays.equals(id, own)).map(this::address);
    }

    /** @return the address of the node with that {@code NodeID} */
    public JID address(byte[] nodeId) {
        return new JID(null, subdomain(nodeId) + "." + domain, null);
    }

    private static String subdomain(byte[] nodeId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(nodeId);
            return PREFIX + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public synchronized void joinedCluster() {
        leftCluster();
        String joining = subdomain(ownId.get());
        try {
            components.addComponent(joining, this);
            subdomain = joining;
        } catch (ComponentException e) {
            Log.warn("This node cannot exchange messages with the other cluster nodes", e);
        }
    }

    @Override
    public synchronized void leftCluster() {
        if (subdomain != null) {
            try {
                components.removeComponent(subdomain);
            } catch (ComponentException e) {
                Log.warn("The address {} could not be unregistered", subdomain, e);
            }
            subdomain = null;
        }
    }

    @Override
    public void joinedCluster(byte[] nodeId) {
        // who the others are is asked when it matters
    }

    @Override
    public void leftCluster(byte[] nodeId) {
        // likewise
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // no node is more than another here
    }

    @Override
    public void processPacket(Packet packet) {
        if (packet instanceof IQ iq) {
            if (iq.isResponse()) {
                talks.forEach(talk -> talk.answered(iq));
            } else if (isOpenfires(iq)) {
                Log.debug("Openfire wants to know what {} is; it is nothing to be listed", iq.getTo());
            } else if (iq.getChildElement() == null
                    || !isOfAnother(iq)
                    || talks.stream().noneMatch(talk -> talk.answer(iq, sink))) {
                Replies.error(iq, PacketError.Condition.service_unavailable, "").ifPresent(sink::send);
            }
        }
    }

    /** No cache of the cluster is asked for it: that may take long. */
    private boolean isOfAnother(IQ iq) {
        return allOthers().anyMatch(node -> node.equals(iq.getFrom()));
    }

    /** Who registers a component is asked by {@code component.<domain>}, which can't be reached while a node joins. */
    private boolean isOpenfires(IQ iq) {
        return iq.getFrom() != null && iq.getFrom().getDomain().equals("component." + domain);
    }

    @Override
    public String getName() {
        return "Intermediate IM";
    }

    @Override
    public String getDescription() {
        return "Intermediate IM on this node";
    }

    @Override
    public void initialize(JID jid, ComponentManager manager) {
        // nothing to prepare
    }

    @Override
    public void start() {
        // nothing runs
    }

    @Override
    public void shutdown() {
        // nothing runs
    }
}
