package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Confirms from Openfire's own tables that there is nothing, where Openfire may only have failed to read it. Every call
 * blocks.
 */
final class OpenfireTables {

    private static final Logger Log = LoggerFactory.getLogger(OpenfireTables.class);

    /** SQLSTATE class of a table that is not there. */
    private static final String NO_TABLE = "42";

    private static final long NO_SUCH_TABLE = -1;

    private final Database database;
    private final boolean groupsAreThere;

    /** @param groupsAreThere whether groups are in the database, and not in a directory or elsewhere */
    OpenfireTables(Database database, boolean groupsAreThere) {
        this.database = database;
        this.groupsAreThere = groupsAreThere;
    }

    /**
     * @return whether it is certain that the user has stored no bookmarks in private storage (XEP-0049). Up to Openfire
     *     4.2 that is a table. Later the table is gone, and it is the item "current" of a node of PEP
     */
    boolean hasNothingStored(JID user) {
        OptionalLong stored = count(
                "SELECT COUNT(*) FROM ofPrivate WHERE username = ? AND namespace = ?",
                user.getNode(),
                Bookmark.NAMESPACE);
        if (stored.isPresent() && stored.getAsLong() == NO_SUCH_TABLE) {
            stored = count(
                    "SELECT COUNT(*) FROM ofPubsubItem WHERE serviceID = ? AND nodeID = ? AND id = 'current'",
                    user.toBareJID(),
                    Bookmark.NAMESPACE);
        }
        return stored.isPresent() && stored.getAsLong() <= 0;
    }

    /** @return whether it is certain that the group has no more members than those that were read */
    boolean hasNoMoreMembers(String group, int read) {
        OptionalLong count = count("SELECT COUNT(*) FROM ofGroupUser WHERE groupName = ?", group);
        return count.isPresent() && count.getAsLong() <= read;
    }

    /** @return whether it is certain that there is no such group */
    boolean hasNoGroup(String name) {
        return groupsAreThere
                && count("SELECT COUNT(*) FROM ofGroup WHERE groupName = ?", name)
                                .orElse(1)
                        <= 0;
    }

    /** @return {@link #NO_SUCH_TABLE} if there is none; empty if the database does not answer */
    private OptionalLong count(String sql, String... values) {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            Log.debug("The database does not answer", e);
            return String.valueOf(e.getSQLState()).startsWith(NO_TABLE)
                    ? OptionalLong.of(NO_SUCH_TABLE)
                    : OptionalLong.empty();
        }
    }
}
