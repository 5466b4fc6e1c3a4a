package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of our tables. Openfire creates and upgrades them by our scripts before the plugin starts, and leaves
 * them alone if their version is a later one than plugin.xml asks for.
 */
public final class SchemaVersion {

    /** What this release of the plugin expects; plugin.xml and the scripts say the same. */
    static final int EXPECTED = 1;

    private static final Logger Log = LoggerFactory.getLogger(SchemaVersion.class);

    private final Sql sql;

    public SchemaVersion(Database database) {
        this.sql = new Sql(database);
    }

    /** @return whether the tables are those that this release expects, as far as is known; if not, the log says more */
    public boolean check() {
        List<Integer> found;
        try {
            found = sql.run(statements -> statements.list(
                    "SELECT version FROM ofVersion WHERE name = 'intermediateim'", row -> row.getInt(1)));
        } catch (SQLException e) {
            Log.warn("The version of the database tables of Intermediate IM could not be read", e);
            return true;
        }
        for (int version : found) {
            if (version > EXPECTED) {
                Log.warn(
                        "The database tables of Intermediate IM have version {}, which was made by a development "
                                + "version or a later release of the plugin. This release expects version {}. To have "
                                + "the tables created anew, without their data, stop the server, drop all tables whose "
                                + "names begin with ofIntermediateIm, execute \"DELETE FROM ofVersion WHERE name = "
                                + "'intermediateim'\", and start the server again",
                        version,
                        EXPECTED);
                return false;
            }
        }
        return true;
    }
}
