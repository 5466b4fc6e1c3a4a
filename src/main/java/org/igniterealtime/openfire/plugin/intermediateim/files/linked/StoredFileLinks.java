package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;

/** The files of the store, to which this plugin has given out the links. */
public final class StoredFileLinks implements LinkedFiles {

    private final FileLinks links;
    private final Function<String, ? extends CompletionStage<Optional<StoredFile>>> finder;
    private final FileStore store;

    /** @param finder finds a file that can be downloaded now, by the token in its link */
    public StoredFileLinks(
            FileLinks links,
            Function<String, ? extends CompletionStage<Optional<StoredFile>>> finder,
            FileStore store) {
        this.links = links;
        this.finder = finder;
        this.store = store;
    }

    @Override
    public Optional<String> key(String url) {
        return links.token(url);
    }

    @Override
    public CompletionStage<Optional<LinkedFile>> find(String token) {
        return finder.apply(token).thenApply(found -> found.map(this::linked));
    }

    private LinkedFile linked(StoredFile file) {
        return new LinkedFile(OutgoingFile.of(file, store), () -> store.downloaded(file.id()));
    }
}
