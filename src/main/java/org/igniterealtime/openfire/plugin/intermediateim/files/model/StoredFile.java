package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of the store.
 *
 * @param offer   what was said of it when it was offered
 * @param taken   when the offer was accepted, in whole milliseconds
 * @param content empty until the file is whole
 * @param link    empty until the owner is sent a link
 * @param directory names the directory that has the content, or is to have it; each node of a cluster may have its own
 */
public record StoredFile(
        FileId id,
        NewFile offer,
        Instant taken,
        FileState state,
        Optional<FileContent> content,
        Optional<SentLink> link,
        String directory) {

    public StoredFile {
        if (content.isEmpty() && state != FileState.RECEIVING) {
            throw new IllegalArgumentException("the content of a whole file is known");
        }
        if (link.isEmpty() && state == FileState.LINKED) {
            throw new IllegalArgumentException("the link is known");
        }
        boolean isInfected = state == FileState.DETECTED || state == FileState.INFECTED;
        if (isInfected && content.flatMap(FileContent::finding).isEmpty()) {
            throw new IllegalArgumentException("what it is infected with is known");
        }
    }

    /** A file whose owner has been sent no link. */
    public StoredFile(
            FileId id, NewFile offer, Instant taken, FileState state, Optional<FileContent> content, String directory) {
        this(id, offer, taken, state, content, Optional.empty(), directory);
    }

    /** @return the same file in another state */
    public StoredFile in(FileState changed) {
        return new StoredFile(id, offer, taken, changed, content, link, directory);
    }

    /** @return the same file, whole and waiting for its owner */
    public StoredFile whole(FileContent found) {
        return new StoredFile(id, offer, taken, FileState.WAITING, Optional.of(found), directory);
    }

    /** @return the same file, whose owner was sent a link then */
    public StoredFile linked(Instant time) {
        return new StoredFile(
                id,
                offer,
                taken,
                FileState.LINKED,
                content,
                Optional.of(new SentLink(time, Optional.empty())),
                directory);
    }

    /** @return the same file, of which somebody has got the whole by its link; not the first time changes nothing */
    public StoredFile downloaded(Instant time) {
        return new StoredFile(
                id,
                offer,
                taken,
                state,
                content,
                link.map(before ->
                        new SentLink(before.sent(), before.downloaded().or(() -> Optional.of(time)))),
                directory);
    }

    /** @return the same file, in which the scanner has found this; nobody was told yet */
    public StoredFile infected(String finding) {
        return new StoredFile(
                id,
                offer,
                taken,
                FileState.DETECTED,
                content.map(found -> found.with(Optional.of(finding))),
                link,
                directory);
    }

    /** @return the same file, which waits now, whatever was found in it */
    public StoredFile released() {
        return new StoredFile(
                id,
                offer,
                taken,
                FileState.WAITING,
                content.map(found -> found.with(Optional.empty())),
                link,
                directory);
    }

    /** @return the same file, found again: it waits, or was linked to or infected before */
    public StoredFile found() {
        if (content.flatMap(FileContent::finding).isPresent()) {
            return in(FileState.INFECTED);
        }
        return in(link.isPresent() ? FileState.LINKED : FileState.WAITING);
    }
}
