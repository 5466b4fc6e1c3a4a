package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.util.function.BiConsumer;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Keeps verified capabilities over restarts. Every call may block, and is made on one thread at a time. */
public interface CapsArchive {

    /** Says that the archive can't be read or written. */
    final class ArchiveException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ArchiveException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Reads all.
     *
     * @param each is given an announcement, and the XML of its {@code <query/>}; nobody has verified that nothing was
     *     changed
     */
    void load(BiConsumer<Announcement, String> each);

    /** Keeps one; what there was under its key goes. */
    void keep(Announcement announcement, DiscoInfo info);

    void forget(CapsKey key);

    void forgetAll();
}
