package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.util.Map;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.xmpp.packet.JID;

/** The presence of the users of this server, as the server itself knows it. Any thread; may block. */
public interface UserPresence {

    /** @return whether the watcher is subscribed to the presence of the user. Does not block for users that are online */
    boolean isSubscribed(JID watcher, JID user);

    /**
     * Delivers a client's current presence once more, if the watcher is subscribed to it and neither blocks the other's
     * presence.
     *
     * @param client  full JID
     * @param watcher full JID of a session of this node; nothing happens without one
     * @param edit    may edit the copy that is delivered
     */
    void deliverAgain(JID client, JID watcher, Consumer<Element> edit);

    /**
     * @param watcher full JID of a session of this node
     * @return the current presence of each client of this server that the watcher sees, those of its own user left out,
     *     by full JID; empty without such a session
     */
    Map<JID, Element> visibleTo(JID watcher);
}
