package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;

/** The files behind the links that this server has given out. Nothing is fetched from anywhere else. Any thread. */
public interface LinkedFiles {

    /**
     * A file behind a link.
     *
     * @param received is to be run when somebody has got the whole of it
     */
    record LinkedFile(OutgoingFile file, Runnable received) {}

    /**
     * @return what the file is to be found by, the same for all links to it; empty if the link is not this server's. Does
     *     not block
     */
    Optional<String> key(String url);

    /** @return completed by any thread; empty if the file can't be downloaded. May fail */
    CompletionStage<Optional<LinkedFile>> find(String key);
}
