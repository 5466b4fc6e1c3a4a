package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import java.util.Map;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.xmpp.packet.JID;

/** The presence of the users of this server, as the server itself knows it. Any thread; may block. */
public interface UserPresence {

    /**
     * Tells by one of the two rosters, which say the same. Does not block if the server has just used that one; another
     * may have to be read from the database.
     *
     * @param byWatcher whether to look at the roster of the watcher, otherwise at that of the user
     * @return whether the watcher is subscribed to the presence of the user
     */
    boolean isSubscribed(JID watcher, JID user, boolean byWatcher);

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
