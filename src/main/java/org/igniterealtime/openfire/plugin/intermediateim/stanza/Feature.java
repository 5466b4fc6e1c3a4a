package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.Set;
import org.xmpp.packet.JID;

/** Something the server does for its clients: what it wants to see, and what it answers to that. */
public interface Feature {

    /** @return short lower-case name: its area in the settings, in logs and in the i18n bundle, e.g. {@code xhtml} */
    String name();

    /**
     * @return what is advertised in disco#info while the feature is on, so support and advertising never drift apart
     */
    Set<String> namespaces();

    /** @return what it wants to be shown; constant */
    Set<Interest> interests();

    /** @return what it wants to be shown beside that because of its addresses; constant */
    default AddressInterest addressInterest() {
        return AddressInterest.NONE;
    }

    /** @return what it has done since it was made */
    Counters counters();

    /**
     * Looks at a stanza that matches one of the {@link #interests()} or the {@link #addressInterest()}. Called on the
     * server's threads: must not block. May throw: {@link #failed} then says what becomes of the stanza.
     */
    Outcome handle(Passage passage);

    /**
     * Says what becomes of a stanza that {@link #handle} has failed on, perhaps midway. Whoever only serves lets it
     * pass. Whoever protects others answers so that it can't do harm, with as little code as possible; if this throws
     * as well, the stanza is refused.
     */
    default Outcome failed(Passage passage) {
        return Outcome.PASS;
    }

    /** Deletes all that is kept about a user of this server, because the user is deleted. */
    default void forget(JID bareJid) {
        // a feature that keeps nothing about users
    }

    /** Deletes all that is kept, tables' contents included: the admin is about to remove the plugin for good. */
    default void forgetAll() {
        // a feature that keeps nothing
    }
}
