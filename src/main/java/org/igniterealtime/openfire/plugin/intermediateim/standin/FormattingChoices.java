package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.xmpp.packet.JID;

/** Whose messages are left as they were sent, because the user has chosen so. Any thread; nothing blocks. */
public interface FormattingChoices {

    /** @return whether what this user of the server receives is left as it was sent */
    boolean leaves(String username);

    /**
     * @param user  bare JID of a user of this server
     * @param leave false for what is usual
     * @return fails if it could not be kept
     */
    CompletionStage<Void> set(JID user, boolean leave);

    /** @return the names of those who have chosen to leave them, sorted */
    List<String> leaving();

    /** Forgets what a user has chosen who is deleted, and with whom the server deletes what is kept. */
    void forget(String username);

    /** Forgets what all have chosen; what is kept of it is deleted elsewhere. */
    void forgetAll();
}
