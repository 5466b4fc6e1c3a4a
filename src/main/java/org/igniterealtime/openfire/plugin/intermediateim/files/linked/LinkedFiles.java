package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;

/** The files behind the links that this server has given out. Nothing is fetched from anywhere else. Any thread. */
public interface LinkedFiles {

    /** What keys of two begin with. */
    String ONE = "1";

    String OTHER = "2";

    /**
     * A file behind a link.
     *
     * @param received is to be run when somebody has got the whole of it
     */
    record LinkedFile(OutgoingFile file, Runnable received) {}

    /**
     * @return what the file is to be found by, the same for all links to it; empty if the link is not this server's.
     *     Does not block
     */
    Optional<String> key(String url);

    /** @return those of both */
    static LinkedFiles of(LinkedFiles one, LinkedFiles other) {
        return new LinkedFiles() {
            @Override
            public Optional<String> key(String url) {
                return one.key(url)
                        .map(key -> ONE + key)
                        .or(() -> other.key(url).map(key -> OTHER + key));
            }

            @Override
            public CompletionStage<Optional<LinkedFile>> find(String key) {
                String rest = key.substring(1);
                return key.startsWith(ONE) ? one.find(rest) : other.find(rest);
            }
        };
    }

    /** @return completed by any thread; empty if the file can't be downloaded. May fail */
    CompletionStage<Optional<LinkedFile>> find(String key);
}
