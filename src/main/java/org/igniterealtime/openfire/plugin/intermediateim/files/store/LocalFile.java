package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file in the directory of this node. It can be deleted meanwhile and still be read to its end. */
final class LocalFile implements OpenFile {

    private static final Logger Log = LoggerFactory.getLogger(LocalFile.class);

    private final SeekableByteChannel channel;
    private final SerialTasks disk;

    LocalFile(SeekableByteChannel channel, Executor disk) {
        this.channel = channel;
        this.disk = new SerialTasks(disk);
    }

    @Override
    public CompletionStage<Integer> read(long offset, ByteBuffer into) {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        try {
            disk.run(() -> {
                try {
                    read.complete(readNow(offset, into));
                } catch (IOException | RuntimeException e) {
                    read.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            read.completeExceptionally(e);
        }
        return read;
    }

    private int readNow(long offset, ByteBuffer into) throws IOException {
        int before = into.remaining();
        channel.position(offset);
        int count = 0;
        while (into.hasRemaining() && count >= 0) {
            count = channel.read(into);
        }
        return before - into.remaining();
    }

    @Override
    public void close() {
        try {
            disk.run(this::closeNow);
        } catch (RejectedExecutionException e) {
            closeNow(); // nothing is read any longer
        }
    }

    private void closeNow() {
        try {
            channel.close();
        } catch (IOException e) {
            Log.debug("A file could not be closed", e);
        }
    }
}
