package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.igniterealtime.openfire.plugin.intermediateim.testing.DatabaseServer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/** A database on a real server, with the scripts as they are in the plugin's jar. */
final class DatabaseOnServer implements TestedDatabase, AutoCloseable {

    private final String type;
    private final DatabaseServer server;
    private final FileSystem plugin;

    /** @param type what Openfire calls it, with the driver at hand */
    DatabaseOnServer(String type, DatabaseServer server) throws IOException {
        this.type = type;
        this.server = server;
        this.plugin = FileSystems.newFileSystem(EmbeddedOpenfire.pluginJar());
    }

    @Override
    public Database empty() throws SQLException {
        String url = server.emptyDatabase();
        return () -> DriverManager.getConnection(url);
    }

    @Override
    public Schema schema() {
        return new Schema(plugin.getPath("database"), type);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        plugin.close();
        server.close();
    }
}
