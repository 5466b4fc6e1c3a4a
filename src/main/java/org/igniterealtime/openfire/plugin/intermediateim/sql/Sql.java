package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Does what the stores want done in the database, on one connection for each piece of work. Every call blocks. */
final class Sql {

    /** What is done on one connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Statements statements) throws SQLException;
    }

    private final Database database;

    Sql(Database database) {
        this.database = database;
    }

    /** Each statement takes effect by itself. */
    <T> T run(Work<T> work) throws SQLException {
        try (Connection connection = database.connect()) {
            return work.with(new Statements(connection));
        }
    }

    /** All statements take effect, or none. */
    <T> T runAtomically(Work<T> work) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(new Statements(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true); // it goes back to a pool
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
