package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Prosody as Debian has it, in a process of its own, on loopback: another server, {@value #DOMAIN}, with a service
 * for rooms. It reaches an Openfire server to server, and is reached by it; everybody can log in there, as anybody.
 */
public final class Prosody implements AutoCloseable {

    public static final String DOMAIN = "verona.lit";
    public static final String ROOMS = "rooms." + DOMAIN;

    private static final Path PROGRAM = Path.of("/usr/bin/prosody");

    private static final String CONFIGURATION = """
            daemonize = false
            run_as_root = true
            pidfile = "%1$s/prosody.pid"
            data_path = "%1$s/data"
            certificates = "%1$s/certs"
            plugin_paths = { "%2$s" }
            log = { debug = "%1$s/prosody.log", info = "*console" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { %3$d }
            c2s_direct_tls_ports = { }
            c2s_require_encryption = false
            s2s_ports = { %4$d }
            s2s_direct_tls_ports = { }
            s2s_require_encryption = false
            s2s_secure_auth = false
            s2s_here_port = %5$d
            allow_unencrypted_plain_auth = true
            authentication = "insecure"
            insecure_open_authentication = "Yes please, I know what I'm doing!"
            modules_enabled = { "s2s_here", "roster", "saslauth", "disco", "ping", "dialback" }
            modules_disabled = { "tls" }
            VirtualHost "verona.lit"
            Component "rooms.verona.lit" "muc"
                modules_enabled = { "dialback" }
            """;

    private final Path home;
    private final int clientPort;
    private final int serverPort;
    private Process process;

    private Prosody(Path home, int clientPort, int serverPort) {
        this.home = home;
        this.clientPort = clientPort;
        this.serverPort = serverPort;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Starts it, and returns when clients and servers can connect.
     *
     * @param serverPort where it is to take other servers
     * @param otherPort  where it finds them
     */
    public static Prosody start(int clientPort, int serverPort, int otherPort) throws IOException {
        Path homes = Path.of(System.getProperty("server.homes", "target/server/homes"));
        Files.createDirectories(homes);
        Path home = Files.createTempDirectory(homes, "prosody").toAbsolutePath();
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("certs"));
        Files.writeString(
                home.resolve("prosody.cfg.lua"),
                CONFIGURATION.formatted(home, modules(), clientPort, serverPort, otherPort));
        Prosody prosody = new Prosody(home, clientPort, serverPort);
        prosody.start();
        return prosody;
    }

    private static Path modules() {
        try {
            return Path.of(Objects.requireNonNull(Prosody.class.getResource("/prosody"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() throws IOException {
        process = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        PROGRAM.toString(),
                        "--config",
                        home.resolve("prosody.cfg.lua").toString(),
                        "-F")
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader();
        Set<String> awaited = new HashSet<>(List.of(":" + clientPort, ":" + serverPort));
        while (!awaited.isEmpty()) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("Prosody did not start; see " + home);
            }
            awaited.removeIf(port -> line.contains("Activated service") && line.contains(port));
        }
        Thread rest = new Thread(() -> ignore(out), "prosody-output");
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

    /** Has it shut down in order, and starts it again. */
    public void restart() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        start();
    }

    /** @return a client that speaks in raw stanzas, logged in as {@code username} */
    public RawClient connect(String username) {
        return RawClient.login(clientPort, DOMAIN, username, EmbeddedOpenfire.PASSWORD, "raw");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
