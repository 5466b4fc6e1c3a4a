package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The proxies of the servers that Debian has, with configurations of our own, as the user who runs the benchmark. */
final class DebianProxy extends XmppProxy {

    static final String PROSODY = "Prosody";
    static final String EJABBERD = "ejabberd";

    private static final String PROSODY_CONFIGURATION = """
            daemonize = false
            run_as_root = true
            pidfile = "%1$s/prosody.pid"
            data_path = "%1$s/data"
            log = { warn = "%1$s/prosody.log" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { %2$d }
            c2s_direct_tls_ports = { }
            c2s_require_encryption = false
            allow_unencrypted_plain_auth = true
            authentication = "insecure"
            insecure_open_authentication = "Yes please, I know what I'm doing!"
            modules_enabled = { "roster", "saslauth", "disco", "ping" }
            modules_disabled = { "s2s", "tls" }
            proxy65_ports = { %3$d }
            VirtualHost "example.org"
            Component "proxy.example.org" "proxy65"
                proxy65_address = "127.0.0.1"
            """;

    private static final String EJABBERD_CONFIGURATION = """
            hosts: [example.org]
            loglevel: warning
            auth_method: anonymous
            anonymous_protocol: login_anon
            allow_multiple_connections: true
            acme: {auto: false}
            listen:
              - {port: %1$d, ip: "127.0.0.1", module: ejabberd_c2s, access: all, shaper: none, backlog: 256}
            modules:
              mod_disco: {}
              mod_ping: {}
              mod_proxy65: {host: "proxy.example.org", ip: "127.0.0.1", port: %2$d, access: all, shaper: none, max_connections: infinity}
            """;

    private final int divisor;

    private DebianProxy(String name, ServerProcess process, int clientPort, int port, int divisor) {
        super(name, process, clientPort, "proxy.example.org", port);
        this.divisor = divisor;
    }

    /** @return empty if it is not installed */
    static Optional<Proxy> prosody(Path home) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/prosody"))) {
            return Optional.empty();
        }
        int clientPort = ServerProcess.freePort();
        int port = ServerProcess.freePort();
        Path configuration = lay(home, "prosody.cfg.lua", PROSODY_CONFIGURATION.formatted(home, clientPort, port));
        ServerProcess process = ServerProcess.start(
                home.resolve("stderr.txt"), List.of("/usr/bin/prosody", "--config", configuration.toString(), "-F"));
        process.awaitPort(clientPort);
        process.awaitPort(port);
        return Optional.of(new DebianProxy(PROSODY, process, clientPort, port, 8));
    }

    /** @return empty if it is not installed */
    static Optional<Proxy> ejabberd(Path home) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/sbin/ejabberdctl"))) {
            return Optional.empty();
        }
        int clientPort = ServerProcess.freePort();
        int port = ServerProcess.freePort();
        Path configuration = lay(home, "ejabberd.yml", EJABBERD_CONFIGURATION.formatted(clientPort, port));
        // as ejabberdctl does, yet without a name in a network, so that no port mapper is started
        ServerProcess process = ServerProcess.start(
                home.resolve("stderr.txt"),
                List.of(
                        "erl",
                        "-noinput",
                        "+K",
                        "true",
                        "+P",
                        "250000",
                        "-mnesia",
                        "dir",
                        "\"" + home.resolve("db") + "\"",
                        "-s",
                        "ejabberd"),
                Map.of(
                        "ERL_LIBS",
                        debianLibraries().toString(),
                        "ERL_MAX_PORTS",
                        "32000",
                        "HOME",
                        home.toString(),
                        "EJABBERD_CONFIG_PATH",
                        configuration.toString(),
                        "EJABBERD_LOG_PATH",
                        home.resolve("ejabberd.log").toString()));
        process.awaitPort(clientPort);
        process.awaitPort(port);
        return Optional.of(new DebianProxy(EJABBERD, process, clientPort, port, 1));
    }

    /** @return the folder that holds ejabberd's libraries; named after the machine's kind */
    private static Path debianLibraries() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith("-linux-gnu"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Clears the server's home of the last run, and writes its configuration. */
    private static Path lay(Path home, String file, String configuration) throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path each :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("certs"));
        return Files.writeString(home.resolve(file), configuration);
    }

    @Override
    public int divisor() {
        return divisor;
    }
}
