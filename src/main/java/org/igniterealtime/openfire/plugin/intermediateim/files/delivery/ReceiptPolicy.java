package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/** Who is told what has become of a file. On the thread of the sender; must not block for long. */
@FunctionalInterface
public interface ReceiptPolicy {

    /**
     * @return whether the sender is subscribed to the owner's presence, neither blocks the other, and the sender's
     *     account is still the one that has sent the file
     */
    boolean mayLearn(StoredFile file);
}
