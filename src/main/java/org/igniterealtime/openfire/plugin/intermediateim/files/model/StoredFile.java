package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of the store.
 *
 * @param offer   what was said of it when it was offered
 * @param taken   when the offer was accepted, in whole milliseconds
 * @param content empty until the file is whole
 */
public record StoredFile(FileId id, NewFile offer, Instant taken, FileState state, Optional<FileContent> content) {

    public StoredFile {
        if (content.isEmpty() && state != FileState.RECEIVING) {
            throw new IllegalArgumentException("the content of a whole file is known");
        }
    }

    /** @return the same file in another state */
    public StoredFile in(FileState changed) {
        return new StoredFile(id, offer, taken, changed, content);
    }

    /** @return the same file, whole and waiting for its owner */
    public StoredFile whole(FileContent found) {
        return new StoredFile(id, offer, taken, FileState.WAITING, Optional.of(found));
    }
}
