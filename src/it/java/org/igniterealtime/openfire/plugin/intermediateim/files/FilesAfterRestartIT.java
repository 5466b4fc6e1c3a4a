package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles.IBB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.MariadbServer;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed, or whose database goes away, while it has files. */
class FilesAfterRestartIT {

    private static final String SELECT_STATES = "SELECT state FROM ofIntermediateImFile ORDER BY takenTime";

    @TempDir
    private Path directory;

    private final byte[] content = noise(40_000);

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private EmbeddedOpenfire server() {
        return EmbeddedOpenfire.withPlugin()
                .property("plugin.intermediateim.files.directory", directory.toString())
                .property("plugin.intermediateim.files.free-mib", "0")
                .user("romeo")
                .user("juliet");
    }

    private static RawClient login(EmbeddedOpenfire openfire, String username) {
        return RawClient.login(openfire.clientPort(), username, EmbeddedOpenfire.PASSWORD, "raw");
    }

    private static RawFiles files(EmbeddedOpenfire openfire, RawClient client) {
        return new RawFiles(client, openfire.proxyPort());
    }

    private int stored() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> !file.endsWith("directory-name")).count();
        }
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "time is up");
        }
    }

    private void assertJulietGetsIt(EmbeddedOpenfire openfire) throws IOException {
        RawClient juliet = login(openfire, "juliet");
        juliet.send("<presence>" + RawFiles.SOFTWARE.caps() + "</presence>");
        RawFiles juliets = files(openfire, juliet);
        assertArrayEquals(content, juliets.take(IBB, juliets.awaitOffer()));
        await(() -> openfire.control().query(SELECT_STATES).equals(List.of("DELIVERED")));
    }

    @Test
    void aFileOutlivesAServerThatIsKilled() throws Exception {
        try (EmbeddedOpenfire openfire = server().lasting().start()) {
            RawClient romeo = login(openfire, "romeo");
            RawFiles romeos = files(openfire, romeo);
            romeos.send(IBB, "juliet@files.example.org/inbox", "s1", "letter.txt", content);
            romeos.offered("juliet@example.org", "s2", "half.txt", content.length);
            romeos.openInBand("juliet@example.org", "s2");
            romeo.ask(RawFiles.block("juliet@example.org", "s2", 0, noise(10)));
            assertEquals(List.of("WAITING", "RECEIVING"), openfire.control().query(SELECT_STATES));

            openfire.restart();

            assertJulietGetsIt(openfire);
            assertEquals(0, stored(), "nothing is left of the other file, nor of the one that was delivered");
        }
    }

    @Test
    void whatIsNotWrittenIsNotConfirmed() throws Exception {
        try (MariadbServer mariadb = MariadbServer.start("mysql");
                EmbeddedOpenfire openfire = server().on(mariadb).start()) {
            RawClient romeo = login(openfire, "romeo");
            RawFiles romeos = files(openfire, romeo);
            romeos.offered("juliet@example.org", "s1", "letter.txt", content.length);
            romeos.openInBand("juliet@example.org", "s1");
            mariadb.end();

            romeo.send(RawFiles.block("juliet@example.org", "s1", 0, content).formatted("last"));
            assertTrue(romeo.arrivedSoFar().stream().noneMatch(stanza -> "last".equals(stanza.attributeValue("id"))));
            await(() -> refused(romeo, "s2"));
            mariadb.begin();

            romeo.await(stanza -> "last".equals(stanza.attributeValue("id")));
            assertJulietGetsIt(openfire);
        }
    }

    /** The first who comes while the database is away may have to wait for it. */
    private static boolean refused(RawClient romeo, String sid) {
        Element answer = romeo.ask(RawFiles.offer("juliet@example.org", sid, "other.txt", 10));
        assertNotNull(answer.element("error"), answer.asXML());
        return "Files cannot be stored at the moment. Please try again later."
                .equals(answer.element("error").elementText("text"));
    }
}
