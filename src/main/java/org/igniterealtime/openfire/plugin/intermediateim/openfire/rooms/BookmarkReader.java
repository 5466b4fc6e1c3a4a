package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.jivesoftware.openfire.PrivateStorage;
import org.jivesoftware.openfire.group.Group;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * What members of groups have bookmarked. Openfire turns most failures to read into "nothing there": its private
 * storage gives back the empty element that it was asked with, its group providers give groups without members, or
 * none. So "nothing there" counts only where the database says so too.
 */
final class BookmarkReader {

    private static final Logger Log = LoggerFactory.getLogger(BookmarkReader.class);

    private static final QName STORAGE = QName.get("storage", Bookmark.NAMESPACE);

    private final GroupManager groups;
    private final PrivateStorage storage;
    private final OpenfireTables database;
    private final Predicate<JID> isLocalUser;

    /** @param isLocalUser whether that is an address of a user of this server */
    BookmarkReader(GroupManager groups, PrivateStorage storage, OpenfireTables database, Predicate<JID> isLocalUser) {
        this.groups = groups;
        this.storage = storage;
        this.database = database;
        this.isLocalUser = isLocalUser;
    }

    BookmarkReading read(List<String> names) {
        boolean allGroupsRead = true;
        Set<JID> members = new LinkedHashSet<>();
        for (String name : names) {
            Optional<Set<JID>> found = members(name);
            allGroupsRead &= found.isPresent();
            found.ifPresent(members::addAll);
        }
        List<Bookmark> bookmarks = new ArrayList<>();
        Set<JID> unread = new HashSet<>();
        for (JID member : members) {
            Optional<Element> stored = stored(member);
            stored.ifPresent(found -> bookmarks.addAll(Bookmark.in(found, member)));
            if (stored.isEmpty() && !database.hasNothingStored(member)) {
                unread.add(member);
            }
        }
        if (!allGroupsRead || !unread.isEmpty()) {
            Log.warn(
                    "Some bookmarks of members of {} could not be read. The existing seats of these members are kept",
                    names);
        }
        return new BookmarkReading(bookmarks, unread, allGroupsRead);
    }

    /** @return empty if they can't be read */
    private Optional<Set<JID>> members(String name) {
        try {
            Group group = groups.getGroup(name);
            List<JID> all = new ArrayList<>(group.getMembers());
            all.addAll(group.getAdmins());
            return database.hasNoMoreMembers(name, all.size())
                    ? Optional.of(all.stream()
                            .map(JID::asBareJID)
                            .filter(isLocalUser)
                            .collect(Collectors.toCollection(LinkedHashSet::new)))
                    : Optional.empty();
        } catch (GroupNotFoundException e) {
            Log.warn("The group {} does not exist, so no seats are kept for it", name);
            return database.hasNoGroup(name) ? Optional.of(Set.of()) : Optional.empty();
        } catch (RuntimeException e) {
            Log.debug("The group {} can't be read now", name, e);
            return Optional.empty();
        }
    }

    /**
     * @return what was found, though it may have no bookmarks in it; empty if nothing was found or it can't be read, in
     *     which cases
     *         Openfire returns the element that it was asked with
     */
    private Optional<Element> stored(JID member) {
        Element query = DocumentHelper.createElement(STORAGE);
        try {
            return Optional.ofNullable(storage.get(member.getNode(), query)).filter(found -> found != query);
        } catch (RuntimeException e) {
            Log.debug("What {} has stored can't be read now", member, e);
            return Optional.empty();
        }
    }
}
