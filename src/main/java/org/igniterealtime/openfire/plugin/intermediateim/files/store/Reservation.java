package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/**
 * Room in the store for one file, and the way in. {@link #begin} comes first; when that is done the bytes, in order;
 * and then {@link #complete}. {@link #abort} ends it at any time. If no bytes come for {@link Limits#silence} it ends
 * by itself. Any thread, but one at a time.
 */
public interface Reservation {

    /** How many bytes of one file may wait for the disk. */
    int WINDOW_BYTES = 256 * 1024;

    /** What the store tells whoever sends the bytes. Called by threads of the store: must not block. */
    interface Observer {

        /** More bytes can be written, after {@link Reservation#write} has said that they should wait. */
        void drained();

        /** The file is not taken any longer. Called at most once, and not after {@link Reservation#abort}. */
        void failed(RefusalReason reason);
    }

    /**
     * Notes in the database that the file is coming in. The offer is not to be accepted before that is written, so that
     * a crash leaves nothing that nobody knows of.
     *
     * @return completed by a thread of the store; fails with a
     *     {@link org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException}
     */
    CompletionStage<Void> begin();

    /**
     * Writes bytes soon. After the reservation has ended they are dropped.
     *
     * @param bytes belong to the store from now on
     * @return false if no more should come before {@link Observer#drained}
     */
    boolean write(ByteBuffer bytes);

    /** @return whether no more should come before {@link Observer#drained}; not after that was called */
    boolean isFull();

    /**
     * All bytes were written: checks the size, the hash and the type, and makes the file wait for its owner. While the
     * database is away this takes as long as that lasts, and the file is safe meanwhile.
     *
     * @return completed by a thread of the store when the file is on the disk and in the database; fails with a
     *     {@link org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException}, and then the observer
     *     is not called
     */
    CompletionStage<StoredFile> complete();

    /** Ends it, unless it is complete. What has arrived is deleted, and still counts for the sender's day. */
    void abort(RefusalReason reason);
}
