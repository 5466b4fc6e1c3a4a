package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.sql.Connection;
import java.sql.SQLException;
import org.hsqldb.jdbc.JDBCPool;
import org.jivesoftware.database.ConnectionProvider;

/**
 * HSQLDB in memory; in a file, if the server is to be started again with what it had. Openfire's embedded provider
 * needs JDK internals opened.
 */
public final class InMemoryDatabase implements ConnectionProvider {

    private final JDBCPool pool = new JDBCPool(40);

    @Override
    public boolean isPooled() {
        return true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void start() {
        pool.setUrl(System.getProperty(ServerDatabase.URL, "jdbc:hsqldb:mem:openfire"));
        pool.setUser("sa");
    }

    @Override
    public void restart() {}

    @Override
    public void destroy() {
        try {
            pool.close(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
