package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AnyTls;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Links;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Files are downloaded from the web server of a real Openfire, which is restarted and loses the plugin now and then.
 */
class LinksIT {

    private static final int SECURE_PORT = FreePorts.next();

    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;
    private static RawClient romeo;

    private final byte[] content = noise(300_000);

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @BeforeAll
    static void start() throws Exception {
        openfire = EmbeddedOpenfire.withPlugin()
                .property("httpbind.port.secure", String.valueOf(SECURE_PORT))
                .property("plugin.intermediateim.files.free-mib", "0")
                .user("romeo")
                .user("juliet")
                .start();
        control = openfire.control();
        romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw");
    }

    @AfterAll
    static void stop() throws Exception {
        romeo.close();
        openfire.close();
    }

    private String link(String name) throws IOException {
        return Links.send(new RawFiles(romeo, openfire.proxyPort()), control, "juliet", name, content);
    }

    private static HttpURLConnection overTls(String path) throws IOException {
        return AnyTls.connect("https://127.0.0.1:" + SECURE_PORT + path);
    }

    private static HttpURLConnection plain(String path) throws IOException {
        return (HttpURLConnection) URI.create("http://127.0.0.1:" + openfire.httpBindPort() + path)
                .toURL()
                .openConnection();
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "time is up");
        }
    }

    private static boolean isServed(String path) {
        try {
            HttpURLConnection connection = overTls(path);
            return connection.getResponseCode() == 200 && body(connection).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFileIsDownloaded() throws Exception {
        String link = link("letter.txt");
        HttpURLConnection got = overTls(link);
        assertArrayEquals(content, body(got));
        assertEquals(200, got.getResponseCode());
        assertEquals(
                "attachment; filename=\"letter.txt\"; filename*=UTF-8''letter.txt",
                got.getHeaderField("Content-Disposition"));
        assertNull(got.getHeaderField("Set-Cookie"));
        assertNull(got.getHeaderField("Strict-Transport-Security"));

        HttpURLConnection head = overTls(link);
        head.setRequestMethod("HEAD");
        head.setRequestProperty("Accept-Encoding", "gzip");
        assertEquals(200, head.getResponseCode());
        assertEquals(content.length, head.getContentLengthLong());

        HttpURLConnection part = overTls(link);
        part.setRequestProperty("Range", "bytes=299990-");
        assertEquals(10, body(part).length);
        assertEquals(206, part.getResponseCode());
    }

    @Test
    void whoTakesNoFilesGetsALink() throws Exception {
        new RawFiles(romeo, openfire.proxyPort())
                .send(RawFiles.IBB, "juliet@example.org", "s1", "letter & 1.txt", content);
        try (RawClient juliet = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "web")) {
            juliet.send("<presence/>");
            juliet.send(Software.named("web").answer(juliet.await(Software::isQuestion)));

            Element message = juliet.awaitMessage();
            String url = message.elementText("body");
            assertEquals("romeo@example.org", message.attributeValue("from"));
            assertEquals(juliet.jid(), message.attributeValue("to"));
            assertTrue(url.startsWith("https://localhost:" + SECURE_PORT + "/intermediateim/files/"), url);
            assertTrue(url.endsWith("/letter%20%26%201.txt"), url);
            assertEquals(url, message.element("x").elementText("url"));
            assertArrayEquals(content, body(AnyTls.connect(url)));
        }
        try (RawClient again = RawClient.login(openfire.clientPort(), "juliet", EmbeddedOpenfire.PASSWORD, "web")) {
            again.send("<presence/>");
            assertTrue(again.arrivedSoFar().stream()
                    .noneMatch(stanza -> stanza.getName().equals("message")));
        }
    }

    @Test
    void whatDoesNotExistLooksLikeWhatIsGone() throws Exception {
        String link = link("gone.txt");
        control.execute("UPDATE ofIntermediateImFile SET state = 'DECLINED' WHERE fileName = 'gone.txt'");
        HttpURLConnection gone = overTls(link);
        HttpURLConnection never = overTls("/intermediateim/files/" + "0".repeat(40) + "/x");
        assertEquals(404, gone.getResponseCode());
        assertEquals(headers(gone), headers(never));
    }

    private static List<String> headers(HttpURLConnection connection) {
        return connection.getHeaderFields().entrySet().stream()
                .filter(field -> !"Date".equals(field.getKey()))
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    @Test
    void nothingIsSentWithoutTls() throws Exception {
        String link = link("letter.txt");
        assertEquals(404, plain(link).getResponseCode());
        HttpURLConnection forwarded = plain(link);
        forwarded.setRequestProperty("X-Forwarded-Proto", "https");
        assertEquals(404, forwarded.getResponseCode());
        control.setProperty("plugin.intermediateim.links.behind-tls-proxy", "true");
        try {
            HttpURLConnection proxied = plain(link);
            proxied.setRequestProperty("X-Forwarded-Proto", "https");
            assertArrayEquals(content, body(proxied));
            assertEquals(404, plain(link).getResponseCode());
        } finally {
            control.setProperty("plugin.intermediateim.links.behind-tls-proxy", null);
        }
    }

    @Test
    void noNameGetsIntoTheHeader() throws Exception {
        String link = link("a\r\nSet-Cookie: x=1\r\n\r\n<script>\"; filename=\"b.html");
        HttpURLConnection got = overTls(link);
        assertEquals(200, got.getResponseCode());
        assertNull(got.getHeaderField("Set-Cookie"));
        String name = "a Set-Cookie_ x=1 _script__; filename=_b.html";
        assertEquals(
                "attachment; filename=\"" + name + "\"; filename*=UTF-8''"
                        + name.replace(" ", "%20").replace("=", "%3D").replace(";", "%3B"),
                got.getHeaderField("Content-Disposition"));
    }

    @Test
    void theSecretIsEncrypted() throws Exception {
        link("letter.txt");
        List<String> stored = control.query("SELECT propValue FROM ofProperty WHERE name = '" + Links.SECRET + "'");
        assertEquals(1, stored.size());
        assertFalse(stored.get(0).contains(control.getProperty(Links.SECRET)));
    }

    @Test
    void linksAreThereAgainWhenHttpBindingIs() throws Exception {
        String link = link("letter.txt");
        assertTrue(isServed(link));
        control.setProperty("httpbind.enabled", "false");
        await(() -> !isServed(link));
        control.setProperty("httpbind.enabled", "true");
        await(() -> isServed(link));
    }

    @Test
    void linksAreThereAgainWhenThePluginIs() throws Exception {
        String link = link("letter.txt");
        control.reloadPlugin(EmbeddedOpenfire.PLUGIN);
        await(() -> isServed(link));

        control.removePlugin(EmbeddedOpenfire.PLUGIN);
        HttpURLConnection nothing = overTls(link);
        assertEquals(404, nothing.getResponseCode());
        assertNull(nothing.getHeaderField("Content-Security-Policy"), "Openfire itself says so");
        await(control::arePluginClassesCollected);

        control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
        await(() -> isServed(link));
    }

    @Test
    void guessesLeadNowhere() throws Exception {
        String link = link("letter.txt");
        String id = control.query("SELECT fileID FROM ofIntermediateImFile ORDER BY takenTime DESC")
                .get(0);
        String hash = control.query("SELECT linkHash FROM ofIntermediateImFile WHERE fileID = '" + id + "'")
                .get(0);
        for (String guess : List.of(
                id,
                hash,
                hash.substring(0, 40),
                id + id.substring(0, 8),
                "%2e%2e/" + id,
                link.substring(link.length() - 41, link.length() - 2) + link.charAt(link.length() - 42),
                new String(new byte[] {'%', '0', '0'}, StandardCharsets.US_ASCII))) {
            assertTrue(overTls("/intermediateim/files/" + guess + "/x").getResponseCode() >= 400, guess);
        }
    }
}
