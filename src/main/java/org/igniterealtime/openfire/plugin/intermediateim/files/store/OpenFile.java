package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A whole file that is being read. Any thread. */
public interface OpenFile extends AutoCloseable {

    /**
     * @param content is closed with it
     * @param disk    reads it
     */
    static OpenFile of(SeekableByteChannel content, Executor disk) {
        return new LocalFile(content, disk);
    }

    /**
     * Reads as many bytes as the buffer has room for, or the rest of the file if that is less.
     *
     * @param offset in bytes from the beginning of the file
     * @param into   is not to be touched until this is done
     * @return how many bytes were read; completed by a thread of the store, and fails with an
     *     {@link java.io.IOException}
     */
    CompletionStage<Integer> read(long offset, ByteBuffer into);

    /** Closes it after what is being read. */
    @Override
    void close();
}
