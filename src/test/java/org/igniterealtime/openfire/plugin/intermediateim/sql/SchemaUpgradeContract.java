package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds on every database that had tables of ours in an older version. */
abstract class SchemaUpgradeContract {

    abstract TestedDatabase database();

    @Test
    void makesWhatIsNewAndRecordsTheVersion() throws Exception {
        Database database = database().empty();
        database().schema().upgrade(database, 1, 3);
        assertEquals(List.of(), new SqlSeatStore(database).configs());
        new SqlCapsArchive(database).load((announcement, query) -> {
            throw new AssertionError(announcement);
        });
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT version FROM ofVersion WHERE name = 'intermediateim'")) {
            rows.next();
            assertEquals(3, rows.getInt(1));
        }
    }
}
