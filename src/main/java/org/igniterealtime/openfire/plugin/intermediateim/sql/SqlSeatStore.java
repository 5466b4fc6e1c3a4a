package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
import org.xmpp.packet.JID;

/** Seats and what they keep, in the database. */
public final class SqlSeatStore implements SeatStore {

    private static final String SEATS = "ofIntermediateImSeat";
    private static final String KEPT = "ofIntermediateImKept";
    private static final String SEAT_COLUMNS =
            "owner, room, nick, password, lastMessages, dropOnLeave, origin, since, resource";
    private static final String KEPT_COLUMNS =
            "keptID, owner, room, kind, keptTime, keptOrder, nick, bytes, body, stanza";
    private static final String OF_SEAT = " WHERE owner = ? AND room = ?";

    private final Sql sql;
    /** What was kept within one millisecond stays in its order. */
    private final AtomicLong order = new AtomicLong();

    public SqlSeatStore(Database database) {
        this.sql = new Sql(database);
    }

    private <T> T run(Sql.Work<T> work) {
        try {
            return sql.run(work);
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private void runAtomically(Sql.Work<?> work) {
        try {
            sql.runAtomically(work);
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    @Override
    public List<SeatConfig> configs() {
        return Rows.present(run(statements -> statements.list(
                "SELECT " + SEAT_COLUMNS + " FROM " + SEATS + " ORDER BY since",
                row -> Rows.readable("seat", row, SqlSeatStore::readConfig))));
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
        runAtomically(statements -> {
            deleteSeat(statements, seat.key());
            return statements.update(
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

    private static int deleteSeat(Statements statements, Key seat) throws SQLException {
        return statements.update(
                "DELETE FROM " + SEATS + OF_SEAT,
                seat.owner().toBareJID(),
                seat.room().toBareJID());
    }

    @Override
    public void remove(Key seat) {
        run(statements -> deleteSeat(statements, seat));
    }

    @Override
    public void keep(MissedMessage message) {
        run(statements -> {
            try {
                return insert(statements, message);
            } catch (SQLException e) {
                if (!isKept(statements, message.id())) {
                    throw e;
                }
                return 0;
            }
        });
    }

    private int insert(Statements statements, MissedMessage message) throws SQLException {
        return statements.update(
                "INSERT INTO " + KEPT + " (" + KEPT_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message.id(),
                message.seat().owner().toBareJID(),
                message.seat().room().toBareJID(),
                message.kind().name(),
                message.at().toEpochMilli(),
                order.incrementAndGet(),
                message.nick(),
                message.bytes(),
                message.text(),
                message.stanza());
    }

    private static boolean isKept(Statements statements, String id) {
        try {
            return statements.number("SELECT COUNT(*) FROM " + KEPT + " WHERE keptID = ?", id) > 0;
        } catch (SQLException e) {
            return false; // not known: the first failure counts
        }
    }

    @Override
    public List<MissedMessage> kept(Key seat) {
        return Rows.present(run(statements -> statements.list(
                "SELECT " + KEPT_COLUMNS + " FROM " + KEPT + OF_SEAT + " ORDER BY keptTime, keptOrder",
                row -> Rows.readable("kept message", row, kept -> readMessage(seat, kept)),
                seat.owner().toBareJID(),
                seat.room().toBareJID())));
    }

    private static MissedMessage readMessage(Key seat, ResultSet row) throws SQLException {
        return new MissedMessage(
                row.getString(1),
                seat,
                MissedMessage.Kind.valueOf(row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(7),
                row.getString(9),
                row.getString(10));
    }

    @Override
    public void delete(List<MissedMessage> messages) {
        List<Object[]> ids =
                messages.stream().map(message -> new Object[] {message.id()}).toList();
        run(statements -> {
            statements.updateEach("DELETE FROM " + KEPT + " WHERE keptID = ?", ids);
            return null;
        });
    }

    @Override
    public Map<Key, Amount> amounts() {
        Map<Key, Amount> amounts = new HashMap<>();
        run(statements -> {
            statements.forEach(
                    "SELECT owner, room, COUNT(*), SUM(bytes) FROM " + KEPT + " GROUP BY owner, room", row -> {
                        Optional<Key> seat = Rows.readable("seat of kept messages", row, SqlSeatStore::readKey);
                        if (seat.isPresent()) {
                            amounts.put(seat.get(), new Amount(row.getInt(3), row.getLong(4)));
                        }
                    });
            return null;
        });
        return amounts;
    }

    private static Key readKey(ResultSet row) throws SQLException {
        return new Key(bareJid(row.getString(1)), bareJid(row.getString(2)));
    }

    @Override
    public void prune(Instant before) {
        run(statements -> statements.update("DELETE FROM " + KEPT + " WHERE keptTime < ?", before.toEpochMilli()));
    }

    @Override
    public void forget(JID owner) {
        runAtomically(statements -> {
            statements.update("DELETE FROM " + KEPT + " WHERE owner = ?", owner.toBareJID());
            return statements.update("DELETE FROM " + SEATS + " WHERE owner = ?", owner.toBareJID());
        });
    }

    @Override
    public void forgetAll() {
        runAtomically(statements -> {
            statements.update("DELETE FROM " + KEPT);
            return statements.update("DELETE FROM " + SEATS);
        });
    }
}
