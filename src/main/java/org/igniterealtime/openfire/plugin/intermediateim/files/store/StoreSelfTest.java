package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries whether files could be stored now. Blocks. */
public final class StoreSelfTest {

    private static final Logger Log = LoggerFactory.getLogger(StoreSelfTest.class);

    private final FileDirectory directory;
    private final FileCatalogue catalogue;
    private final Quotas quotas;
    private final Clock clock;

    public StoreSelfTest(FileDirectory directory, FileCatalogue catalogue, Quotas quotas, Clock clock) {
        this.directory = directory;
        this.catalogue = catalogue;
        this.quotas = quotas;
        this.clock = clock;
    }

    /** What is tried. */
    public enum Check {
        /** A file can be made in the directory. The number is the time that it took, in milliseconds. */
        DIRECTORY,
        /** There is more room on the disk than is to be left. The number is that room, in bytes. */
        SPACE,
        /** The database answers. The number is the time that it took, in milliseconds. */
        DATABASE
    }

    /**
     * What came of it.
     *
     * @param number see {@link Check}; -1 if it is not known
     * @param detail what went wrong, as the system says it; empty if nothing, or if it does not say
     */
    public record Finding(Check check, boolean good, long number, String detail) {}

    private interface Trial {
        void run() throws IOException;
    }

    /** @return one finding for each check, in their order */
    public List<Finding> run() {
        return List.of(
                time(Check.DIRECTORY, directory::open),
                space(),
                time(Check.DATABASE, () -> catalogue.inboxes("", 0, 1)));
    }

    private Finding time(Check check, Trial trial) {
        Instant start = clock.instant();
        try {
            trial.run();
            return new Finding(
                    check, true, Duration.between(start, clock.instant()).toMillis(), "");
        } catch (IOException | CatalogueException e) {
            return failed(check, e);
        }
    }

    private Finding space() {
        try {
            long bytes = directory.usableBytes();
            return new Finding(Check.SPACE, bytes > quotas.limits().freeBytes(), bytes, "");
        } catch (IOException e) {
            return failed(Check.SPACE, e);
        }
    }

    private static Finding failed(Check check, Exception failure) {
        Log.warn("The self-test of the files found a failure: {}", check, failure);
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new Finding(check, false, -1, cause.toString());
    }
}
