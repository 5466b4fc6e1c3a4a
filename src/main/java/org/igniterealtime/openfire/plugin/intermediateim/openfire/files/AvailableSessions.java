package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.function.Consumer;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.PresenceEventDispatcher;
import org.jivesoftware.openfire.user.PresenceEventListener;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Tells when a client of this node becomes available, when it sends other presence, and when it is not available any
 * more: after the server's own data say so, while presence that passes by comes before that.
 */
public final class AvailableSessions implements PresenceEventListener, AutoCloseable {

    private final Consumer<JID> available;
    private final Consumer<JID> changed;
    private final Consumer<JID> gone;

    /**
     * @param available gets the full JID of a client, on the thread that routes its presence; must not block
     * @param changed   likewise
     * @param gone      likewise
     */
    public AvailableSessions(Consumer<JID> available, Consumer<JID> changed, Consumer<JID> gone) {
        this.available = available;
        this.changed = changed;
        this.gone = gone;
    }

    public void open() {
        PresenceEventDispatcher.addListener(this);
    }

    @Override
    public void close() {
        PresenceEventDispatcher.removeListener(this);
    }

    @Override
    public void availableSession(ClientSession session, Presence presence) {
        available.accept(session.getAddress());
    }

    @Override
    public void unavailableSession(ClientSession session, Presence presence) {
        gone.accept(session.getAddress());
    }

    @Override
    public void presenceChanged(ClientSession session, Presence presence) {
        changed.accept(session.getAddress());
    }

    @Override
    public void subscribedToPresence(JID subscriber, JID authorizer) {
        // changes nothing about clients
    }

    @Override
    public void unsubscribedToPresence(JID unsubscriber, JID recipient) {
        // changes nothing about clients
    }
}
