package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** A whole file that is being read. Any thread. */
public interface OpenFile extends AutoCloseable {

    /**
     * Reads as many bytes as the buffer has room for, or the rest of the file if that is less.
     *
     * @param offset in bytes from the beginning of the file
     * @param into   is not to be touched until this is done
     * @return how many bytes were read; completed by a thread of the store, and fails with an {@link java.io.IOException}
     */
    CompletionStage<Integer> read(long offset, ByteBuffer into);

    /** Closes it after what is being read. */
    @Override
    void close();
}
