package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Nodes that write to each other. What they write is delivered at once, or as a test wants. */
final class FakeCluster {

    final List<IQ> sent = new ArrayList<>();
    /** Of these nobody gets anything. */
    Predicate<IQ> lost = iq -> false;
    /** These come twice. */
    Predicate<IQ> doubled = iq -> false;
    /** These wait until the test {@link #deliver}s them. */
    Predicate<IQ> held = iq -> false;

    private final Map<JID, Node> nodes = new LinkedHashMap<>();
    private final List<IQ> holding = new ArrayList<>();
    private final Deque<IQ> passing = new ArrayDeque<>();
    private boolean isPassing;

    /** One node with its store. */
    final class Node {

        final JID address;
        final StoreFixture store;
        final ManualTasks timer = new ManualTasks();
        final List<JID> changed = new ArrayList<>();
        final ClusterFiles files;
        int nodesChanged;

        private Node(String name, StoreFixture store) {
            this.address = new JID(null, name + ".capulet.lit", null);
            this.store = store;
            this.files = new ClusterFiles(new ClusterFiles.Surroundings(
                    () -> address,
                    () -> nodes.keySet().stream()
                            .filter(node -> !node.equals(address))
                            .toList(),
                    () -> true,
                    () -> nodes.containsKey(address),
                    stanza -> send(stanza),
                    timer,
                    new ManualTasks(),
                    Runnable::run,
                    store.clock));
            store.others = files;
        }

        private void start() {
            nodes.put(address, this);
            files.open(store.store::readHere, new ClusterFiles.Listener() {
                @Override
                public void changed(JID owner, Set<FileId> ids) {
                    changed.add(owner);
                    store.store.changedElsewhere(owner, ids);
                }

                @Override
                public void nodesChanged() {
                    nodesChanged++;
                    store.store.readAgain();
                }
            });
            store.open();
        }

        /** It ends without a word. */
        void die() {
            nodes.remove(address);
        }
    }

    Node node(String name, StoreFixture store) {
        Node node = new Node(name, store);
        node.start();
        settle();
        return node;
    }

    /** Everybody notices who is there, and says what there is to say. */
    void settle() {
        List<Node> all = List.copyOf(nodes.values());
        all.forEach(node -> node.timer.repeat());
        all.forEach(node -> node.timer.timePasses());
        all.forEach(node -> node.timer.repeat());
        all.forEach(node -> node.timer.timePasses());
    }

    private void send(Packet stanza) {
        IQ iq = (IQ) Xml.iq(stanza.toXML()); // as after a journey
        sent.add(iq);
        if (held.test(iq)) {
            holding.add(iq);
        } else if (!lost.test(iq)) {
            pass(iq);
            if (doubled.test(iq)) {
                pass(iq.createCopy());
            }
        }
    }

    private void pass(IQ iq) {
        passing.add(iq);
        if (!isPassing) {
            isPassing = true;
            while (!passing.isEmpty()) {
                arrive(passing.remove());
            }
            isPassing = false;
        }
    }

    private void arrive(IQ iq) {
        Node to = nodes.get(iq.getTo());
        if (to != null && iq.isResponse()) {
            to.files.answered(iq);
        } else if (to != null) {
            to.files.answer(iq, this::send);
        }
    }

    /** Delivers what was held, the last first. */
    void deliver() {
        List<IQ> all = new ArrayList<>(holding);
        holding.clear();
        held = iq -> false;
        for (int i = all.size() - 1; i >= 0; i--) {
            pass(all.get(i));
        }
    }

    int holding() {
        return holding.size();
    }
}
