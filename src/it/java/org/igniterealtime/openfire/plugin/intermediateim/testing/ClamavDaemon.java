package org.igniterealtime.openfire.plugin.intermediateim.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Debian's clamd in a process of its own, on loopback and a Unix socket. It knows one signature, which is no malware's,
 * so nothing has to be downloaded and nothing on the machine is alarmed.
 */
public final class ClamavDaemon implements AutoCloseable {

    /** What is found in a file that has {@link #MALWARE} in it. */
    public static final String FINDING = "IntermediateIM.Test.Malware.UNOFFICIAL";

    public static final byte[] MALWARE = "this-is-the-malware-of-the-tests".getBytes(US_ASCII);

    /** MiB that it takes, which is less than by default. */
    public static final int MOST_MIB = 1;

    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");

    private static final String CONFIGURATION = """
            DatabaseDirectory %1$s/signatures
            LocalSocket %1$s/socket
            TCPSocket %2$d
            TCPAddr 127.0.0.1
            TemporaryDirectory %1$s
            StreamMaxLength %3$dM
            Foreground yes
            LogTime yes
            """;

    private final Path home;
    private final int port;
    private Process process;

    private ClamavDaemon(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts it, and returns when it scans. */
    public static ClamavDaemon start() throws IOException {
        Path homes = Path.of(System.getProperty("server.homes", "target/server/homes"));
        Files.createDirectories(homes);
        Path home = Files.createTempDirectory(homes, "clamd").toAbsolutePath();
        Files.createDirectories(home.resolve("signatures"));
        Files.writeString(
                home.resolve("signatures").resolve("test.ndb"),
                "IntermediateIM.Test.Malware:0:*:" + HexFormat.of().formatHex(MALWARE) + "\n");
        int port = FreePorts.next();
        Files.writeString(home.resolve("clamd.conf"), CONFIGURATION.formatted(home, port, MOST_MIB));
        Files.copy(PROGRAM, home.resolve("clamd")); // AppArmor lets the original read in its own folders alone
        ClamavDaemon clamd = new ClamavDaemon(home, port);
        clamd.begin();
        return clamd;
    }

    /** Starts it again after {@link #end}. */
    public void begin() throws IOException {
        Files.deleteIfExists(home.resolve("socket"));
        process = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        home.resolve("clamd").toString(),
                        "--config-file=" + home.resolve("clamd.conf"))
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.contains("Self checking")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("clamd did not start; see " + home);
        }
        Thread rest = new Thread(() -> ignore(out), "clamd-output");
        rest.setDaemon(true);
        rest.start();
    }

    private static void ignore(BufferedReader out) {
        try {
            out.lines().forEach(ignored -> {});
        } catch (UncheckedIOException e) {
            // the process has ended
        }
    }

    /** Kills it. */
    public void end() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return as the setting has it */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** @return its Unix socket, as the setting has it */
    public String socket() {
        return "unix:" + home.resolve("socket");
    }

    @Override
    public void close() {
        end();
    }
}
