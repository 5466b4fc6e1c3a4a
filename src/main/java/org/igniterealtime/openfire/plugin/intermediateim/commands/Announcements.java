package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Who was told that addresses of ours are available: nobody else tells them when that is over, and they would see these
 * online for ever. Any thread.
 */
public final class Announcements {

    /** Beyond this, it is not remembered who was told, who then is not told when the addresses go. */
    private static final int MOST = 100_000;

    private final Set<Announcement> announcements = ConcurrentHashMap.newKeySet();

    /** @param watcher bare JID */
    private record Announcement(JID address, JID watcher) {

        Presence takenBack() {
            Presence presence = new Presence(Presence.Type.unavailable);
            presence.setFrom(address);
            presence.setTo(watcher);
            return presence;
        }
    }

    /** An address of ours is announced as available to somebody. */
    public void add(JID address, JID watcher) {
        if (announcements.size() < MOST) {
            announcements.add(new Announcement(address, watcher.asBareJID()));
        }
    }

    /** Somebody does not watch an address any more. */
    public void remove(JID address, JID watcher) {
        announcements.remove(new Announcement(address, watcher.asBareJID()));
    }

    /** Forgets who watches, since the account is gone. */
    public void forget(JID watcher) {
        announcements.removeIf(each -> each.watcher().equals(watcher.asBareJID()));
    }

    /** @return what tells everybody that these addresses are not available any more. It is given once */
    public List<Presence> takeBack(Predicate<JID> addresses) {
        return announcements.stream()
                .filter(each -> addresses.test(each.address()) && announcements.remove(each))
                .map(Announcement::takenBack)
                .toList();
    }
}
