package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.UUID;

/** HSQLDB, the database that Openfire brings. */
final class Hsqldb implements TestedDatabase {

    @Override
    public Database empty() {
        String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
        return () -> DriverManager.getConnection(url, "sa", "");
    }

    @Override
    public Schema schema() {
        return new Schema(Path.of("src/main/database"), "hsqldb");
    }
}
