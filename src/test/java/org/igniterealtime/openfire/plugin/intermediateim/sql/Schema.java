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
        makeVersions(database);
        run(script(""), database);
    }

    /** @param recorded the version of our tables that is there */
    void upgrade(Database database, int recorded, int wanted) throws IOException, SQLException {
        makeVersions(database);
        execute(database, "INSERT INTO ofVersion (name, version) VALUES ('" + KEY + "', " + recorded + ")");
        for (int version = recorded + 1; version <= wanted; version++) {
            run(script("upgrade/" + version), database);
        }
    }

    private static void makeVersions(Database database) throws SQLException {
        execute(
                database,
                "CREATE TABLE ofVersion (name VARCHAR(50) NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name))");
    }

    private Path script(String inFolder) {
        return folder.resolve(inFolder).resolve(KEY + "_" + databaseType + ".sql");
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
