package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database about the version of our tables. */
abstract class SchemaVersionContract {

    private Database database;

    abstract TestedDatabase database();

    @BeforeEach
    void makeTables() throws Exception {
        database = database().empty();
        database().schema().install(database);
    }

    @Test
    void newTablesHaveTheExpectedVersion() throws Exception {
        assertTrue(new SchemaVersion(database).check());
        Integer version = new Sql(database)
                .run(statements -> statements.number("SELECT version FROM ofVersion WHERE name = 'intermediateim'"));
        assertEquals(SchemaVersion.EXPECTED, version);
    }

    @Test
    void tablesOfADevelopmentVersionAreReported() throws Exception {
        Schema.execute(database, "UPDATE ofVersion SET version = 3 WHERE name = 'intermediateim'");
        assertFalse(new SchemaVersion(database).check());
    }
}
