package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pidgin's engine passes files through the proxy: it sends before the stream is active, and closes when all is sent.
 */
@EnabledIf("org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient#isInstalled")
class PurpleTransferIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    private static Path programs;

    private static Path program;

    @TempDir
    private Path folder;

    private String romeoName;
    private String julietName;

    @BeforeAll
    static void compile() throws Exception {
        program = PurpleClient.compile(programs);
    }

    @BeforeEach
    void befriend() {
        openfire.property("plugin.intermediateim.socks5.connections-per-second", "0");
        openfire.property(
                "plugin.intermediateim.socks5.failures-in-a-row", "0"); // other tests fail from the same address
        romeoName = openfire.user("romeo");
        julietName = openfire.user("juliet");
        openfire.control().befriend(romeoName, julietName);
    }

    private PurpleClient purple(String username) throws Exception {
        return PurpleClient.login(
                program, openfire.server(), username, Files.createDirectory(folder.resolve(username)));
    }

    private SlixmppClient slixmpp(String username) throws Exception {
        return SlixmppClient.loginWithCaps(openfire.server(), username);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Path file(int size) throws Exception {
        return Files.write(folder.resolve("noise" + size), noise(size));
    }

    private static String sha256AndSize(int size) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(noise(size))) + " " + size;
    }

    /** @throws AssertionError if the proxy has not passed this, as when it went in-band */
    private void assertPassedThroughTheProxy(String requester, long size) {
        String sql =
                "SELECT bytesToTarget FROM ofIntermediateImTransfer WHERE requester = '" + requester + "@example.org'";
        long start = System.nanoTime();
        while (!openfire.control().query(sql).contains(String.valueOf(size))) { // written a moment after the end
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30),
                    () -> openfire.control().query(sql).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, MEBIBYTE + 3, 16 * MEBIBYTE})
    @Requirement({"0065-01", "0065-62"})
    void fromLibpurpleToLibpurple(int size) throws Exception {
        try (PurpleClient romeo = purple(romeoName);
                PurpleClient juliet = purple(julietName)) {
            romeo.send(file(size), juliet.bareJid());
            assertEquals(sha256AndSize(size), juliet.awaitReceived());
            assertEquals(sha256AndSize(size), romeo.awaitSent());
            assertPassedThroughTheProxy(romeoName, size);
            juliet.send(file(size + 1), romeo.bareJid());
            assertEquals(sha256AndSize(size + 1), romeo.awaitReceived());
            assertPassedThroughTheProxy(julietName, size + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, MEBIBYTE + 3, 16 * MEBIBYTE})
    @Requirement({"0065-01", "0065-62"})
    void betweenLibpurpleAndSlixmpp(int size) throws Exception {
        try (PurpleClient romeo = purple(romeoName);
                SlixmppClient juliet = slixmpp(julietName)) {
            romeo.send(file(size), juliet.jid().split("/")[0]);
            assertEquals(sha256AndSize(size), juliet.awaitReceived());
            assertPassedThroughTheProxy(romeoName, size);
            juliet.offer(size + 1, romeo.jid());
            assertEquals(juliet.awaitSent() + " " + (size + 1), romeo.awaitReceived());
            assertPassedThroughTheProxy(julietName, size + 1);
        }
    }

    @Test
    @Requirement({"0065-61", "0065-62"})
    void fromLibpurpleToLibpurpleSeveralAtATime() throws Exception {
        try (PurpleClient romeo = purple(romeoName);
                PurpleClient juliet = purple(julietName)) {
            Set<String> sent = new HashSet<>();
            for (int size = 1; size < 100_000; size += 12_345) {
                romeo.send(file(size), juliet.bareJid());
                sent.add(sha256AndSize(size));
            }
            Set<String> received = new HashSet<>();
            for (int i = 0; i < sent.size(); i++) {
                received.add(juliet.awaitReceived());
            }
            assertEquals(sent, received);
        }
    }
}
