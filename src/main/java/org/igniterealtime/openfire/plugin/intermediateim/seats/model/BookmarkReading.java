package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.List;
import java.util.Set;
import org.xmpp.packet.JID;

/**
 * The bookmarks of users, as far as they could be read. Bookmarks that could not be read are unknown, not absent.
 *
 * @param bookmarks those that were read
 * @param unread bare JIDs of members whose bookmarks could not be read
 * @param allGroupsRead whether the members of all groups are known
 */
public record BookmarkReading(List<Bookmark> bookmarks, Set<JID> unread, boolean allGroupsRead) {

    public BookmarkReading {
        bookmarks = List.copyOf(bookmarks);
        unread = Set.copyOf(unread);
    }

    /** @return whether it is certain that the user has bookmarked no more than what is here, or is no member */
    public boolean isCertainOf(JID user) {
        return allGroupsRead && !unread.contains(user);
    }
}
