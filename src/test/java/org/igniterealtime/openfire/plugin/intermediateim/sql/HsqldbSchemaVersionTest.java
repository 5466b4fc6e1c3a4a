package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbSchemaVersionTest extends SchemaVersionContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }

    @Test
    void pluginXmlAsksForTheExpectedVersion() throws Exception {
        String plugin = Files.readString(Path.of("plugin.xml"));
        assertTrue(plugin.contains("<databaseVersion>" + SchemaVersion.EXPECTED + "</databaseVersion>"), plugin);
    }

    @Test
    void aDatabaseThatFailsIsNotReported() {
        assertTrue(new SchemaVersion(() -> {
                    throw new SQLException("out of order");
                })
                .check());
    }
}
