package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.jivesoftware.database.ConnectionProvider;

/** Lays out a fresh Openfire home directory. Openfire rewrites its configuration at run time, so none is used twice. */
final class ServerHome {

    private static final List<String> CONSOLE =
            List.of("WEB-INF/web.xml", "WEB-INF/sitemesh.xml", "WEB-INF/decorators.xml", "style/console.css");

    private final Path home;

    ServerHome(Path home) {
        this.home = home;
    }

    /** @param properties Openfire properties to start with */
    void create(int consolePort, Map<String, String> properties) throws IOException, GeneralSecurityException {
        write("conf/openfire.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <jive>
                  <setup>true</setup>
                  <locale>%s</locale>
                  <adminConsole><port>%d</port><securePort>-1</securePort><interface>127.0.0.1</interface></adminConsole>
                  <network><interface>127.0.0.1</interface></network>
                  <connectionProvider><className>%s</className></connectionProvider>
                </jive>
                """.formatted(
                        System.getProperty("server.locale", "en"),
                        consolePort,
                        provider().getName()));
        write("conf/security.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<security/>\n");
        // c2s opens after the first scan of plugins, and that scan wants this one
        write("plugins/admin/plugin.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <plugin><class>org.jivesoftware.openfire.container.AdminConsolePlugin</class><name>Admin</name></plugin>
                """);
        for (String file : CONSOLE) {
            write("plugins/admin/webapp/" + file, resource("/webapp/" + file));
        }
        String schema = resource("/database/openfire_hsqldb.sql") + inserts(properties);
        write("resources/database/openfire_hsqldb.sql", schema);
        // there the longest strings are no strings, and an index takes 3072 bytes
        write(
                "resources/database/openfire_mysql.sql",
                schema.replace("LONGVARCHAR", "MEDIUMTEXT")
                        .replace("VARCHAR(1024)", "VARCHAR(255)")
                        .replace("VARCHAR(4000)", "VARCHAR(500)"));
        for (String store : List.of("keystore", "truststore", "client.truststore")) {
            emptyKeyStore(home.resolve("resources/security").resolve(store));
        }
        if (Integer.parseInt(properties.getOrDefault("httpbind.port.secure", "-1")) > 0) {
            makeCertificate(home.resolve("resources/security/keystore"), properties.get("xmpp.domain"));
        }
    }

    private static Class<? extends ConnectionProvider> provider() {
        return System.getProperty(ServerDatabase.URL, "").startsWith("jdbc:mysql:")
                ? ServerDatabase.class
                : InMemoryDatabase.class;
    }

    private static String inserts(Map<String, String> properties) {
        StringBuilder sql = new StringBuilder();
        properties.forEach((name, value) -> sql.append("INSERT INTO ofProperty (name, propValue) VALUES ('")
                .append(name)
                .append("', '")
                .append(value.replace("'", "''"))
                .append("');\n"));
        return sql.toString();
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ServerHome.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Signed by itself. */
    private static void makeCertificate(Path keyStore, String domain) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        domain + "_rsa",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=" + domain,
                        "-keystore",
                        keyStore.toString(),
                        "-storetype",
                        "jks",
                        "-storepass",
                        "changeit",
                        "-keypass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool has made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static void emptyKeyStore(Path file) throws IOException, GeneralSecurityException {
        Files.createDirectories(file.getParent());
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("jks");
        store.load(null, password);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }
}
