package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of Debian's with its data under {@code target}, on loopback and a free port. It refuses to run as root, so
 * then it runs as the user {@code postgres} that its package makes. Ends with the test.
 */
public final class PostgresqlCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresqlCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @throws IOException if there is none to start; {@code src/scripts/tools.sh} installs it */
    public static PostgresqlCluster start() throws IOException, InterruptedException {
        Path home = Path.of("target/postgresql").toAbsolutePath();
        Files.createDirectories(home);
        Path folder = Files.createTempDirectory(home, "cluster");
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        PostgresqlCluster cluster = new PostgresqlCluster(folder, freePort());
        cluster.tool("initdb", "-D", cluster.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        cluster.tool("pg_ctl", "-D", cluster.data(), "-l", folder.resolve("log").toString(), "-w", "-o",
                "-F -h " + HOST + " -p " + cluster.port + " -k " + folder, "start");
        return cluster;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs().resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Debian keeps the programs of each version in a folder of its own. */
    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.exists(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder()).orElseThrow(() -> new IOException("there is no PostgreSQL here"));
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target/postgresql"), "output", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .directory(Path.of("/").toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(output));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    /** @return JDBC URL of a new database; it names the user too */
    public String emptyDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?user=postgres";
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tool("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }
}
