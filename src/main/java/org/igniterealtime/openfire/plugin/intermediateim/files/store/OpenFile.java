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

/** A whole file that is being read. It can be deleted meanwhile and still be read to its end. Any thread. */
public final class OpenFile implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(OpenFile.class);

    private final SeekableByteChannel channel;
    private final SerialTasks disk;

    OpenFile(SeekableByteChannel channel, Executor disk) {
        this.channel = channel;
        this.disk = new SerialTasks(disk);
    }

    /**
     * Reads as many bytes as the buffer has room for, or the rest of the file if that is less.
     *
     * @param offset in bytes from the beginning of the file
     * @param into   is not to be touched until this is done
     * @return how many bytes were read; completed by a thread of the store, and fails with an {@link IOException}
     */
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

    /** Closes it after what is being read. */
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
