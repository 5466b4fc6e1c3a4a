package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A MariaDB of Debian's with its data under {@code target}, on loopback and a free port, set to utf8mb4 as Debian sets it. It
 * refuses to run as root, so then it runs as {@code nobody}. Ends with the test.
 */
public final class MariadbServer implements DatabaseServer {

    private static final String PROGRAM = "/usr/sbin/mariadbd";
    private static final String USER = "nobody";

    private final String driver;
    private final int port;
    private final Process process;
    private final AtomicInteger databases = new AtomicInteger();

    private MariadbServer(String driver, int port, Process process) {
        this.driver = driver;
        this.port = port;
        this.process = process;
    }

    /**
     * @param driver which one speaks to it, as URLs name it: {@code mysql} or {@code mariadb}
     * @throws IOException if there is none to start; {@code src/scripts/tools.sh} installs it
     */
    public static MariadbServer start(String driver) throws IOException, InterruptedException {
        if (!Files.exists(Path.of(PROGRAM))) {
            throw new IOException("there is no MariaDB here");
        }
        Path folder = ServerPrograms.newFolder("mariadb", USER);
        String data = "--datadir=" + folder.resolve("data");
        ServerPrograms.run(folder, command("mariadb-install-db", data, "--auth-root-authentication-method=normal",
                "--skip-name-resolve", "--skip-test-db"));
        int port = ServerPrograms.freePort();
        Process process = new ProcessBuilder(command(PROGRAM, data, "--bind-address=" + ServerPrograms.HOST, "--port=" + port,
                "--socket=socket", "--pid-file=pid", "--character-set-server=utf8mb4", "--skip-name-resolve",
                "--log-warnings=0", "--innodb-flush-log-at-trx-commit=0")).redirectErrorStream(true).start();
        awaitReady(process);
        return new MariadbServer(driver, port, process);
    }

    /** Without what is set on this machine. Only root may say who it runs as. */
    private static List<String> command(String program, String... options) {
        List<String> command = new ArrayList<>(List.of(program, "--no-defaults"));
        if (ServerPrograms.isRoot()) {
            command.add("--user=" + USER);
        }
        command.addAll(List.of(options));
        return command;
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader log = process.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.endsWith("ready for connections.")) {
                return;
            }
            lines.add(line);
        }
        throw new IOException("MariaDB has ended: " + lines);
    }

    @Override
    public String emptyDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url(name);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("mysql")); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As Openfire's set-up suggests it. */
    private String url(String database) {
        return "jdbc:" + driver + "://" + ServerPrograms.HOST + ":" + port + "/" + database + "?rewriteBatchedStatements=true&user=root";
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("MariaDB does not end");
        }
    }
}
