package org.igniterealtime.openfire.plugin.intermediateim.openfire.standin;

import java.util.function.Predicate;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.LocalSession;
import org.xmpp.packet.JID;

/**
 * Which sessions of this node use stream management (XEP-0198). What such a session has not acknowledged when it ends
 * is routed again.
 */
public final class AcknowledgedSessions implements Predicate<JID> {

    private final SessionManager sessions;

    public AcknowledgedSessions(SessionManager sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean test(JID session) {
        return sessions.getSession(session) instanceof LocalSession local
                && local.getStreamManager().isEnabled();
    }
}
