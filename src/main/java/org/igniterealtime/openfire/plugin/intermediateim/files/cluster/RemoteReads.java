package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Reads parts of files from other nodes. A request that is not answered is sent again, since a cluster may lose some;
 * there are never more than {@value #MOST_AT_ONCE} under way, and the others wait. Any thread; nothing blocks.
 */
final class RemoteReads {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final int MOST_AT_ONCE = 64;

    private static final int ATTEMPTS = 3;

    private final BiConsumer<JID, IQ> sender;
    private final ScheduledExecutorService timer;
    private final Executor completions;
    private final Map<String, Request> asked = new ConcurrentHashMap<>(); // by stanza id
    private final Deque<Request> waiting = new ArrayDeque<>(); // guarded by itself
    private int underWay; // guarded by waiting

    /**
     * @param sender      sends an IQ to a node, soon
     * @param timer       one thread, on which nothing blocks
     * @param completions runs what follows on a read, since answers come on threads that must not be held up
     */
    RemoteReads(BiConsumer<JID, IQ> sender, ScheduledExecutorService timer, Executor completions) {
        this.sender = sender;
        this.timer = timer;
        this.completions = completions;
    }

    private final class Request {

        private final JID node;
        private final FileRange range;
        private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        private int attempts; // of one thread at a time: that which has taken it from those that were asked
        private volatile Future<?> end;

        private Request(JID node, FileRange range) {
            this.node = node;
            this.range = range;
        }

        private void send() {
            attempts++;
            String id = UUID.randomUUID().toString();
            IQ request = new IQ(IQ.Type.get, id);
            request.setChildElement(range.toElement());
            asked.put(id, this);
            try {
                end = timer.schedule(() -> late(id), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                sender.accept(node, request);
            } catch (RejectedExecutionException e) { // the plugin goes
                fail(id, new IOException(e));
            }
        }

        private void late(String id) {
            if (attempts >= ATTEMPTS) {
                fail(id, new IOException("The node " + node + " does not answer"));
            } else if (asked.remove(id, this)) {
                send();
            }
        }

        private void fail(String id, IOException failure) {
            if (asked.remove(id, this)) {
                finish(() -> bytes.completeExceptionally(failure));
            }
        }

        private void answered(String id, IQ answer) {
            if (asked.remove(id, this)) {
                Future<?> patience = end;
                if (patience != null) {
                    patience.cancel(false);
                }
                finish(() -> take(answer));
            }
        }

        private void take(IQ answer) {
            try {
                Element payload = answer.getChildElement();
                if (answer.getType() == IQ.Type.error || payload == null) {
                    throw new IOException("The node " + node + " can't read the file now");
                }
                byte[] found = FileRange.Answer.read(payload)
                        .bytes()
                        .orElseThrow(() -> new NoSuchFileException(range.file().hex()));
                if (found.length != range.length()) {
                    throw new IOException("The node " + node + " has read another range");
                }
                bytes.complete(found);
            } catch (IOException | IllegalArgumentException e) {
                bytes.completeExceptionally(e instanceof IOException ? e : new IOException(e));
            }
        }

        private void finish(Runnable completion) {
            next();
            try {
                completions.execute(completion);
            } catch (RejectedExecutionException e) {
                bytes.completeExceptionally(new IOException(e));
            }
        }
    }

    private void next() {
        Request next;
        synchronized (waiting) {
            underWay--;
            next = waiting.poll();
            underWay += next == null ? 0 : 1;
        }
        if (next != null) {
            next.send();
        }
    }

    /**
     * @return the bytes of the range, all of them; fails with a {@link NoSuchFileException} if the node does not have
     *     the file, and with another {@link IOException} if they can't be had
     */
    CompletableFuture<byte[]> read(JID node, FileRange range) {
        Request request = new Request(node, range);
        synchronized (waiting) {
            if (underWay >= MOST_AT_ONCE) {
                waiting.add(request);
                return request.bytes;
            }
            underWay++;
        }
        request.send();
        return request.bytes;
    }

    /** Takes the answer of a node, perhaps to something else. */
    void answered(IQ answer) {
        Request request = answer.getID() == null ? null : asked.get(answer.getID());
        if (request != null && request.node.equals(answer.getFrom())) {
            request.answered(answer.getID(), answer);
        }
    }

    /** A node has gone: what it was asked for is not waited for. */
    void gone(JID node) {
        for (Map.Entry<String, Request> each : List.copyOf(asked.entrySet())) {
            if (each.getValue().node.equals(node)) {
                each.getValue().fail(each.getKey(), new IOException("The node " + node + " has left the cluster"));
            }
        }
    }

    /** @return how many requests are under way or wait */
    int size() {
        synchronized (waiting) {
            return underWay + waiting.size();
        }
    }
}
