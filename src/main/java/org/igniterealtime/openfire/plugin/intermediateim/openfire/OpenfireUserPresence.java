package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.UserPresence;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.LocalClientSession;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Presence by the server's sessions, rosters and privacy lists. What it delivers again is what the server itself would
 * send if the watcher's client came now (RFC 6121 §4.3.2).
 */
public final class OpenfireUserPresence implements UserPresence {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireUserPresence.class);

    private static final int MAX_TRIES = 3;

    private final XMPPServer server;
    private final Subscriptions subscriptions;

    public OpenfireUserPresence(XMPPServer server) {
        this.server = server;
        this.subscriptions = new Subscriptions(server);
    }

    private SessionManager sessions() {
        return server.getSessionManager();
    }

    @Override
    public boolean isSubscribed(JID watcher, JID user, boolean byWatcher) {
        return byWatcher ? subscriptions.hasSubscribed(watcher, user) : subscriptions.isSubscribed(watcher, user);
    }

    @Override
    public void deliverAgain(JID client, JID watcher, Consumer<Element> edit) {
        ClientSession session = sessions().getSession(watcher);
        if (!(session instanceof LocalClientSession) || !session.getPresence().isAvailable()) {
            return;
        }
        Presence current = presence(client);
        for (int tries = 0; current != null && tries < MAX_TRIES && isVisible(current, watcher); tries++) {
            Presence copy = copy(current, watcher);
            edit.accept(copy.getElement());
            session.process(copy);
            Presence now = presence(client);
            if (now == null) {
                session.process(unavailable(client, watcher)); // that may have been delivered before ours
                return;
            }
            if (isSame(current, now)) {
                return;
            }
            current = now; // may have been delivered before ours, too
        }
    }

    /** @return what the client has sent last; null if it is not available */
    private Presence presence(JID client) {
        ClientSession session = sessions().getSession(client);
        return session == null ? null : presence(session);
    }

    private static Presence presence(ClientSession session) {
        Presence presence = session.getPresence();
        if (presence == null || !presence.isAvailable()) {
            return null;
        }
        presence.setFrom(session.getAddress());
        return presence;
    }

    private static Presence copy(Presence presence, JID watcher) {
        Presence copy = presence.createCopy();
        copy.setTo(watcher);
        return copy;
    }

    private static Presence unavailable(JID client, JID watcher) {
        Presence presence = new Presence(Presence.Type.unavailable);
        presence.setFrom(client);
        presence.setTo(watcher);
        return presence;
    }

    /** A session of another node gives a copy each time. */
    private static boolean isSame(Presence one, Presence other) {
        return one == other || one.toXML().equals(other.toXML());
    }

    private boolean isVisible(Presence presence, JID watcher) {
        JID client = presence.getFrom();
        Presence copy = copy(presence, watcher);
        return isSubscribed(watcher, client, true)
                && !PrivacyLists.block(sessions(), client, copy)
                && !PrivacyLists.block(sessions(), watcher, copy);
    }

    @Override
    public Map<JID, Element> visibleTo(JID watcher) {
        ClientSession session = sessions().getSession(watcher);
        Map<JID, Element> visible = new HashMap<>();
        if (session instanceof LocalClientSession && session.getPresence().isAvailable()) {
            for (RosterItem contact : contacts(watcher)) {
                if (server.isLocal(contact.getJid())
                        && !contact.getJid().getNode().equals(watcher.getNode())) {
                    sessions().getSessions(contact.getJid().getNode()).forEach(each -> {
                        Presence presence = presence(each);
                        if (presence != null && isVisible(presence, watcher)) {
                            visible.put(each.getAddress(), presence.getElement());
                        }
                    });
                }
            }
        }
        return visible;
    }

    private Collection<RosterItem> contacts(JID user) {
        try {
            return List.copyOf(
                    server.getRosterManager().getRoster(user.getNode()).getRosterItems());
        } catch (UserNotFoundException e) {
            return List.of();
        } catch (RuntimeException e) {
            Log.warn("The contacts of {} could not be read", user, e);
            return List.of();
        }
    }
}
