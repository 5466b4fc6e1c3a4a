package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xmpp.packet.JID;

/**
 * What is known about the files of the store; it outlives the server. Every call blocks. What can't be read of it is
 * left out with a warning.
 */
public interface FileCatalogue {

    /** The database does not answer, or has no table. */
    final class CatalogueException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public CatalogueException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * What is needed of every file at the start.
     *
     * @param owner  bare JID
     * @param sender bare JID
     * @param directory names the directory that has the content, or is to have it
     */
    record Entry(FileId id, JID owner, JID sender, long size, Instant taken, FileState state, String directory) {}

    /**
     * Some of the files that were found.
     *
     * @param total of all that were found
     */
    record Page(List<StoredFile> files, int total) {}

    /**
     * What waits for a user.
     *
     * @param files  that are there or are coming in
     * @param bytes  of those, as they were offered
     * @param lost   files that should be in the directory and are not
     * @param oldest when the first of all these was taken
     */
    record Inbox(JID owner, int files, long bytes, int lost, Instant oldest) {}

    /**
     * What a directory should have.
     *
     * @param files that are there, as far as is known
     * @param bytes of those
     */
    record Place(String directory, int files, long bytes) {}

    /**
     * Some of the inboxes that were found.
     *
     * @param total of all that were found
     */
    record Inboxes(List<Inbox> inboxes, int total) {}

    /**
     * Adds a file, unless it is there already: whoever could not learn whether it was written may write it again. The
     * name of its directory has at most 64 characters.
     */
    void insert(StoredFile file);

    /**
     * Writes state, content and link of a file, if it is still in a state: another node may have changed it.
     *
     * @return false if there is no such file in that state; then nothing was written
     */
    boolean update(StoredFile file, FileState before);

    /** Notes that the content of a file is in another directory than was known. */
    void move(FileId id, String directory);

    /** Deletes what is known about a file, if there is such a file. */
    void delete(FileId id);

    Optional<StoredFile> find(FileId id);

    /** @return the file to which a link leads, in any state. @param hash of the link's token, see {@code LinkTokens} */
    Optional<StoredFile> findByLink(String hash);

    /** @return whether there is such a file, even if what is known about it can't be read */
    boolean has(FileId id);

    /** @return files of a user in these states, in the order in which they were taken */
    List<StoredFile> of(JID owner, Set<FileState> states);

    /** @return files that wait for a user, in the order in which they were taken */
    default List<StoredFile> waitingFor(JID owner) {
        return of(owner, Set.of(FileState.WAITING));
    }

    /** @return all files of a user, in any state */
    List<FileId> of(JID owner);

    /** @return files in these states that were taken before then, and whose links, if any, were sent before then */
    List<FileId> takenBefore(Instant time, Set<FileState> states);

    /** @return files in state {@link FileState#LINKED} that somebody has got by the link before then */
    List<FileId> downloadedBefore(Instant time);

    /** @return every file, in any state */
    List<Entry> entries();

    /** @return every file of a user, in any state */
    List<Entry> entries(JID owner);

    /** @return every file in this state, in the order in which they were taken */
    List<Entry> entries(FileState state);

    /** @return the directories that should have whole files, the one with the most bytes first */
    List<Place> places();

    /** @return files in these states, those that were taken last first */
    Page page(Set<FileState> states, int offset, int count);

    /**
     * Finds files by a part of the sender's or the owner's bare JID or of the name, whatever the case.
     *
     * @param search empty for all
     * @return those that were taken last first
     */
    Page search(String search, int offset, int count);

    /**
     * Finds inboxes that are not empty by a part of the owner's bare JID, whatever the case.
     *
     * @param search empty for all
     * @return those with the most bytes first
     */
    Inboxes inboxes(String search, int offset, int count);
}
