package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.bytestreams.BytestreamListener;
import org.jivesoftware.smackx.bytestreams.BytestreamRequest;
import org.jivesoftware.smackx.bytestreams.ibb.packet.Open;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5BytestreamManager;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5BytestreamSession;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5Proxy;
import org.jivesoftware.smackx.filetransfer.FileTransferManager;
import org.jivesoftware.smackx.filetransfer.FileTransferRequest;
import org.jivesoftware.smackx.filetransfer.OutgoingFileTransfer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.impl.JidCreate;

/**
 * Two clients of different make pass files to each other and among themselves, with nothing but the proxy between them.
 */
class TransferIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final int MEBIBYTE = 1024 * 1024;

    @BeforeAll
    static void offerNothingButTheProxy() {
        Socks5Proxy.setLocalSocks5ProxyEnabled(false);
    }

    @BeforeEach
    void allowManyConnections() {
        openfire.property("plugin.intermediateim.socks5.connections-per-second", "0");
        openfire.property(
                "plugin.intermediateim.socks5.failures-in-a-row", "0"); // other tests fail from the same address
    }

    private static SmackClient smack(String name) throws Exception {
        SmackClient client = SmackClient.login(openfire.server(), openfire.user(name));
        Socks5BytestreamManager.getBytestreamManager(client.connection()).setProxyConnectionTimeout(30_000);
        return client;
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** @return the SHA-256 of the first stream that comes to the client */
    private static CompletableFuture<String> receive(SmackClient client) {
        CompletableFuture<String> received = new CompletableFuture<>();
        Socks5BytestreamManager.getBytestreamManager(client.connection())
                .addIncomingBytestreamListener(new BytestreamListener() {
                    @Override
                    public void incomingBytestreamRequest(BytestreamRequest request) {
                        try (InputStream in = request.accept().getInputStream()) {
                            received.complete(sha256(in.readAllBytes()));
                        } catch (Exception e) {
                            received.completeExceptionally(e);
                        }
                    }
                });
        return received;
    }

    private static void send(SmackClient from, String to, byte[] bytes) throws Exception {
        Socks5BytestreamSession session =
                Socks5BytestreamManager.getBytestreamManager(from.connection()).establishSession(JidCreate.from(to));
        assertTrue(session.isMediated());
        try (OutputStream out = session.getOutputStream()) {
            out.write(bytes);
        }
        session.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, MEBIBYTE + 3, 16 * MEBIBYTE})
    @Requirement("0065-01")
    void fromSmackToSmack(int size) throws Exception {
        try (SmackClient romeo = smack("romeo");
                SmackClient juliet = smack("juliet")) {
            CompletableFuture<String> there = receive(juliet);
            send(romeo, juliet.connection().getUser().toString(), noise(size));
            assertEquals(sha256(noise(size)), there.get(60, TimeUnit.SECONDS));
            CompletableFuture<String> back = receive(romeo);
            send(juliet, romeo.connection().getUser().toString(), noise(size + 1));
            assertEquals(sha256(noise(size + 1)), back.get(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, MEBIBYTE + 3, 16 * MEBIBYTE})
    @Requirement("0065-01")
    void betweenSlixmppAndSmack(int size) throws Exception {
        try (SmackClient romeo = smack("romeo");
                SlixmppClient juliet = SlixmppClient.login(openfire.server(), openfire.user("juliet"))) {
            CompletableFuture<String> received = receive(romeo);
            juliet.send(size, romeo.connection().getUser().toString());
            assertEquals(juliet.awaitSent(), received.get(60, TimeUnit.SECONDS));
        }
        try (SmackClient romeo = smack("romeo");
                SlixmppClient juliet = SlixmppClient.login(openfire.server(), openfire.user("juliet"))) {
            send(romeo, juliet.jid(), noise(size));
            assertEquals(sha256(noise(size)) + " " + size, juliet.awaitReceived());
        }
    }

    /** With an offer of a file (SI), and not by falling back to in-band bytestreams. */
    @Test
    void asAFileWithItsNameAndSize() throws Exception {
        byte[] file = noise(MEBIBYTE);
        try (SmackClient romeo = smack("romeo");
                SmackClient juliet = smack("juliet")) {
            CompletableFuture<String> received = new CompletableFuture<>();
            CompletableFuture<FileTransferRequest> offered = new CompletableFuture<>();
            juliet.connection()
                    .addAsyncStanzaListener(
                            stanza -> {
                                if (stanza instanceof Open) {
                                    received.completeExceptionally(new AssertionError("in-band bytestream"));
                                }
                            },
                            new StanzaTypeFilter(IQ.class));
            FileTransferManager.getInstanceFor(juliet.connection()).addFileTransferListener(request -> {
                offered.complete(request);
                CompletableFuture.runAsync(() -> {
                    try (InputStream in = request.accept().receiveFile()) {
                        received.complete(sha256(in.readAllBytes()));
                    } catch (Exception e) {
                        received.completeExceptionally(e);
                    }
                });
            });
            OutgoingFileTransfer transfer = FileTransferManager.getInstanceFor(romeo.connection())
                    .createOutgoingFileTransfer(juliet.connection().getUser());
            transfer.sendStream(new ByteArrayInputStream(file), "play.txt", file.length, "a play");
            assertEquals(sha256(file), received.get(60, TimeUnit.SECONDS));
            assertEquals("play.txt", offered.get().getFileName());
        }
    }
}
