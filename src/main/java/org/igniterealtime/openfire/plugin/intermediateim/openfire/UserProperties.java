package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The properties of Openfire's users, across all users. Openfire itself tells only those of one user. */
public final class UserProperties {

    private static final String SELECT = "SELECT username, propValue FROM ofUserProp WHERE name = ?";

    /** Where connections come from. */
    public interface Connections {

        Connection connect() throws SQLException;
    }

    private final Connections connections;

    public UserProperties(Connections connections) {
        this.connections = connections;
    }

    /**
     * Blocks.
     *
     * @return the value of this property of each user who has it, by the user's name, sorted
     */
    public Map<String, String> named(String name) throws SQLException {
        try (Connection connection = connections.connect();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, name);
            Map<String, String> found = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
            return found;
        }
    }
}
