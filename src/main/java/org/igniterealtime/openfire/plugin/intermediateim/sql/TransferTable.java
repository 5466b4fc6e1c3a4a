package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferHistory.Page;
import org.xmpp.packet.JID;

/**
 * The table of transfers. Every call blocks; paging is done with {@code setMaxRows}, since LIMIT is not everywhere the
 * same.
 */
final class TransferTable {

    private static final String TABLE = "ofIntermediateImTransfer";
    private static final String COLUMNS = "requester, requesterResource, target, targetResource, fileName, fileSize, "
            + "bytesToTarget, bytesToRequester, startTime, endTime, reason";
    private static final String FOUND = "(LOWER(requester) LIKE ? ESCAPE '!' OR LOWER(target) LIKE ? ESCAPE '!' "
            + "OR LOWER(fileName) LIKE ? ESCAPE '!')";
    private static final String OF_REASON = "reason = ?";

    private final Database database;

    TransferTable(Database database) {
        this.database = database;
    }

    /**
     * A transfer under its key, so that one of which it is not known whether it was written can be written again.
     *
     * @param id of the row
     */
    record Row(String id, FinishedTransfer transfer) {

        static Row of(FinishedTransfer transfer) {
            return new Row(UUID.randomUUID().toString(), transfer);
        }
    }

    boolean has(Row row) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement number =
                        connection.prepareStatement("SELECT COUNT(*) FROM " + TABLE + " WHERE transferID = ?")) {
            number.setString(1, row.id());
            return readNumber(number) > 0;
        }
    }

    /** Writes all, or, where the database refuses one, some of them. */
    void insert(List<Row> rows) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + TABLE + " (transferID, "
                        + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Row row : rows) {
                insert.setString(1, row.id());
                write(row.transfer(), insert);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void write(FinishedTransfer transfer, PreparedStatement row) throws SQLException {
        row.setString(2, transfer.requester().toBareJID());
        row.setString(3, resource(transfer.requester()));
        row.setString(4, transfer.target().toBareJID());
        row.setString(5, resource(transfer.target()));
        row.setString(6, transfer.file().map(OfferedFile::name).orElse(""));
        OptionalLong size = transfer.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        if (size.isPresent()) {
            row.setLong(7, size.getAsLong());
        } else {
            row.setNull(7, Types.BIGINT);
        }
        row.setLong(8, transfer.bytesToTarget());
        row.setLong(9, transfer.bytesToRequester());
        row.setLong(10, transfer.start().toEpochMilli());
        row.setLong(11, transfer.end().toEpochMilli());
        row.setString(12, transfer.reason().name());
    }

    private static String resource(JID jid) {
        return jid.getResource() == null ? "" : jid.getResource();
    }

    /** @return newest first, with the number of all that are found */
    Page find(String search, Optional<Reason> reason, int offset, int count) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        String pattern = "%" + search.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
        if (!search.isEmpty()) {
            conditions.add(FOUND);
            values.addAll(List.of(pattern, pattern, pattern));
        }
        reason.ifPresent(wanted -> {
            conditions.add(OF_REASON);
            values.add(wanted.name());
        });
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT " + COLUMNS + " FROM " + TABLE + where + " ORDER BY endTime DESC, transferID");
                PreparedStatement number = connection.prepareStatement("SELECT COUNT(*) FROM " + TABLE + where)) {
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
                number.setString(i + 1, values.get(i));
            }
            return new Page(read(select, offset, count), readNumber(number));
        }
    }

    private static List<FinishedTransfer> read(PreparedStatement select, int offset, int count) throws SQLException {
        List<FinishedTransfer> transfers = new ArrayList<>();
        select.setMaxRows(offset + count);
        try (ResultSet rows = select.executeQuery()) {
            for (int i = 0; rows.next(); i++) {
                if (i >= offset) {
                    transfers.add(read(rows));
                }
            }
        }
        return transfers;
    }

    private static FinishedTransfer read(ResultSet row) throws SQLException {
        String name = row.getString(5);
        long size = row.getLong(6);
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(size);
        boolean seen = !name.isEmpty() || known.isPresent();
        return new FinishedTransfer(
                jid(row.getString(1), row.getString(2)),
                jid(row.getString(3), row.getString(4)),
                seen ? Optional.of(new OfferedFile(name, known)) : Optional.empty(),
                row.getLong(7),
                row.getLong(8),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Reason.valueOf(row.getString(11)));
    }

    /** They were JIDs when they were written: nothing needs to be prepared again. */
    private static JID jid(String bare, String resource) {
        int at = bare.indexOf('@');
        return new JID(
                at < 0 ? null : bare.substring(0, at),
                bare.substring(at + 1),
                resource.isEmpty() ? null : resource,
                true);
    }

    private static int readNumber(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** @return bare JID to bytes in both directions, of transfers that ended since then */
    Map<JID, Long> bytesSince(Instant since) throws SQLException {
        Map<JID, Long> bytes = new HashMap<>();
        Map<String, String> parties =
                Map.of("requester", "", "target", " AND target <> requester"); // once if they are one
        for (String party : parties.keySet()) {
            try (Connection connection = database.connect();
                    PreparedStatement sum = connection.prepareStatement(
                            "SELECT " + party + ", SUM(bytesToTarget + bytesToRequester) FROM " + TABLE
                                    + " WHERE endTime >= ?" + parties.get(party) + " GROUP BY " + party)) {
                sum.setLong(1, since.toEpochMilli());
                try (ResultSet rows = sum.executeQuery()) {
                    while (rows.next()) {
                        bytes.merge(jid(rows.getString(1), ""), rows.getLong(2), Long::sum);
                    }
                }
            }
        }
        return bytes;
    }

    int countOf(JID bareJid) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement number = connection.prepareStatement(
                        "SELECT COUNT(*) FROM " + TABLE + " WHERE requester = ? OR target = ?")) {
            number.setString(1, bareJid.toBareJID());
            number.setString(2, bareJid.toBareJID());
            return readNumber(number);
        }
    }

    void deleteOf(JID bareJid) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + TABLE + " WHERE requester = ? OR target = ?")) {
            delete.setString(1, bareJid.toBareJID());
            delete.setString(2, bareJid.toBareJID());
            delete.executeUpdate();
        }
    }

    void deleteAll() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE)) {
            delete.executeUpdate();
        }
    }

    /** Deletes what ended before then, and the oldest ones of more than {@code most}. */
    void prune(Instant before, int most) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE + " WHERE endTime < ?");
                PreparedStatement number = connection.prepareStatement("SELECT COUNT(*) FROM " + TABLE)) {
            delete.setLong(1, before.toEpochMilli());
            delete.executeUpdate();
            if (readNumber(number) > most) {
                delete.setLong(1, endOfOldestToKeep(most, connection));
                delete.executeUpdate();
            }
        }
    }

    /** @param most fewer than there are */
    private static long endOfOldestToKeep(int most, Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT endTime FROM " + TABLE + " ORDER BY endTime DESC")) {
            select.setMaxRows(most);
            long end = Long.MAX_VALUE;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    end = rows.getLong(1);
                }
            }
            return end;
        }
    }
}
