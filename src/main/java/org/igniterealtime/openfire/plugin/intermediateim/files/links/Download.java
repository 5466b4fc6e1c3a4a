package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;

/**
 * The bytes of a file on their way to a client. The adapter to the web server reads them as fast as the client takes
 * them, one buffer at a time. Any thread.
 */
public final class Download {

    private final OpenFile file;
    private final ByteRange range;
    private final Clock clock;
    private final Ending ending;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long position; // of the one who reads
    private volatile Instant lastRead;
    private volatile Runnable abort = () -> {};

    /** Is told once. */
    interface Ending {
        void ended(Download download, boolean complete);
    }

    Download(OpenFile file, ByteRange range, Clock clock, Ending ending) {
        this.file = file;
        this.range = range;
        this.clock = clock;
        this.ending = ending;
        this.lastRead = clock.instant();
    }

    /** @param aborting is called, by any thread, if the client takes too long or the server does not want to go on */
    public void onAbort(Runnable aborting) {
        abort = aborting;
    }

    /**
     * Reads the next bytes, as many as there is room for, or what is left if that is less. To be called when the client
     * has taken what was read before the last call.
     *
     * @param into is not to be touched until this is done
     * @return how many bytes were read, 0 at the end; fails with an {@link java.io.IOException}
     */
    public CompletionStage<Integer> read(ByteBuffer into) {
        lastRead = clock.instant();
        into.limit((int) Math.min(into.limit(), into.position() + range.length() - position));
        return file.read(range.first() + position, into).thenApply(count -> {
            position += count;
            return count;
        });
    }

    /** @return whether all bytes were read */
    public boolean isAtEnd() {
        return position == range.length();
    }

    /** Has to be called in any case, and may be more than once. @param complete whether the client was sent all */
    public void close(boolean complete) {
        if (closed.compareAndSet(false, true)) {
            file.close();
            ending.ended(this, complete);
        }
    }

    /** Gives up if the client has taken nothing for that long. */
    void checkSilence(Instant now, Duration silence) {
        if (!now.isBefore(lastRead.plus(silence))) {
            abort();
        }
    }

    void abort() {
        abort.run();
        close(false);
    }
}
