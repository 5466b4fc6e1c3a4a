package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jivesoftware.database.ConnectionProvider;

/** A database on a server of its own: a connection for each call. */
public final class ServerDatabase implements ConnectionProvider {

    /** System property that has its URL. */
    static final String URL = "server.database";

    @Override
    public boolean isPooled() {
        return false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return DriverManager.getConnection(System.getProperty(URL));
    }

    @Override
    public void start() {}

    @Override
    public void restart() {}

    @Override
    public void destroy() {}
}
