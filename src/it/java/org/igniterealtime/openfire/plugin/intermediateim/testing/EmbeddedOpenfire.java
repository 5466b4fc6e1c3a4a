package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;

/**
 * A real Openfire 4.2.0 in a process of its own, on loopback and free ports, with its own class path: the plugin is
 * loaded from the jar that was built. Domain {@code example.org}; users are made by {@link #user}; the admin is
 * {@code admin}, password {@code admin}.
 *
 * <p>An integration test has {@code @RegisterExtension static final SharedOpenfire openfire = new SharedOpenfire()} and
 * one server with all others; only one that changes the server for good starts its own.
 */
public final class EmbeddedOpenfire implements AutoCloseable {

    public static final String DOMAIN = "example.org";
    public static final String PLUGIN = "intermediateim";
    public static final String PASSWORD = "secret";

    static final String PROXY_PORT = "plugin.intermediateim.socks5.port";

    private static final String MAIN = "org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerMain";

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> users = new ArrayList<>();
    private String locale = "en";
    private String logLevel = "DEBUG";
    private List<String> heap = List.of("-Xmx512m");
    private boolean withPlugin = true;
    private boolean lasting;
    private String database;
    private int clientPort;
    private int consolePort;
    private int httpBindPort;
    private int proxyPort;
    private Path home;
    private Process process;
    private JMXConnector connector;
    private ServerControlMXBean control;

    /** @return a server still to be started, with the plugin */
    public static EmbeddedOpenfire withPlugin() {
        return new EmbeddedOpenfire();
    }

    public static EmbeddedOpenfire withoutPlugin() {
        EmbeddedOpenfire openfire = new EmbeddedOpenfire();
        openfire.withPlugin = false;
        return openfire;
    }

    /** Sets an Openfire property to start with. */
    public EmbeddedOpenfire property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Sets the ports that are otherwise any free ones. */
    public EmbeddedOpenfire ports(int client, int console, int httpBind) {
        clientPort = client;
        consolePort = console;
        httpBindPort = httpBind;
        return this;
    }

    /** Makes a user with the password {@value #PASSWORD}. */
    public EmbeddedOpenfire user(String username) {
        users.add(username);
        return this;
    }

    /** Sets the language of the console. */
    public EmbeddedOpenfire locale(String locale) {
        this.locale = locale;
        return this;
    }

    /** Sets what of the plugin is logged, otherwise all: that is more than servers in the field do, and takes time. */
    public EmbeddedOpenfire logLevel(String level) {
        this.logLevel = level;
        return this;
    }

    /**
     * Sets the memory for objects, as the JVM is told it: {@code 2g}. It has it from the start, as servers with much to
     * do should.
     */
    public EmbeddedOpenfire heap(String size) {
        this.heap = List.of("-Xms" + size, "-Xmx" + size);
        return this;
    }

    /** Has it keep its database, for {@link #restart}. */
    public EmbeddedOpenfire lasting() {
        lasting = true;
        return this;
    }

    /**
     * @param server where it keeps its database; to be spoken to with the driver for MySQL, which this Openfire brings
     */
    public EmbeddedOpenfire on(MariadbServer server) throws SQLException {
        database = server.emptyDatabase();
        return this;
    }

    /** Kills the server and starts it again, with what its database has; the plugin is there at once. */
    public void restart() {
        close();
        try {
            Path former = home;
            home = Files.createTempDirectory(former.getParent(), "openfire").toAbsolutePath();
            Files.createDirectories(home.resolve("plugins"));
            Files.copy(pluginJar(), home.resolve("plugins").resolve(PLUGIN + ".jar"));
            process = new ProcessBuilder(command())
                    .redirectError(home.resolve("stderr.txt").toFile())
                    .start();
            connect(awaitReady());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server and returns when clients can connect. */
    public EmbeddedOpenfire start() {
        try {
            choosePorts();
            Path homes = Path.of(System.getProperty("server.homes", "target/server/homes"));
            Files.createDirectories(homes);
            home = Files.createTempDirectory(homes, "openfire").toAbsolutePath();
            if (lasting) {
                database = "jdbc:hsqldb:file:" + home.resolve("database")
                        + ";hsqldb.write_delay=false;hsqldb.lock_file=false";
            }
            process = new ProcessBuilder(command())
                    .redirectError(home.resolve("stderr.txt").toFile())
                    .start();
            connect(awaitReady());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
        users.forEach(user -> control.createUser(user, PASSWORD));
        if (withPlugin) {
            control.installPlugin(pluginJar().toString());
        }
        return this;
    }

    private List<String> command() {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "xmpp.domain",
                DOMAIN,
                "xmpp.fqdn",
                "localhost",
                "xmpp.socket.plain.port",
                String.valueOf(clientPort),
                "httpbind.enabled",
                "true",
                "httpbind.port.plain",
                String.valueOf(httpBindPort),
                "httpbind.port.secure",
                "-1",
                PROXY_PORT,
                String.valueOf(proxyPort)));
        for (String unused : List.of(
                "xmpp.socket.ssl.active",
                "xmpp.server.socket.active",
                "xmpp.component.socket.active",
                "xmpp.component.ssl.active",
                "xmpp.multiplex.socket.active",
                "xmpp.multiplex.ssl.active",
                "flash.crossdomain.enabled",
                "update.service-enabled",
                "mediaproxy.enabled",
                "xmpp.proxy.enabled")) {
            all.put(unused, "false");
        }
        all.putAll(properties);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dlog4j.configuration=log4j.properties",
                "-Dserver.log=" + log(),
                "-Dserver.log.level=" + logLevel,
                "-Dserver.locale=" + locale,
                "-cp",
                Path.of(System.getProperty("server.lib", "target/server/lib")).toAbsolutePath() + "/*",
                MAIN,
                home.toString(),
                String.valueOf(consolePort)));
        command.addAll(1, heap);
        Optional.ofNullable(System.getProperty("server.compiler")).ifPresent(option -> command.add(1, option));
        if (database != null) {
            command.add(1, "-Dserver.database=" + database);
        }
        all.forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }

    private String awaitReady() throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("READY ")) {
                Thread rest = new Thread(() -> out.lines().forEach(ignored -> {}), "openfire-output");
                rest.setDaemon(true);
                rest.start();
                return line.substring("READY ".length());
            }
        }
        throw new IOException("Openfire did not start; see " + home);
    }

    private void connect(String address) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        try {
            control = JMX.newMXBeanProxy(
                    connection(), new ObjectName(ServerControlMXBean.NAME), ServerControlMXBean.class);
        } catch (javax.management.MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private void choosePorts() {
        clientPort = clientPort == 0 ? FreePorts.next() : clientPort;
        consolePort = consolePort == 0 ? FreePorts.next() : consolePort;
        httpBindPort = httpBindPort == 0 ? FreePorts.next() : httpBindPort;
        proxyPort = FreePorts.next();
    }

    /** @return the plugin jar that was built */
    public static Path pluginJar() {
        return Path.of(System.getProperty("plugin.jar", "target/intermediateim.jar"))
                .toAbsolutePath();
    }

    /** @return what can be asked of the server beyond XMPP */
    public ServerControlMXBean control() {
        return control;
    }

    /** @return the server's platform beans: memory, threads, CPU time */
    public MBeanServerConnection connection() throws IOException {
        return connector.getMBeanServerConnection();
    }

    public int clientPort() {
        return clientPort;
    }

    public int httpBindPort() {
        return httpBindPort;
    }

    /** @return the port that our SOCKS5 proxy is told to listen on */
    public int proxyPort() {
        return proxyPort;
    }

    public String consoleUrl() {
        return "http://127.0.0.1:" + consolePort;
    }

    public long pid() {
        return process.pid();
    }

    /** @return the server's log file */
    public Path log() {
        return home.resolve("server.log");
    }

    @Override
    public void close() {
        try {
            if (connector != null) {
                connector.close();
            }
        } catch (IOException e) {
            // the server is about to end anyway
        }
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
