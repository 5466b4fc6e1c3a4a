package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.xmpp.packet.JID;

/**
 * A file that is read from another node, in chunks. Who reads from the beginning to the end has the next chunks asked
 * for before they are needed. It holds {@value #MOST_AHEAD} of these and the one that is being read, so at most
 * 640 KiB.
 */
final class RemoteFile implements OpenFile {

    static final int CHUNK_BYTES = 128 * 1024;
    static final int MOST_AHEAD = 4;

    private final StoredFile file;
    private final Supplier<List<JID>> nodes;
    private final RemoteReads reads;
    private final Map<Long, CompletableFuture<byte[]>> chunks = new HashMap<>(); // guarded by this, as is all below
    private long last = -1;
    private int ahead;
    private boolean closed;

    /** @param nodes those that have the file now, the one to be asked first at the beginning */
    RemoteFile(StoredFile file, Supplier<List<JID>> nodes, RemoteReads reads) {
        this.file = file;
        this.nodes = nodes;
        this.reads = reads;
    }

    /** @return done when the beginning of the file has been read, so that it is there */
    CompletionStage<OpenFile> open() {
        return chunk(0).thenApply(bytes -> this);
    }

    @Override
    public CompletionStage<Integer> read(long offset, ByteBuffer into) {
        return read(offset, into, 0);
    }

    private CompletableFuture<Integer> read(long offset, ByteBuffer into, int before) {
        if (offset >= file.offer().size() || !into.hasRemaining()) {
            return CompletableFuture.completedFuture(before);
        }
        long index = offset / CHUNK_BYTES;
        return chunk(index).thenCompose(bytes -> {
            int from = (int) (offset % CHUNK_BYTES);
            int count = Math.min(bytes.length - from, into.remaining());
            into.put(bytes, from, count);
            return read(offset + count, into, before + count);
        });
    }

    private synchronized CompletableFuture<byte[]> chunk(long index) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("The file is closed"));
        }
        if (index != last) {
            ahead = index == last + 1 ? Math.min(MOST_AHEAD, ahead + 1) : 0;
            last = index;
            chunks.keySet().removeIf(each -> each < index || each > index + MOST_AHEAD);
        }
        for (long next = index; next == index || next <= index + ahead && bytesOf(next) > 0; next++) {
            chunks.computeIfAbsent(next, this::ask);
        }
        return chunks.get(index);
    }

    private int bytesOf(long index) {
        return (int) Math.max(0, Math.min(CHUNK_BYTES, file.offer().size() - index * CHUNK_BYTES));
    }

    private CompletableFuture<byte[]> ask(long index) {
        return ask(new FileRange(file.id(), index * CHUNK_BYTES, bytesOf(index)), nodes.get(), 0);
    }

    /** Asks one after the other: in a directory that several share one may see what another does not. */
    private CompletableFuture<byte[]> ask(FileRange range, List<JID> candidates, int which) {
        if (candidates.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("No node that is running has the file"));
        }
        CompletableFuture<byte[]> answer = reads.read(candidates.get(which), range);
        boolean isLast = which == candidates.size() - 1;
        return isLast
                ? answer
                : answer.handle((bytes, failure) -> failure == null
                                ? CompletableFuture.completedFuture(bytes)
                                : ask(range, candidates, which + 1))
                        .thenCompose(next -> next);
    }

    @Override
    public synchronized void close() {
        closed = true;
        chunks.clear();
    }
}
