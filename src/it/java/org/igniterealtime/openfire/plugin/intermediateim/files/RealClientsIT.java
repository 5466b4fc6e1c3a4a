package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.PurpleClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5Proxy;
import org.jivesoftware.smackx.filetransfer.FileTransfer;
import org.jivesoftware.smackx.filetransfer.FileTransferManager;
import org.jivesoftware.smackx.filetransfer.FileTransferNegotiator;
import org.jivesoftware.smackx.filetransfer.FileTransferRequest;
import org.jivesoftware.smackx.filetransfer.OutgoingFileTransfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Clients that we have not written send files to somebody who is offline, and get files when they come online: all to
 * and from the server, each by SOCKS5 bytestream and in-band.
 */
class RealClientsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final int MEBIBYTE = 1 << 20;
    private static final List<Integer> SIZES = List.of(0, 1, 4096, MEBIBYTE);
    private static final int LARGE = 16 * MEBIBYTE;
    private static final int VERY_LARGE = 100 * MEBIBYTE;
    private static final int LIMIT_SECONDS = 600;

    @TempDir
    private static Path programs;

    private static Path purple;

    @TempDir
    private Path folder;

    private String romeo;
    private String juliet;

    @BeforeAll
    static void prepare() throws Exception {
        Socks5Proxy.setLocalSocks5ProxyEnabled(false);
        purple = PurpleClient.compile(programs);
    }

    @BeforeEach
    void befriend() {
        openfire.property("plugin.intermediateim.files.free-mib", "0");
        openfire.property("plugin.intermediateim.socks5.connections-per-second", "0");
        openfire.property("plugin.intermediateim.socks5.failures-in-a-row", "0");
        romeo = openfire.user("romeo");
        juliet = openfire.user("juliet");
        openfire.control().befriend(romeo, juliet);
    }

    @AfterEach
    void allowBothMethods() {
        FileTransferNegotiator.IBB_ONLY = false;
    }

    private String box() {
        return juliet + "@files.example.org/inbox";
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Set<String> hashes(List<Integer> sizes) throws Exception {
        Set<String> hashes = new HashSet<>();
        for (int size : sizes) {
            hashes.add(sha256(noise(size)));
        }
        return hashes;
    }

    private static List<Integer> with(int size) {
        List<Integer> sizes = new ArrayList<>(SIZES);
        sizes.add(size);
        return sizes;
    }

    private static List<Integer> notEmpty(List<Integer> sizes) {
        return sizes.stream().filter(size -> size > 0).toList();
    }

    /** What the server found out about the files that wait for Juliet. */
    private Set<String> stored() {
        return new HashSet<>(openfire.control()
                .query("SELECT sha256 FROM ofIntermediateImFile WHERE owner = '" + juliet
                        + "@example.org' AND state = 'WAITING'"));
    }

    private void assertDelivered(int count) {
        long start = System.nanoTime();
        String sql = "SELECT state FROM ofIntermediateImFile WHERE state = 'DELIVERED' AND owner = '" + juliet
                + "@example.org'";
        while (openfire.control().query(sql).size() < count) {
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS),
                    () -> openfire.control().query(sql).toString());
        }
    }

    // Smack

    /**
     * It does not tell the size of an empty file, which makes the server refuse the offer before we see it, and reads
     * one byte from an empty stream.
     */
    private void bySmack(boolean inBand, List<Integer> all) throws Exception {
        List<Integer> sizes = notEmpty(all);
        FileTransferNegotiator.IBB_ONLY = inBand;
        try (SmackClient client = SmackClient.login(openfire.server(), romeo)) {
            for (int size : sizes) {
                send(client, size);
            }
        }
        assertEquals(hashes(sizes), awaitStored(sizes.size()));
        try (SmackClient client = SmackClient.login(openfire.server(), juliet)) {
            BlockingQueue<CompletableFuture<String>> received = new LinkedBlockingQueue<>();
            FileTransferManager.getInstanceFor(client.connection())
                    .addFileTransferListener(
                            request -> received.add(CompletableFuture.supplyAsync(() -> receive(request))));
            Set<String> hashes = new HashSet<>();
            for (int i = 0; i < sizes.size(); i++) {
                CompletableFuture<String> next = received.poll(60, TimeUnit.SECONDS);
                assertNotNull(
                        next,
                        () -> "Smack is offered nothing more than " + hashes + "; "
                                + openfire.control()
                                        .query("SELECT state FROM ofIntermediateImFile WHERE owner LIKE '" + juliet
                                                + "%'"));
                hashes.add(next.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            assertEquals(hashes(sizes), hashes);
            assertDelivered(sizes.size());
        }
    }

    private void send(SmackClient client, int size) throws Exception {
        OutgoingFileTransfer transfer = FileTransferManager.getInstanceFor(client.connection())
                .createOutgoingFileTransfer(JidCreate.entityFullFrom(box()));
        transfer.sendStream(new ByteArrayInputStream(noise(size)), "noise" + size, size, "noise");
        long start = System.nanoTime();
        while (!transfer.isDone()) {
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS),
                    () -> "" + transfer.getStatus());
            Thread.onSpinWait();
        }
        assertEquals(FileTransfer.Status.complete, transfer.getStatus(), () -> "" + transfer.getException());
    }

    private static String receive(FileTransferRequest request) {
        try {
            InputStream in = request.accept().receiveFile();
            String hash = sha256(in.readAllBytes());
            close(in);
            return hash;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // Smack closes a stream in-band that its peer has closed, and is told that there is none
        }
    }

    private Set<String> awaitStored(int count) {
        long start = System.nanoTime();
        while (stored().size() < count) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), () -> stored().toString());
        }
        return stored();
    }

    @Test
    void smackBySocks5Bytestreams() throws Exception {
        bySmack(false, with(LARGE));
    }

    @Test
    void smackInBand() throws Exception {
        bySmack(true, SIZES);
    }

    @Test
    @Tag("long")
    void smackInBandWithMuch() throws Exception {
        bySmack(true, List.of(LARGE, VERY_LARGE));
    }

    // slixmpp

    private SlixmppClient slixmpp(boolean inBand, String username) throws Exception {
        return inBand
                ? SlixmppClient.loginInBand(openfire.server(), username)
                : SlixmppClient.loginWithCaps(openfire.server(), username);
    }

    private void bySlixmpp(boolean inBand, List<Integer> sizes) throws Exception {
        Set<String> sent = new HashSet<>();
        try (SlixmppClient client = slixmpp(inBand, romeo)) {
            for (int size : sizes) {
                client.offer(size, box());
                sent.add(client.awaitSent());
            }
        }
        assertEquals(sent, awaitStored(sizes.size()));
        Set<String> received = new HashSet<>();
        try (SlixmppClient client = slixmpp(inBand, juliet)) {
            for (int i = 0; i < sizes.size(); i++) {
                received.add(client.awaitReceived().split(" ")[0]);
            }
            assertEquals(sent, received);
            assertDelivered(sizes.size());
        }
    }

    @Test
    void slixmppBySocks5Bytestreams() throws Exception {
        bySlixmpp(false, with(LARGE));
    }

    /** Offers one method alone, and is answered in the name of an address that tells nothing about methods. */
    @Test
    void slixmppBySocks5ToAClientThatHasGone() throws Exception {
        String sent;
        try (SlixmppClient client = slixmpp(false, romeo)) {
            client.offer(SIZES.get(0), juliet + "@" + EmbeddedOpenfire.DOMAIN + "/gone");
            sent = client.awaitSent();
        }
        assertEquals(Set.of(sent), awaitStored(1));
    }

    @Test
    @Tag("long")
    void slixmppInBandWithMuch() throws Exception {
        bySlixmpp(true, List.of(LARGE));
    }

    @Test
    void slixmppInBand() throws Exception {
        bySlixmpp(true, SIZES);
    }

    // libpurple

    private PurpleClient purple(String username) throws Exception {
        return PurpleClient.login(purple, openfire.server(), username, Files.createDirectory(folder.resolve(username)));
    }

    /** @return Juliet's drop box, which Romeo has as a contact */
    private String subscribedBox() {
        RawClient roster = openfire.connect(romeo, "roster");
        String contact = box().split("/")[0];
        roster.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:roster'><item jid='" + contact + "'/></query></iq>");
        roster.send("<presence type='subscribe' to='" + contact + "'/>");
        roster.await(stanza -> box().equals(stanza.attributeValue("from")));
        return contact;
    }

    /** It takes empty files as failures. */
    private void byPurple(boolean inBand, List<Integer> all) throws Exception {
        List<Integer> sizes = notEmpty(all);
        String contact = subscribedBox();
        try (PurpleClient client = purple(romeo)) {
            if (inBand) {
                openfire.property("plugin.intermediateim.socks5.enabled", "false");
            }
            for (int size : sizes) {
                client.send(Files.write(folder.resolve("noise" + size), noise(size)), contact);
                assertEquals(sha256(noise(size)) + " " + size, client.awaitSent());
            }
        }
        assertEquals(hashes(sizes), awaitStored(sizes.size()));
        openfire.control().setProperty("plugin.intermediateim.socks5.enabled", "true");
        Set<String> received = new HashSet<>();
        try (PurpleClient client = purple(juliet)) {
            for (int i = 0; i < sizes.size(); i++) {
                received.add(client.awaitReceived().split(" ")[0]);
            }
            assertEquals(hashes(sizes), received);
            assertDelivered(sizes.size());
        }
    }

    @Test
    void libpurpleBySocks5Bytestreams() throws Exception {
        byPurple(false, with(LARGE));
    }

    @Test
    @Tag("long")
    void libpurpleBySocks5BytestreamsWithAGibibyte() throws Exception {
        for (String limit : List.of("file-mib", "inbox-mib", "sender-mib-per-day", "total-mib")) {
            openfire.property("plugin.intermediateim.files." + limit, "4096");
        }
        Path gibibyte = folder.resolve("gibibyte");
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(gibibyte), hash)) {
            for (int i = 0; i < 1024; i++) {
                out.write(noise(MEBIBYTE - i));
                out.write(new byte[i]);
            }
        }
        String expected = HexFormat.of().formatHex(hash.digest()) + " " + (1 << 30);
        String contact = subscribedBox();
        try (PurpleClient client = purple(romeo)) {
            client.send(gibibyte, contact);
            assertEquals(expected, client.awaitSent());
        }
        assertEquals(1, awaitStored(1).size());
        try (PurpleClient client = purple(juliet)) {
            assertEquals(expected, client.awaitReceived());
            assertDelivered(1);
        }
    }

    @Test
    @Tag("long")
    void libpurpleInBandWithMuch() throws Exception {
        byPurple(true, List.of(LARGE));
    }

    @Test
    void libpurpleInBand() throws Exception {
        byPurple(true, SIZES);
    }
}
