package org.igniterealtime.openfire.plugin.intermediateim.seats;

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
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * What one node of a cluster has to pass on to another, in order: a batch at a time, the next when that has been answered, since a
 * cluster may let one stanza overtake another. Bounded. What was under way when the other node failed is not sent again: it may have
 * arrived. What that node refuses, or the server can't bring there, has not: it waits for the next one, or for a while, but for what
 * somebody waits for. Stanzas are sent by the thread of seats, any thread may add some; fields are guarded by this.
 */
final class SeatPost {

    private static final Logger Log = LoggerFactory.getLogger(SeatPost.class);

    static final int BATCH = 100;
    static final int MOST_WAITING = 10_000;
    static final int MOST_CHARACTERS = 8 * 1024 * 1024;
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<JID> own;
    private final StanzaSink sink;
    private final SeatThread thread;
    private final Clock clock;
    private final Consumer<PassedOn> lost;
    private final Deque<PassedOn> waiting = new ArrayDeque<>();
    private int characters;
    private Optional<JID> to = Optional.empty();
    private String underWay; // id of the batch; null for none
    private List<PassedOn> batch = List.of();
    private Instant sentAt;
    private boolean refused; // until tried again

    /** @param lost is given, in order, what is not known to have arrived */
    SeatPost(Supplier<JID> own, StanzaSink sink, SeatThread thread, Clock clock, Consumer<PassedOn> lost) {
        this.own = own;
        this.sink = sink;
        this.thread = thread;
        this.clock = clock;
        this.lost = lost;
    }

    /** @return false if there is no room for it */
    boolean add(PassedOn item) {
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING || characters + item.xml().length() > MOST_CHARACTERS) {
                return false;
            }
            waiting.add(item);
            characters += item.xml().length();
            if (underWay != null) {
                return true;
            }
        }
        thread.soon(this::send);
        return true;
    }

    /** @param node that gets what waits, and what will; empty if nobody is there to get it */
    void to(Optional<JID> node) {
        List<PassedOn> given;
        synchronized (this) {
            if (to.equals(node)) {
                return;
            }
            to = node;
            refused = false;
            given = over();
        }
        given.forEach(lost);
        thread.soon(this::send);
    }

    /** @return all that waits; it does not any more */
    synchronized List<PassedOn> takeBack() {
        List<PassedOn> all = new ArrayList<>(waiting);
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
                Log.warn("{} can't be told what concerns its seats", next.getTo(), e);
                isOver(next.getID(), false);
            }
        }
    }

    private synchronized IQ next() {
        if (underWay != null || waiting.isEmpty() || to.isEmpty() || refused) {
            return null;
        }
        IQ next = new IQ(IQ.Type.set, UUID.randomUUID().toString());
        next.setFrom(own.get());
        next.setTo(to.get());
        Element items = next.setChildElement("passed-on", SeatsElsewhere.NAMESPACE);
        batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            PassedOn item = waiting.poll();
            characters -= item.xml().length();
            batch.add(item);
            item.addTo(items);
        }
        underWay = next.getID();
        sentAt = clock.instant();
        return next;
    }

    /** @param answer to a question of this node's, perhaps to one of somebody else's */
    void answered(IQ answer) {
        synchronized (this) {
            if (!answer.getID().equals(underWay) || !to.filter(node -> node.equals(answer.getFrom())).isPresent()) {
                return;
            }
        }
        if (answer.getType() == IQ.Type.error) {
            putBack(answer.getID());
        } else {
            isOver(answer.getID(), true);
        }
    }

    /** To be called now and then. */
    void tick() {
        String late;
        synchronized (this) {
            refused = false;
            late = underWay != null && Duration.between(sentAt, clock.instant()).compareTo(PATIENCE) > 0 ? underWay : null;
        }
        if (late != null) {
            isOver(late, false);
        }
        thread.soon(this::send);
    }

    private void isOver(String id, boolean arrived) {
        List<PassedOn> sent;
        synchronized (this) {
            if (!id.equals(underWay)) {
                return;
            }
            sent = over();
        }
        if (!arrived) {
            sent.forEach(lost);
        }
        thread.soon(this::send);
    }

    private void putBack(String id) {
        List<PassedOn> sent;
        synchronized (this) {
            if (!id.equals(underWay)) {
                return;
            }
            refused = true;
            sent = new ArrayList<>(over());
            for (int i = sent.size() - 1; i >= 0; i--) {
                if (!sent.get(i).isAwaited()) {
                    PassedOn item = sent.remove(i);
                    waiting.addFirst(item);
                    characters += item.xml().length();
                }
            }
        }
        sent.forEach(lost);
    }

    private List<PassedOn> over() {
        List<PassedOn> sent = batch;
        batch = List.of();
        underWay = null;
        return sent;
    }
}
