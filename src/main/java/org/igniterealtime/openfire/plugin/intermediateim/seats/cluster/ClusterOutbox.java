package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatThread;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * What one node of a cluster has to pass on to another, in order: a batch at a time, the next when that has been
 * answered, since a cluster may let one stanza overtake another. Bounded. The other node claims a batch before it deals
 * with it: what was not claimed in time has not been dealt with and never will be, so it can be sent again, or refused
 * if somebody waits for it. What was claimed, and not answered before that node failed, is not sent again, since it may
 * have been dealt with: it is lost. Stanzas are sent by the thread of seats, any thread may add some; fields are
 * guarded by this.
 */
public final class ClusterOutbox {

    private static final Logger Log = LoggerFactory.getLogger(ClusterOutbox.class);

    static final int BATCH = 100;
    static final int MAX_WAITING = 10_000;
    static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    /** Until a batch is claimed. */
    public static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);
    /** Until what was claimed is answered; a node that fails is known earlier. */
    static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private final Supplier<JID> own;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final Clock clock;
    private final Consumer<RelayedStanza> lost;
    private final Deque<RelayedStanza> waiting = new ArrayDeque<>();
    private int characters;
    private Optional<JID> to = Optional.empty();
    private String batchId; // id of the batch; null for none
    private List<RelayedStanza> batch = List.of();
    private Instant sentAt;
    private boolean claimed;
    private boolean refused; // until tried again

    /** @param lost is given, in order, what is not known to have arrived */
    public ClusterOutbox(
            Supplier<JID> own, StanzaSink sink, SeatThread thread, Clock clock, Consumer<RelayedStanza> lost) {
        this.own = own;
        this.sink = sink;
        this.thread = thread;
        this.clock = clock;
        this.lost = lost;
    }

    /** @return false if there is no room for it */
    public boolean add(RelayedStanza item) {
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING || characters + item.xml().length() > MAX_CHARACTERS) {
                return false;
            }
            waiting.add(item);
            characters += item.xml().length();
            if (batchId != null) {
                return true;
            }
        }
        thread.soon(this::send);
        return true;
    }

    /** @param node that gets what waits, and what will; empty if nobody is there to get it */
    public void setDestination(Optional<JID> node) {
        List<RelayedStanza> given = List.of();
        synchronized (this) {
            if (to.equals(node)) {
                return;
            }
            to = node;
            refused = false;
            if (claimed) {
                given = endBatch();
            } else {
                putFirst(endBatch());
            }
        }
        given.forEach(lost);
        thread.soon(this::send);
    }

    /** Puts back what has not been dealt with. */
    private void putFirst(List<RelayedStanza> items) {
        for (int i = items.size() - 1; i >= 0; i--) {
            waiting.addFirst(items.get(i));
            characters += items.get(i).xml().length();
        }
    }

    /** @return whether the node may deal with the batch now: it is still wanted */
    public synchronized boolean claim(String id, JID node) {
        boolean wanted = id.equals(batchId) && to.filter(node::equals).isPresent() && !claimed;
        claimed |= wanted;
        return wanted;
    }

    /** @return all that waits; it does not any more */
    public synchronized List<RelayedStanza> removeAll() {
        List<RelayedStanza> all = new ArrayList<>(waiting);
        waiting.clear();
        characters = 0;
        return all;
    }

    private void send() {
        IQ next = next();
        if (next != null) {
            try {
                sink.send(next);
            } catch (RuntimeException e) {
                Log.warn("Cluster node {} could not be informed about its seats", next.getTo(), e);
                putBack(next.getID());
            }
        }
    }

    private synchronized IQ next() {
        if (batchId != null || waiting.isEmpty() || to.isEmpty() || refused) {
            return null;
        }
        IQ next = new IQ(IQ.Type.set, UUID.randomUUID().toString());
        next.setFrom(own.get());
        next.setTo(to.get());
        Element items = next.setChildElement("passed-on", SeatNotice.NAMESPACE);
        batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            RelayedStanza item = waiting.poll();
            characters -= item.xml().length();
            batch.add(item);
            item.addTo(items);
        }
        batchId = next.getID();
        claimed = false;
        sentAt = clock.instant();
        return next;
    }

    /** @param answer to a question of this node's, perhaps to one of somebody else's */
    public void answered(IQ answer) {
        synchronized (this) {
            if (batchId == null
                    || !batchId.equals(answer.getID())
                    || !to.filter(node -> node.equals(answer.getFrom())).isPresent()) {
                return;
            }
        }
        if (answer.getType() == IQ.Type.error) {
            putBack(answer.getID());
        } else {
            batchEnded(answer.getID(), true);
        }
    }

    /** To be called now and then. */
    public void tick() {
        String late;
        boolean begun;
        synchronized (this) {
            refused = false;
            begun = claimed;
            late = batchId != null
                            && Duration.between(sentAt, clock.instant())
                                            .compareTo(begun ? ANSWER_TIMEOUT : CLAIM_TIMEOUT)
                                    > 0
                    ? batchId
                    : null;
        }
        if (late != null && begun) {
            batchEnded(late, false);
        } else if (late != null) {
            putBack(late);
        }
        thread.soon(this::send);
    }

    private void batchEnded(String id, boolean arrived) {
        List<RelayedStanza> sent;
        synchronized (this) {
            if (!id.equals(batchId)) {
                return;
            }
            sent = endBatch();
        }
        if (!arrived) {
            sent.forEach(lost);
        }
        thread.soon(this::send);
    }

    private void putBack(String id) {
        List<RelayedStanza> sent;
        synchronized (this) {
            if (!id.equals(batchId)) {
                return;
            }
            refused = true;
            List<RelayedStanza> items = endBatch();
            putFirst(items.stream().filter(item -> !item.isAwaited()).toList());
            sent = items.stream().filter(RelayedStanza::isAwaited).toList();
        }
        sent.forEach(lost);
    }

    private List<RelayedStanza> endBatch() {
        List<RelayedStanza> sent = batch;
        batch = List.of();
        batchId = null;
        claimed = false;
        return sent;
    }
}
