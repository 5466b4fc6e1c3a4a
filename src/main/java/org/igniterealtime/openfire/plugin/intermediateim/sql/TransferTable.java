package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
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
 * The table of transfers. Every call blocks.
 */
final class TransferTable {

    private static final String TABLE = "ofIntermediateImTransfer";
    private static final String COLUMNS = "requester, requesterResource, target, targetResource, fileName, fileSize, "
            + "bytesToTarget, bytesToRequester, startTime, endTime, reason";
    private static final String FOUND = "(LOWER(requester) LIKE ? ESCAPE '!' OR LOWER(target) LIKE ? ESCAPE '!' "
            + "OR LOWER(fileName) LIKE ? ESCAPE '!')";
    private static final String OF_REASON = "reason = ?";
    private static final String OF_PARTY = " WHERE requester = ? OR target = ?";

    private final Sql sql;

    TransferTable(Database database) {
        this.sql = new Sql(database);
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
        return sql.run(statements ->
                statements.number("SELECT COUNT(*) FROM " + TABLE + " WHERE transferID = ?", row.id()) > 0);
    }

    /** Writes all, or, where the database refuses one, some of them. */
    void insert(List<Row> rows) throws SQLException {
        sql.run(statements -> {
            statements.updateEach(
                    "INSERT INTO " + TABLE + " (transferID, " + COLUMNS
                            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows.stream().map(TransferTable::values).toList());
            return null;
        });
    }

    private static Object[] values(Row row) {
        FinishedTransfer transfer = row.transfer();
        OptionalLong size = transfer.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        return new Object[] {
            row.id(),
            transfer.requester().toBareJID(),
            Rows.resource(transfer.requester()),
            transfer.target().toBareJID(),
            Rows.resource(transfer.target()),
            transfer.file().map(OfferedFile::name).orElse(""),
            size.isPresent() ? size.getAsLong() : null,
            transfer.bytesToTarget(),
            transfer.bytesToRequester(),
            transfer.start().toEpochMilli(),
            transfer.end().toEpochMilli(),
            transfer.reason().name()
        };
    }

    /** @return newest first, with the number of all that are found */
    Page find(String search, Optional<Reason> reason, int offset, int count) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
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
        return sql.run(statements -> new Page(
                statements.page(
                        offset,
                        count,
                        "SELECT " + COLUMNS + " FROM " + TABLE + where + " ORDER BY endTime DESC, transferID",
                        TransferTable::read,
                        values.toArray()),
                statements.number("SELECT COUNT(*) FROM " + TABLE + where, values.toArray())));
    }

    private static FinishedTransfer read(ResultSet row) throws SQLException {
        String name = row.getString(5);
        long size = row.getLong(6);
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(size);
        boolean seen = !name.isEmpty() || known.isPresent();
        return new FinishedTransfer(
                Rows.jid(row.getString(1), row.getString(2)),
                Rows.jid(row.getString(3), row.getString(4)),
                seen ? Optional.of(new OfferedFile(name, known)) : Optional.empty(),
                row.getLong(7),
                row.getLong(8),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Reason.valueOf(row.getString(11)));
    }

    /** @return bare JID to bytes in both directions, of transfers that ended since then */
    Map<JID, Long> bytesSince(Instant since) throws SQLException {
        Map<JID, Long> bytes = new HashMap<>();
        sql.run(statements -> {
            addBytes(statements, "requester", "", since, bytes);
            addBytes(statements, "target", " AND target <> requester", since, bytes); // once if they are one
            return null;
        });
        return bytes;
    }

    private static void addBytes(
            Statements statements, String party, String condition, Instant since, Map<JID, Long> bytes)
            throws SQLException {
        statements.forEach(
                "SELECT " + party + ", SUM(bytesToTarget + bytesToRequester) FROM " + TABLE + " WHERE endTime >= ?"
                        + condition + " GROUP BY " + party,
                row -> bytes.merge(Rows.jid(row.getString(1), ""), row.getLong(2), Long::sum),
                since.toEpochMilli());
    }

    int countOf(JID bareJid) throws SQLException {
        String bare = bareJid.toBareJID();
        return sql.run(statements -> statements.number("SELECT COUNT(*) FROM " + TABLE + OF_PARTY, bare, bare));
    }

    void deleteOf(JID bareJid) throws SQLException {
        String bare = bareJid.toBareJID();
        sql.run(statements -> statements.update("DELETE FROM " + TABLE + OF_PARTY, bare, bare));
    }

    void deleteAll() throws SQLException {
        sql.run(statements -> statements.update("DELETE FROM " + TABLE));
    }

    /** Deletes what ended before then, and the oldest ones of more than {@code most}. */
    void prune(Instant before, int most) throws SQLException {
        sql.run(statements -> {
            deleteBefore(statements, before.toEpochMilli());
            if (statements.number("SELECT COUNT(*) FROM " + TABLE) > most) {
                List<Long> oldestToKeep = statements.page(
                        most - 1, 1, "SELECT endTime FROM " + TABLE + " ORDER BY endTime DESC", row -> row.getLong(1));
                for (Long end : oldestToKeep) {
                    deleteBefore(statements, end);
                }
            }
            return null;
        });
    }

    private static void deleteBefore(Statements statements, long end) throws SQLException {
        statements.update("DELETE FROM " + TABLE + " WHERE endTime < ?", end);
    }
}
