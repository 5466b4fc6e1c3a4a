package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of Debian's with its data under {@code target}, on loopback and a free port. It refuses to run as root,
 * so then it runs as the user {@code postgres} that its package makes. Ends with the test.
 */
public final class PostgresqlCluster implements DatabaseServer {

    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresqlCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @throws IOException if there is none to start; {@code src/scripts/tools.sh} installs it */
    public static PostgresqlCluster start() throws IOException, InterruptedException {
        Path folder = ServerPrograms.newFolder("postgresql", "postgres");
        PostgresqlCluster cluster = new PostgresqlCluster(folder, FreePorts.next());
        cluster.tool("initdb", "-D", cluster.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        cluster.tool(
                "pg_ctl",
                "-D",
                cluster.data(),
                "-l",
                folder.resolve("log").toString(),
                "-w",
                "-o",
                "-F -h " + ServerPrograms.HOST + " -p " + cluster.port + " -k " + folder,
                "start");
        return cluster;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (ServerPrograms.isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs().resolve(name).toString());
        command.addAll(List.of(arguments));
        ServerPrograms.run(folder, command);
    }

    /** Debian keeps the programs of each version in a folder of its own. */
    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("there is no PostgreSQL here"));
        }
    }

    @Override
    public String emptyDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://" + ServerPrograms.HOST + ":" + port + "/" + database + "?user=postgres";
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tool("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }
}
