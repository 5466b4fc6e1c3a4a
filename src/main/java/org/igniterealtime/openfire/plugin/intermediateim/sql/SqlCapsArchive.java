package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsArchive;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Keeps verified capabilities in the database, which the nodes of a cluster share. */
public final class SqlCapsArchive implements CapsArchive {

    private static final String TABLE = "ofIntermediateImCaps";
    /** SQLSTATE class of a row that is already there. */
    private static final String CONSTRAINT_VIOLATED = "23";

    private final Database database;

    public SqlCapsArchive(Database database) {
        this.database = database;
    }

    private interface Work {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Work work) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            work.on(statement);
        } catch (SQLException e) {
            throw new ArchiveException(e);
        }
    }

    @Override
    public void load(BiConsumer<Announcement, String> each) {
        run("SELECT hash, node, ver, query FROM " + TABLE, select -> {
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.accept(
                            new Announcement(rows.getString(1), rows.getString(2), rows.getString(3)),
                            rows.getString(4));
                }
            }
        });
    }

    @Override
    public void keep(Announcement announcement, DiscoInfo info) {
        forget(announcement.key());
        run("INSERT INTO " + TABLE + " (hash, ver, node, query) VALUES (?, ?, ?, ?)", insert -> {
            insert.setString(1, announcement.hash());
            insert.setString(2, announcement.ver());
            insert.setString(3, announcement.node());
            insert.setString(4, info.toElement().asXML());
            try {
                insert.executeUpdate();
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState())
                        .startsWith(CONSTRAINT_VIOLATED)) { // another node of the cluster was first
                    throw e;
                }
            }
        });
    }

    @Override
    public void forget(CapsKey key) {
        run("DELETE FROM " + TABLE + " WHERE hash = ? AND ver = ?", delete -> {
            delete.setString(1, key.hash());
            delete.setString(2, key.ver());
            delete.executeUpdate();
        });
    }

    @Override
    public void forgetAll() {
        run("DELETE FROM " + TABLE, PreparedStatement::executeUpdate);
    }
}
