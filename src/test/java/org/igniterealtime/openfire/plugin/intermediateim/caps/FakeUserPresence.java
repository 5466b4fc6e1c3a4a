package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.UserPresence;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Everybody is subscribed to everybody, but for those who are not. */
final class FakeUserPresence implements UserPresence {

    final Map<JID, Presence> current = new HashMap<>();
    /** Watcher and user, both bare. */
    final Set<String> unsubscribed = new HashSet<>();

    /** Whose roster was looked at: watcher and user, both bare. */
    final List<String> watchersAsked = new ArrayList<>();

    final List<String> usersAsked = new ArrayList<>();

    /** Who saw whom before anybody watched: watcher and client. */
    final Map<JID, List<JID>> visible = new HashMap<>();

    /** What was delivered again: client and watcher. */
    final List<String> delivered = new ArrayList<>();

    /** Delivers the copy to the session of the watcher. */
    BiConsumer<Presence, JID> session = (presence, watcher) -> {};

    @Override
    public boolean isSubscribed(JID watcher, JID user, boolean byWatcher) {
        (byWatcher ? watchersAsked : usersAsked).add(watcher.toBareJID() + " " + user.toBareJID());
        return !unsubscribed.contains(watcher.toBareJID() + " " + user.toBareJID());
    }

    @Override
    public void deliverAgain(JID client, JID watcher, Consumer<Element> edit) {
        Presence presence = current.get(client);
        if (presence != null && isSubscribed(watcher, client, true)) {
            Presence copy = presence.createCopy();
            copy.setTo(watcher);
            edit.accept(copy.getElement());
            delivered.add(client + " " + watcher);
            session.accept(copy, watcher);
        }
    }

    @Override
    public Map<JID, Element> visibleTo(JID watcher) {
        Map<JID, Element> elements = new HashMap<>();
        visible.getOrDefault(watcher, List.of())
                .forEach(client -> elements.put(client, current.get(client).getElement()));
        return elements;
    }
}
