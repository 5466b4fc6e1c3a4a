package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/**
 * The other nodes of a cluster, which have the same catalogue, and each its directory or the same one. Any thread; no
 * method blocks.
 */
public interface OtherNodes {

    /** There is no cluster. */
    OtherNodes NONE = new OtherNodes() {
        @Override
        public boolean mayExist() {
            return false;
        }

        @Override
        public boolean areKnown() {
            return true;
        }

        @Override
        public boolean have(String directory) {
            return false;
        }

        @Override
        public CompletionStage<OpenFile> read(StoredFile file) {
            return CompletableFuture.failedFuture(
                    new NoSuchFileException(file.id().hex()));
        }

        @Override
        public void opened(String directory) {
            // nobody is there to be told
        }

        @Override
        public void changed(JID owner, FileId file) {
            // nobody is there to be told
        }

        @Override
        public void look(JID owner) {
            // nobody is there to be told
        }
    };

    /** @return whether there are others, or may be later: this server is, or is to be, in a cluster */
    boolean mayExist();

    /** @return whether this node is in a cluster, if it is to be, and every other node has told its directory */
    boolean areKnown();

    /** @return whether another node that is running has this directory */
    boolean have(String directory);

    /**
     * Opens a file that another node has.
     *
     * @return completed by a thread of the store; fails with a {@link NoSuchFileException} if the others say that it is
     *     not there, and with another {@link java.io.IOException} if that can't be found out now
     */
    CompletionStage<OpenFile> read(StoredFile file);

    /** This node has opened a directory. */
    void opened(String directory);

    /** A row of the catalogue was written or deleted. */
    void changed(JID owner, FileId file);

    /** The other nodes are to look whether files wait for a user: a client has gone, or is not preferred any more. */
    void look(JID owner);
}
