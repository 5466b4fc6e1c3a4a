package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Instant;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/** In whose name files are offered to their owners. Any thread; must not block for long. */
@FunctionalInterface
public interface SenderNames {

    /**
     * @param owner who is to get a file
     * @param since when the sender has sent it
     * @return the bare JID in whose name the file is offered: the sender's own if the sender is a user of this server;
     *     empty if the owner and the sender have come to block each other, so that it is not offered at all
     */
    Optional<JID> of(JID sender, JID owner, Instant since);

    /** @return the same for a file that was sent to its owner */
    default Optional<JID> of(StoredFile file) {
        return of(file.offer().sender(), file.offer().owner(), file.taken());
    }
}
