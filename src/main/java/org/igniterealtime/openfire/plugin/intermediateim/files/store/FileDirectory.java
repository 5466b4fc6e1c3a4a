package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Collection;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/**
 * The directory in which files are. A file that is coming in is a part; it gets its own name when it is whole. Every
 * call blocks. Any thread, but one at a time for the same file.
 */
public interface FileDirectory {

    /** A file that is being written. */
    interface Part extends Closeable {

        /** Writes all that remains in the buffer, at the end. */
        void write(ByteBuffer bytes) throws IOException;

        /** Waits until all that was written would outlive a power failure. */
        void force() throws IOException;
    }

    /**
     * What the directory has of a file.
     *
     * @param whole   false for a part
     * @param size    in bytes
     * @param changed when it was written to last
     */
    record Entry(FileId id, boolean whole, long size, Instant changed) {}

    /** Makes the directory if it is not there, checks that it can be written to, and gives it a name if it has none. */
    void open() throws IOException;

    /**
     * @return what the directory is called since it was made: the same for all nodes that share it, and no other is
     *     called so. At most 64 characters; empty before it was opened
     */
    String name();

    /** @return whether a whole file is there */
    boolean has(FileId id) throws IOException;

    /** @throws IOException also if there is one already */
    Part createPart(FileId id) throws IOException;

    /** Gives a part the name of a whole file, in one step, and waits until that would outlive a power failure. */
    void rename(FileId part) throws IOException;

    /** Waits until a part that was written before a crash would outlive a power failure. */
    void force(FileId part) throws IOException;

    /** Deletes the file, or its part, or neither if neither is there. */
    void delete(FileId id) throws IOException;

    /** @return files and parts; nothing that is called otherwise than the store's files are */
    Collection<Entry> list() throws IOException;

    /** @return to be read, from its beginning; to be closed */
    SeekableByteChannel read(FileId id) throws IOException;

    /** @return to be read, from its beginning; to be closed */
    SeekableByteChannel readPart(FileId id) throws IOException;

    /** @return bytes that can be written */
    long usableBytes() throws IOException;
}
