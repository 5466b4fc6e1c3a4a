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
 * A MariaDB of Debian's with its data under {@code target}, on loopback and a free port, set to utf8mb4 as Debian sets
 * it. It refuses to run as root, so then it runs as {@code nobody}. Ends with the test.
 */
public final class MariadbServer implements DatabaseServer {

    private static final String PROGRAM = "/usr/sbin/mariadbd";
    private static final String USER = "nobody";

    private final String driver;
    private final int port;
    private final List<String> command;
    private Process process;
    private final AtomicInteger databases = new AtomicInteger();

    private MariadbServer(String driver, int port, List<String> command) throws IOException {
        this.driver = driver;
        this.port = port;
        this.command = command;
        begin();
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
        ServerPrograms.run(
                folder,
                command(
                        "mariadb-install-db",
                        data,
                        "--auth-root-authentication-method=normal",
                        "--skip-name-resolve",
                        "--skip-test-db"));
        int port = FreePorts.next();
        return new MariadbServer(
                driver,
                port,
                command(
                        PROGRAM,
                        data,
                        "--bind-address=" + ServerPrograms.HOST,
                        "--port=" + port,
                        "--socket=socket",
                        "--pid-file=pid",
                        "--character-set-server=utf8mb4",
                        "--skip-name-resolve",
                        "--log-warnings=0",
                        "--innodb-flush-log-at-trx-commit=0"));
    }

    /** Starts it, with what its database has. Returns when it answers. */
    public void begin() throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        awaitReady(process);
    }

    /**
     * Stops it in order, since it writes its log lazily. Whoever wants to connect is refused until it is begun again.
     */
    public void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Lets it hang: whoever asks it something has to wait. */
    public void hang() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Wakes it when it hangs. */
    public void wake() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
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
        try (Connection connection = DriverManager.getConnection(url("mysql"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As Openfire's set-up suggests it. */
    private String url(String database) {
        return "jdbc:" + driver + "://" + ServerPrograms.HOST + ":" + port + "/" + database
                + "?rewriteBatchedStatements=true&user=root";
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
