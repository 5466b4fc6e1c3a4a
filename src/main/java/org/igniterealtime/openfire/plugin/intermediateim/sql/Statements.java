package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements on one connection. The values take the places of the question marks, in their order; null stands for NULL.
 */
final class Statements {

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowHandler {
        void handle(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** @return the number of rows that were changed */
    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /**
     * Runs the statement once for each row of values, all at once. Where the database refuses one, some of the others
     * may take effect nevertheless, unless they are run atomically.
     */
    void updateEach(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return; // a batch of nothing is an error to HSQLDB
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] values : rows) {
                set(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Hands over each row, for the time of the call. */
    void forEach(String sql, RowHandler handler, Object... values) throws SQLException {
        try (PreparedStatement select = prepare(sql, values);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                handler.handle(rows);
            }
        }
    }

    /** @return what was read of each row */
    <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
        List<T> read = new ArrayList<>();
        forEach(sql, row -> read.add(reader.read(row)), values);
        return read;
    }

    /**
     * Reads some of the rows, without LIMIT, which is not the same everywhere.
     *
     * @param offset of the first row wanted, from 0
     * @param count  of rows wanted at most
     */
    <T> List<T> page(int offset, int count, String sql, RowReader<T> reader, Object... values) throws SQLException {
        List<T> read = new ArrayList<>();
        try (PreparedStatement select = prepare(sql, values)) {
            select.setMaxRows(offset + count);
            try (ResultSet rows = select.executeQuery()) {
                for (int i = 0; rows.next(); i++) {
                    if (i >= offset) {
                        read.add(reader.read(rows));
                    }
                }
            }
        }
        return read;
    }

    /** @return the number that the statement selects */
    int number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getInt(1), values).get(0);
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            set(statement, values);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
