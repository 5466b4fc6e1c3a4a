package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.event.SessionEventDispatcher;
import org.jivesoftware.openfire.event.SessionEventListener;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** The sessions of this server's clients: which are open, and when one ends. */
public final class ClientSessions implements SessionEventListener, AutoCloseable {

    private final SessionManager sessions;
    private final Consumer<JID> begun;
    private final Consumer<JID> ended;

    /**
     * @param begun gets the full JID of each session that is bound to a resource, on the thread that binds it
     * @param ended gets that of each that has ended, on the thread that ends it
     */
    public ClientSessions(SessionManager sessions, Consumer<JID> begun, Consumer<JID> ended) {
        this.sessions = sessions;
        this.begun = begun;
        this.ended = ended;
    }

    public void open() {
        SessionEventDispatcher.addListener(this);
    }

    @Override
    public void close() {
        SessionEventDispatcher.removeListener(this);
    }

    /** Tells the full JID of each session and the presence that its client has sent last. */
    public void forEach(BiConsumer<JID, Presence> each) {
        for (ClientSession session : sessions.getSessions()) {
            Presence presence = session.getPresence();
            if (presence != null) {
                each.accept(session.getAddress(), presence);
            }
        }
    }

    @Override
    public void sessionDestroyed(Session session) {
        ended.accept(session.getAddress());
    }

    @Override
    public void anonymousSessionDestroyed(Session session) {
        ended.accept(session.getAddress());
    }

    @Override
    public void sessionCreated(Session session) {
        // it has announced nothing yet
    }

    @Override
    public void anonymousSessionCreated(Session session) {
        // it has announced nothing yet
    }

    @Override
    public void resourceBound(Session session) {
        begun.accept(session.getAddress());
    }
}
