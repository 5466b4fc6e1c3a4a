package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.LocalDownloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadSlots;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadedFile;

/**
 * The files that users have uploaded to a component of this server (XEP-0363), if its web server is on this machine.
 */
public final class UploadedFileLinks implements LinkedFiles {

    private final UploadSlots slots;
    private final Predicate<UploadedFile> permits;
    private final LocalDownloads downloads;

    /** @param permits whether a file may be brought to users. Any thread; does not block */
    public UploadedFileLinks(UploadSlots slots, Predicate<UploadedFile> permits, LocalDownloads downloads) {
        this.slots = slots;
        this.permits = permits;
        this.downloads = downloads;
    }

    @Override
    public Optional<String> key(String url) {
        return slots.at(url).filter(permits).map(file -> url);
    }

    @Override
    public CompletionStage<Optional<LinkedFile>> find(String url) {
        Optional<UploadedFile> file = slots.at(url);
        if (file.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return downloads.isHere(file.get().url()).thenApply(here -> here ? file.map(this::linked) : Optional.empty());
    }

    /** It is not read before somebody wants it. */
    private LinkedFile linked(UploadedFile file) {
        return new LinkedFile(
                new OutgoingFile(
                        file.name(), file.size(), Optional.empty(), file.mediaType(), () -> downloads.get(file)),
                () -> {});
    }
}
