package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.sql.Database;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;

/**
 * What users have chosen, as properties of Openfire's users, which the server deletes with a user. Openfire itself
 * tells only those of one user. Every call blocks.
 */
public final class UserProperties {

    /** All our properties of users start with this. */
    public static final String PREFIX = "intermediateim-";

    private static final String SELECT = "SELECT username, propValue FROM ofUserProp WHERE name = ?";
    private static final String SELECT_ALL = "SELECT username, name FROM ofUserProp WHERE name LIKE '" + PREFIX + "%'";
    private static final String DELETE_ALL = "DELETE FROM ofUserProp WHERE name LIKE '" + PREFIX + "%'";

    private final Database database;
    private final Function<String, Map<String, String>> users;

    /**
     * @param users the properties of a user, as the server has them in memory; writes through. Throws
     *     IllegalArgumentException if there is no such user
     */
    UserProperties(Database database, Function<String, Map<String, String>> users) {
        this.database = database;
        this.users = users;
    }

    /** @return those of this server */
    public static UserProperties ofServer() {
        return new UserProperties(DbConnectionManager::getConnection, UserProperties::ofUser);
    }

    private static Map<String, String> ofUser(String username) {
        try {
            return UserManager.getInstance().getUser(username).getProperties();
        } catch (UserNotFoundException e) {
            throw new IllegalArgumentException("There is no user " + username, e);
        }
    }

    /**
     * @return those of one user; a change is stored
     * @throws IllegalArgumentException if there is no such user
     */
    public Map<String, String> of(String username) {
        return users.apply(username);
    }

    /** @return the value of this property of each user who has it, by the user's name, sorted */
    public Map<String, String> named(String name) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, name);
            return byUser(select);
        }
    }

    private static Map<String, String> byUser(PreparedStatement select) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    /** Deletes all of the plugin's, those of older versions too. */
    public void deleteAll() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(SELECT_ALL);
                PreparedStatement delete = connection.prepareStatement(DELETE_ALL)) {
            for (String username : byUser(select).keySet()) {
                forget(username); // the server would keep them in memory
            }
            delete.executeUpdate(); // of users whom another directory does not have any more, too
        }
    }

    private void forget(String username) {
        try {
            of(username).keySet().removeIf(name -> name.startsWith(PREFIX));
        } catch (IllegalArgumentException e) {
            return; // nor does the server keep any
        }
    }
}
