package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OtherNodes;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * What the nodes of a cluster say to each other about files. The cluster itself is asked, and told, by threads of its
 * own alone, since a node that hangs holds them up for a minute. Any thread.
 */
public final class ClusterFiles implements OtherNodes, ClusterMessageHandler, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(ClusterFiles.class);

    static final String NAMESPACE = "urn:intermediateim:files:cluster";

    private static final QName DIRECTORY = name("directory");

    private static final long NOTICE_MILLIS = 100;
    private static final long SETTLING_MILLIS = 1000;
    private static final long LOOK_SECONDS = 10;

    /** Reads a part of a file in the directory of this node. */
    @FunctionalInterface
    public interface LocalReads {

        /** @return fails with a {@link NoSuchFileException} if the file is not there */
        CompletionStage<byte[]> read(FileId file, long offset, int length);
    }

    /** Is told what others say. Any thread; must not block. */
    public interface Listener {

        /** Another node has changed files of a user, these perhaps. */
        void changed(JID owner, Set<FileId> files);

        /** Nodes have come or gone, or have told what they have, or it is not known what has changed. */
        void nodesChanged();
    }

    /**
     * What this works with.
     *
     * @param own      the address of this node
     * @param others   those of the other nodes that have this plugin; may block
     * @param mayExist whether this server is, or is to be, in a cluster
     * @param isJoined whether it is in one
     * @param sink     may block
     * @param timer    one thread, on which nothing blocks; ended with this
     * @param calls    threads that may be held up by the cluster; may reject. Ended with this
     * @param disk     runs what follows on reads
     */
    public record Surroundings(
            Supplier<JID> own,
            Supplier<List<JID>> others,
            BooleanSupplier mayExist,
            BooleanSupplier isJoined,
            StanzaSink sink,
            ScheduledExecutorService timer,
            ExecutorService calls,
            Executor disk,
            Clock clock) {}

    private final Surroundings around;
    private final NodeDirectories directories = new NodeDirectories();
    private final RemoteReads reads;
    private final Map<JID, NoticeQueue> notices = new ConcurrentHashMap<>();
    private final AtomicBoolean noticing = new AtomicBoolean();
    private final AtomicBoolean settling = new AtomicBoolean();
    private volatile String ownDirectory = "";
    private volatile LocalReads files;
    private volatile Listener listener;

    public ClusterFiles(Surroundings around) {
        this.around = around;
        this.reads = new RemoteReads(this::send, around.timer(), around.disk());
    }

    static QName name(String name) {
        return QName.get(name, NAMESPACE);
    }

    /** @param files what others may read */
    public void open(LocalReads files, Listener listener) {
        this.files = files;
        this.listener = listener;
        around.timer().scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        around.timer().scheduleWithFixedDelay(this::sendNotices, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        around.timer().shutdownNow();
        around.calls().shutdownNow();
    }

    /** Looks which nodes there are: to be called when some may have come or gone. */
    public void look() {
        call(this::lookNow);
    }

    private void lookNow() {
        boolean isJoined = around.isJoined().getAsBoolean();
        List<JID> nodes = isJoined ? around.others().get() : List.of();
        Set<JID> before = directories.nodes();
        boolean wasKnown = directories.areKnown();
        directories.present(nodes, isJoined).forEach(node -> {
            notices.remove(node);
            reads.gone(node);
        });
        nodes.stream().filter(node -> !directories.isKnown(node)).forEach(this::tellDirectory);
        if (!before.equals(directories.nodes()) || wasKnown != directories.areKnown()) {
            settle();
        }
    }

    private void call(Runnable task) {
        try {
            around.calls().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) { // the cluster's, when this node is about to leave it
                    Log.debug("The cluster can't be asked now", e);
                }
            });
        } catch (RejectedExecutionException e) {
            Log.debug("Too much waits for the cluster, or the plugin goes");
        }
    }

    private void send(JID node, IQ iq) {
        call(() -> {
            iq.setFrom(around.own().get());
            iq.setTo(node);
            around.sink().send(iq);
        });
    }

    private void later(AtomicBoolean scheduled, long millis, Runnable task) {
        if (scheduled.compareAndSet(false, true)) {
            try {
                around.timer()
                        .schedule(
                                () -> {
                                    scheduled.set(false);
                                    task.run();
                                },
                                millis,
                                TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                Log.debug("A change came after the end");
            }
        }
    }

    /** Nodes that start say several things at once. */
    private void settle() {
        later(settling, SETTLING_MILLIS, () -> listener.nodesChanged());
    }

    // Which directory each node has

    @Override
    public boolean mayExist() {
        return around.mayExist().getAsBoolean();
    }

    @Override
    public boolean areKnown() {
        return directories.areKnown();
    }

    @Override
    public boolean have(String directory) {
        return directories.isAnyHaving(directory);
    }

    @Override
    public void opened(String directory) {
        ownDirectory = directory;
        call(() -> directories.nodes().forEach(this::tellDirectory));
    }

    private void tellDirectory(JID node) {
        IQ iq = new IQ(IQ.Type.set, UUID.randomUUID().toString());
        iq.setChildElement(ownDirectory());
        send(node, iq);
    }

    private Element ownDirectory() {
        return DocumentHelper.createElement(DIRECTORY).addAttribute("name", ownDirectory);
    }

    private void directoryTold(JID node, Element element) {
        String directory = element.attributeValue("name", "");
        if (!directory.isEmpty() && directories.tell(node, directory)) {
            if (!directories.nodes().contains(node)) {
                look();
            }
            settle();
        }
    }

    // Content

    @Override
    public CompletionStage<OpenFile> read(StoredFile file) {
        return new RemoteFile(file, () -> directories.having(file.directory()), reads).open();
    }

    private void serve(IQ request, FileRange range, StanzaSink sink) {
        files.read(range.file(), range.offset(), range.length()).whenComplete((bytes, failure) -> {
            IQ answer = IQ.createResultIQ(request);
            if (failure == null) {
                answer.setChildElement(new FileRange.Answer(Optional.of(bytes)).toElement());
            } else if (cause(failure) instanceof NoSuchFileException) {
                answer.setChildElement(new FileRange.Answer(Optional.empty()).toElement());
            } else {
                Log.debug("A file can't be read for another node", failure);
                answer.setError(PacketError.Condition.internal_server_error);
            }
            call(() -> sink.send(answer));
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    // Whose files have changed

    @Override
    public void look(JID owner) {
        add(owner, Set.of());
    }

    @Override
    public void changed(JID owner, FileId file) {
        add(owner, Set.of(file));
    }

    private void add(JID owner, Set<FileId> changed) {
        Set<JID> nodes = directories.nodes();
        if (!nodes.isEmpty()) {
            nodes.forEach(node -> notices.computeIfAbsent(node, none -> new NoticeQueue(around.clock()))
                    .add(owner, changed));
            later(noticing, NOTICE_MILLIS, this::sendNotices);
        }
    }

    private void sendNotices() {
        notices.forEach((node, queue) -> {
            IQ iq = new IQ(IQ.Type.set, UUID.randomUUID().toString());
            queue.next(iq.getID()).ifPresent(changes -> {
                iq.setChildElement(changes.toElement());
                send(node, iq);
            });
        });
    }

    private void noticed(Changes changes) {
        changes.files().forEach((owner, ids) -> listener.changed(owner, Set.copyOf(ids)));
        if (!changes.isComplete()) {
            settle();
        }
    }

    // What comes in

    @Override
    public Optional<IQ> answer(IQ request) {
        Element said = request.getChildElement();
        IQ answer = IQ.createResultIQ(request);
        if (said.getQName().equals(DIRECTORY)) {
            directoryTold(request.getFrom(), said);
            answer.setChildElement(ownDirectory());
            return Optional.of(answer);
        }
        Optional<Changes> changes = Changes.in(said);
        changes.ifPresent(this::noticed);
        return changes.map(taken -> answer);
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        if (listener == null || !NAMESPACE.equals(request.getChildElement().getNamespaceURI())) {
            return false;
        }
        Optional<FileRange> range = FileRange.in(request.getChildElement());
        range.ifPresent(wanted -> serve(request, wanted, sink));
        if (range.isPresent()) {
            return true;
        }
        Optional<IQ> answer = answer(request);
        answer.ifPresent(said -> call(() -> sink.send(said)));
        return answer.isPresent();
    }

    @Override
    public void answered(IQ answer) {
        JID node = answer.getFrom();
        NoticeQueue queue = node == null ? null : notices.get(node);
        if (queue != null && answer.getType() == IQ.Type.result && queue.answered(answer.getID())) {
            sendNotices();
            return;
        }
        Element payload = answer.getType() == IQ.Type.result ? answer.getChildElement() : null;
        if (payload != null
                && payload.getQName().equals(DIRECTORY)
                && directories.nodes().contains(node)) {
            directoryTold(node, payload);
        } else {
            reads.answered(answer);
        }
    }
}
