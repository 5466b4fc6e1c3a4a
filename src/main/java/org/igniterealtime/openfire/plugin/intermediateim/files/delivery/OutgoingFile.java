package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;

/**
 * A file that is offered to clients.
 *
 * @param size    in bytes
 * @param md5     of the content, 32 lowercase hex digits; empty if it is not known
 * @param content opens it, to be closed; completed by any thread, and fails if it can't be read now
 */
public record OutgoingFile(
        FileName name,
        long size,
        Optional<String> md5,
        String mediaType,
        Supplier<? extends CompletionStage<? extends OpenFile>> content) {

    /** @param file that is whole */
    public static OutgoingFile of(StoredFile file, FileStore store) {
        NewFile offer = file.offer();
        return new OutgoingFile(
                offer.name(),
                offer.size(),
                offer.md5(),
                file.content().orElseThrow().mediaType(),
                () -> store.read(file));
    }
}
