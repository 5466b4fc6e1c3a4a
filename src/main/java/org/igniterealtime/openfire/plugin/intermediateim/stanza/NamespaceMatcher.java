package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.tree.AbstractElement;
import org.dom4j.tree.AbstractNode;

/**
 * Finds out whom a stanza concerns, by the namespaces of its elements: of its children, or of all below it. One look at
 * each element, no allocation. Bits of a {@code long} stand for the features.
 */
final class NamespaceMatcher {

    /** Levels that the look descends by itself; below, it keeps its own stack (any depth can come over the wire). */
    private static final int RECURSION_LIMIT = 64;

    /** Those that want to see every stanza. */
    private long always;

    private long allFeatures;
    private final Wanted atChildren = new Wanted();
    private final Wanted anywhere = new Wanted();

    void add(Interest interest, long feature) {
        allFeatures |= feature;
        if (interest.depth() == Interest.Depth.NONE) {
            always |= feature;
            return;
        }
        atChildren.add(interest.namespace(), feature);
        if (interest.depth() == Interest.Depth.ANYWHERE) {
            anywhere.add(interest.namespace(), feature);
        }
    }

    /** @return the bits of all features that were added */
    long allFeatures() {
        return allFeatures;
    }

    /** @return the bits of the features that want to see the stanza */
    long concernedBy(Element stanza) {
        return atChildren.isNothing() ? always : always | below((AbstractElement) stanza, 0);
    }

    /** @param depth of the parent; 0 is the stanza */
    private long below(AbstractElement parent, int depth) {
        if (depth > 0 && anywhere.isNothing()) {
            return 0;
        }
        Object content = ElementContent.of(parent);
        if (content instanceof ArrayList<?> nodes) {
            return inAll(nodes, depth);
        }
        if (content instanceof AbstractElement only) {
            return at(only, depth);
        }
        // empty, or one text or namespace declaration; or something that dom4j has to read
        return content == null || content instanceof AbstractNode ? 0 : inAll(parent, depth);
    }

    private long inAll(ArrayList<?> nodes, int depth) {
        long concerned = 0;
        for (int i = 0, count = nodes.size(); i < count; i++) {
            if (nodes.get(i) instanceof AbstractElement child) {
                concerned |= at(child, depth);
            }
        }
        return concerned;
    }

    private long inAll(AbstractElement parent, int depth) {
        long concerned = 0;
        for (int i = 0, count = parent.nodeCount(); i < count; i++) {
            if (parent.node(i) instanceof AbstractElement child) {
                concerned |= at(child, depth);
            }
        }
        return concerned;
    }

    private long at(AbstractElement element, int depth) {
        Wanted wanted = depth == 0 ? atChildren : anywhere;
        return wanted.by(element) | (depth < RECURSION_LIMIT ? below(element, depth + 1) : belowWithStack(element));
    }

    private long belowWithStack(AbstractElement top) {
        long concerned = 0;
        Deque<AbstractElement> rest = new ArrayDeque<>();
        rest.push(top);
        while (!rest.isEmpty()) {
            AbstractElement parent = rest.pop();
            for (int i = 0, count = parent.nodeCount(); i < count; i++) {
                Node node = parent.node(i);
                if (node instanceof AbstractElement child) {
                    concerned |= anywhere.by(child);
                    rest.push(child);
                }
            }
        }
        return concerned;
    }

    /** Who wants which namespace. */
    private static final class Wanted {

        private final Map<String, Long> features = new HashMap<>();
        /** A bit for the hash code of each namespace wanted: mostly this alone tells that nobody wants one. */
        private long hashes;

        void add(String namespace, long feature) {
            features.merge(namespace, feature, (a, b) -> a | b);
            hashes |= 1L << namespace.hashCode();
        }

        boolean isNothing() {
            return hashes == 0;
        }

        long by(AbstractElement element) {
            String namespace = element.getNamespaceURI();
            if ((hashes & 1L << namespace.hashCode()) == 0) {
                return 0;
            }
            Long wanting = features.get(namespace);
            return wanting == null ? 0 : wanting;
        }
    }
}
