package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Seats and what they keep, in the database. */
public final class SqlSeatStore implements SeatStore {

    private static final Logger Log = LoggerFactory.getLogger(SqlSeatStore.class);

    private static final String SEATS = "ofIntermediateImSeat";
    private static final String KEPT = "ofIntermediateImKept";
    private static final String SEAT_COLUMNS =
            "owner, room, nick, password, lastMessages, dropOnLeave, origin, since, resource";
    private static final String KEPT_COLUMNS =
            "keptID, owner, room, kind, keptTime, keptOrder, nick, bytes, body, stanza";

    private final Database database;
    /** What was kept within one millisecond stays in its order. */
    private final AtomicLong config = new AtomicLong();

    public SqlSeatStore(Database database) {
        this.database = database;
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T execute(Work<T> work) {
        try (Connection connection = database.connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** All or nothing. */
    private void atOnce(Work<?> work) {
        execute(connection -> {
            connection.setAutoCommit(false);
            try {
                work.with(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true); // it goes back to a pool
            }
            return null;
        });
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void update(String sql, Object... values) {
        execute(connection -> update(connection, sql, values));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public List<SeatConfig> configs() {
        return execute(connection -> {
            List<SeatConfig> configs = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT " + SEAT_COLUMNS + " FROM " + SEATS + " ORDER BY since");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    readable("seat", rows, SqlSeatStore::readConfig).ifPresent(configs::add);
                }
            }
            return configs;
        });
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** One row that makes no sense must not cost the others. @return empty if it does not */
    private static <T> Optional<T> readable(String what, ResultSet row, Reading<T> reading) throws SQLException {
        try {
            return Optional.of(reading.of(row));
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            Log.warn("A row of the database is not a valid {} and is ignored", what, e);
            return Optional.empty();
        }
    }

    private static SeatConfig readConfig(ResultSet row) throws SQLException {
        Options options = new Options(row.getString(3), row.getString(4), row.getInt(5), row.getInt(6) != 0);
        return new SeatConfig(
                bareJid(row.getString(1)),
                bareJid(row.getString(2)),
                options,
                Origin.valueOf(row.getString(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9));
    }

    /** They were JIDs when they were written: nothing needs to be prepared again. */
    private static JID bareJid(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException("no bare JID of a user or a room: " + text);
        }
        return new JID(text.substring(0, at), text.substring(at + 1), null, true);
    }

    @Override
    public void put(SeatConfig seat) {
        Options options = seat.options();
        atOnce(connection -> {
            deleteSeat(connection, seat.key());
            return update(
                    connection,
                    "INSERT INTO " + SEATS + " (" + SEAT_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    seat.owner().toBareJID(),
                    seat.room().toBareJID(),
                    options.nick(),
                    options.password(),
                    options.lastMessages(),
                    options.dropOnLeave() ? 1 : 0,
                    seat.origin().name(),
                    seat.since().toEpochMilli(),
                    seat.resource());
        });
    }

    private static int deleteSeat(Connection connection, Key seat) throws SQLException {
        return update(
                connection,
                "DELETE FROM " + SEATS + " WHERE owner = ? AND room = ?",
                seat.owner().toBareJID(),
                seat.room().toBareJID());
    }

    @Override
    public void remove(Key seat) {
        execute(connection -> deleteSeat(connection, seat));
    }

    @Override
    public void keep(MissedMessage message) {
        execute(connection -> {
            try {
                return insert(connection, message);
            } catch (SQLException e) {
                if (!isKept(connection, message.id())) {
                    throw e;
                }
                return 0;
            }
        });
    }

    private int insert(Connection connection, MissedMessage message) throws SQLException {
        return update(
                connection,
                "INSERT INTO " + KEPT + " (" + KEPT_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message.id(),
                message.seat().owner().toBareJID(),
                message.seat().room().toBareJID(),
                message.kind().name(),
                message.at().toEpochMilli(),
                config.incrementAndGet(),
                message.nick(),
                message.bytes(),
                message.text(),
                message.stanza());
    }

    private static boolean isKept(Connection connection, String id) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT keptID FROM " + KEPT + " WHERE keptID = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            return false; // not known: the first failure counts
        }
    }

    @Override
    public List<MissedMessage> kept(Key seat) {
        return execute(connection -> {
            List<MissedMessage> messages = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT " + KEPT_COLUMNS + " FROM " + KEPT
                    + " WHERE owner = ? AND room = ? ORDER BY keptTime, keptOrder")) {
                select.setString(1, seat.owner().toBareJID());
                select.setString(2, seat.room().toBareJID());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        readable(
                                        "kept message",
                                        rows,
                                        row -> new MissedMessage(
                                                row.getString(1),
                                                seat,
                                                MissedMessage.Kind.valueOf(row.getString(4)),
                                                Instant.ofEpochMilli(row.getLong(5)),
                                                row.getString(7),
                                                row.getString(9),
                                                row.getString(10)))
                                .ifPresent(messages::add);
                    }
                }
            }
            return messages;
        });
    }

    @Override
    public void delete(List<MissedMessage> messages) {
        if (messages.isEmpty()) {
            return; // a batch of nothing is an error to HSQLDB
        }
        execute(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + KEPT + " WHERE keptID = ?")) {
                for (MissedMessage message : messages) {
                    delete.setString(1, message.id());
                    delete.addBatch();
                }
                return delete.executeBatch();
            }
        });
    }

    @Override
    public Map<Key, Amount> amounts() {
        return execute(connection -> {
            Map<Key, Amount> amounts = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT owner, room, COUNT(*), SUM(bytes) FROM " + KEPT + " GROUP BY owner, room");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<Key> key = readable(
                            "seat of kept messages",
                            rows,
                            row -> new Key(bareJid(row.getString(1)), bareJid(row.getString(2))));
                    if (key.isPresent()) {
                        amounts.put(key.get(), new Amount(rows.getInt(3), rows.getLong(4)));
                    }
                }
            }
            return amounts;
        });
    }

    @Override
    public void prune(Instant before) {
        update("DELETE FROM " + KEPT + " WHERE keptTime < ?", before.toEpochMilli());
    }

    @Override
    public void forget(JID owner) {
        atOnce(connection -> {
            update(connection, "DELETE FROM " + KEPT + " WHERE owner = ?", owner.toBareJID());
            return update(connection, "DELETE FROM " + SEATS + " WHERE owner = ?", owner.toBareJID());
        });
    }

    @Override
    public void forgetAll() {
        atOnce(connection -> {
            update(connection, "DELETE FROM " + KEPT);
            return update(connection, "DELETE FROM " + SEATS);
        });
    }
}
