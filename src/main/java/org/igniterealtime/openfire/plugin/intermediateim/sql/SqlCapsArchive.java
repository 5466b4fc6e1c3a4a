package org.igniterealtime.openfire.plugin.intermediateim.sql;

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

    private final Sql sql;

    public SqlCapsArchive(Database database) {
        this.sql = new Sql(database);
    }

    private void run(Sql.Work<?> work) {
        try {
            sql.run(work);
        } catch (SQLException e) {
            throw new ArchiveException(e);
        }
    }

    @Override
    public void load(BiConsumer<Announcement, String> each) {
        run(statements -> {
            statements.forEach(
                    "SELECT hash, node, ver, query FROM " + TABLE,
                    row -> each.accept(
                            new Announcement(row.getString(1), row.getString(2), row.getString(3)), row.getString(4)));
            return null;
        });
    }

    @Override
    public void keep(Announcement announcement, DiscoInfo info) {
        run(statements -> {
            delete(statements, announcement.key());
            try {
                return statements.update(
                        "INSERT INTO " + TABLE + " (hash, ver, node, query) VALUES (?, ?, ?, ?)",
                        announcement.hash(),
                        announcement.ver(),
                        announcement.node(),
                        info.toElement().asXML());
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState())
                        .startsWith(CONSTRAINT_VIOLATED)) { // another node of the cluster was first
                    throw e;
                }
                return 0;
            }
        });
    }

    private static int delete(Statements statements, CapsKey key) throws SQLException {
        return statements.update("DELETE FROM " + TABLE + " WHERE hash = ? AND ver = ?", key.hash(), key.ver());
    }

    @Override
    public void forget(CapsKey key) {
        run(statements -> delete(statements, key));
    }

    @Override
    public void forgetAll() {
        run(statements -> statements.update("DELETE FROM " + TABLE));
    }
}
