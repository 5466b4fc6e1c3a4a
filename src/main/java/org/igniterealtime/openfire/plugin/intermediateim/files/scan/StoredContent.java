package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;

/** The bytes of a file of the store, for a thread that waits for them. */
final class StoredContent implements Clamd.Content {

    private final OpenFile file;
    private long offset;

    StoredContent(OpenFile file) {
        this.file = file;
    }

    @Override
    public boolean read(ByteBuffer into) {
        try {
            int count = file.read(offset, into).toCompletableFuture().get();
            offset += count;
            return count > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("the file can't be read", e.getCause()));
        }
    }
}
