package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The scripts that the plugin brings for one kind of database, run the way Openfire's SchemaManager runs them. */
final class Schema {

    private static final String KEY = "intermediateim";

    private final Path folder;
    private final String databaseType;

    /** @param databaseType as Openfire calls it */
    Schema(Path folder, String databaseType) {
        this.folder = folder;
        this.databaseType = databaseType;
    }

    /** Where Openfire has its own tables, and none of ours. */
    void install(Database database) throws IOException, SQLException {
        execute(
                database,
                "CREATE TABLE ofVersion (name VARCHAR(50) NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name))");
        run(folder.resolve(KEY + "_" + databaseType + ".sql"), database);
    }

    /** Lines make a statement up to one that ends with a semicolon, comments left out. */
    private static void run(Path script, Database database) throws IOException, SQLException {
        StringBuilder statement = new StringBuilder();
        for (String line : Files.readAllLines(script)) {
            if (!line.isBlank() && !line.strip().startsWith("--")) {
                statement.append(' ').append(line);
            }
            if (line.strip().endsWith(";")) {
                execute(database, statement.toString());
                statement.setLength(0);
            }
        }
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
