package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xmpp.packet.JID;

/** Which directory each other node has, as far as it has said so. Any thread. */
final class NodeDirectories {

    private final Map<JID, String> byNode = new ConcurrentHashMap<>();
    private volatile Set<JID> nodes = Set.of();
    private volatile boolean joined;

    /** @return whether that was not known */
    boolean tell(JID node, String directory) {
        return !directory.equals(byNode.put(node, directory));
    }

    /**
     * Notes which nodes there are.
     *
     * @param isJoined whether this node is in the cluster
     * @return those that have gone
     */
    synchronized Set<JID> present(List<JID> now, boolean isJoined) {
        Set<JID> gone = new HashSet<>(nodes);
        gone.addAll(byNode.keySet());
        now.forEach(gone::remove);
        byNode.keySet().removeAll(gone);
        nodes = Set.copyOf(now);
        joined = isJoined;
        return gone;
    }

    /** @return other nodes that are in the cluster and have this plugin */
    Set<JID> nodes() {
        return nodes;
    }

    /** @return whether the directory of each other node is known; not before this node has joined the cluster */
    boolean areKnown() {
        return joined && byNode.keySet().containsAll(nodes);
    }

    boolean isKnown(JID node) {
        return byNode.containsKey(node);
    }

    /** @return the nodes that have this directory */
    List<JID> having(String directory) {
        return byNode.entrySet().stream()
                .filter(each -> each.getValue().equals(directory))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(JID::toString))
                .toList();
    }

    boolean isAnyHaving(String directory) {
        return byNode.containsValue(directory);
    }
}
