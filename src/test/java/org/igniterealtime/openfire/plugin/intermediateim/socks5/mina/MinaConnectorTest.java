package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connects to a real socket, at the other end of which the test plays the streamhost. */
class MinaConnectorTest {

    private static final String HASH = "98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff";
    private static final DestinationAddress MEETS = new DestinationAddress(HASH);
    private static final int LIMIT_MILLIS = 30_000;

    private final TestProxy proxy = new TestProxy();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private CompletableFuture<Peer> connect() {
        return proxy.listener().connector().connect((InetSocketAddress) server.getLocalSocketAddress(), MEETS);
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static byte[] read(Socket socket, int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(socket.getInputStream()).readFully(bytes);
        return bytes;
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Peer get(CompletableFuture<Peer> joined) throws Exception {
        return joined.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void assertClosed(Socket socket) throws IOException {
        assertEquals(-1, socket.getInputStream().read());
    }

    private Socket askedForTheStream() throws IOException {
        Socket socket = accept();
        assertArrayEquals(Socks5Client.GREETING, read(socket, 3));
        write(socket, Socks5Client.METHOD);
        assertArrayEquals(Socks5Client.connect(HASH), read(socket, 47));
        return socket;
    }

    @Test
    @Requirement({"0065-30", "0065-31", "0065-32", "0065-34", "0065-39"})
    void asksTheStreamhostForTheStream() throws Exception {
        CompletableFuture<Peer> joined = connect();
        try (Socket socket = askedForTheStream()) {
            assertFalse(joined.isDone());

            write(socket, Socks5Client.reply(0, HASH));

            Peer peer = get(joined);
            assertTrue(peer.address().isLoopbackAddress());
            assertEquals(Peer.Input.OPEN, peer.look());
            peer.close();
            assertClosed(socket);
        }
    }

    /** Some streamhosts send at once, even in one piece with their reply. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5_000_003})
    void theStreamBeginsWhereTheHandshakeEnds(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Recorder recorder = new Recorder();
        LocalEnd end = new LocalEnd(recorder);
        Host host = new Host(TestProxy.REQUESTER, "127.0.0.1", server.getLocalPort());
        CompletableFuture<Boolean> opened =
                proxy.direct().connect(host, MEETS, TestProxy.REQUESTER, TestProxy.TARGET, end);
        try (Socket socket = askedForTheStream()) {
            ByteArrayOutputStream glued = new ByteArrayOutputStream();
            glued.writeBytes(Socks5Client.reply(0, HASH));
            glued.writeBytes(content);
            write(socket, glued.toByteArray());
            socket.shutdownOutput();

            assertTrue(opened.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS));
            proxy.await(() -> recorder.inputEnded);
            end.finish();
            assertClosed(socket);
        }

        assertEquals("opened", recorder.first);
        assertArrayEquals(content, recorder.bytes.toByteArray());
        FinishedTransfer finished = proxy.finished();
        assertEquals(size, finished.bytesToTarget());
        assertEquals(Reason.COMPLETED, finished.reason());
    }

    private static final class Recorder implements LocalEnd.Handler {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile String first = "";
        private volatile boolean inputEnded;

        private void told(String what) {
            if (first.isEmpty()) {
                first = what;
            }
        }

        @Override
        public void opened() {
            told("opened");
        }

        @Override
        public void received(ByteBuffer some) {
            told("received");
            byte[] copy = new byte[some.remaining()];
            some.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void inputEnded() {
            told("inputEnded");
            inputEnded = true;
        }

        @Override
        public void writable() {
            told("writable");
        }

        @Override
        public void closed() {
            told("closed");
        }
    }

    /** Wrong versions, methods and replies; the longest name is none of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "04",
                "00",
                "05 ff",
                "05 02",
                "48 54 54 50 2f 31 2e 31 20 32 30 30",
                "05 00 04",
                "05 00 05 01",
                "05 00 05 00 00 00 00"
            })
    void closesWhatDoesNotJoinIt(String answer) throws Exception {
        CompletableFuture<Peer> joined = connect();
        try (Socket socket = accept()) {
            read(socket, 3);
            write(socket, hex(answer));

            assertThrows(ExecutionException.class, () -> get(joined));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // ends
        } catch (SocketException e) {
            assertTrue(joined.isCompletedExceptionally(), "closed while something was unread");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "05 00", "05 00 05 00 00 03 28 39"})
    void noticesAnEarlyEnd(String answer) throws Exception {
        CompletableFuture<Peer> joined = connect();
        try (Socket socket = accept()) {
            read(socket, 3);
            write(socket, hex(answer));
        }

        assertThrows(ExecutionException.class, () -> get(joined));
    }

    @Test
    void noticesThatNobodyListens() throws Exception {
        server.close();

        assertThrows(ExecutionException.class, () -> get(connect()));
    }

    @Test
    void closesASocketThatIsGivenUp() throws Exception {
        CompletableFuture<Peer> joined = connect();
        try (Socket socket = accept()) {
            read(socket, 3);

            joined.cancel(false);

            assertClosed(socket);
        }
    }

    @Test
    void endsWithTheProxy() throws Exception {
        CompletableFuture<Peer> joined = connect();
        try (Socket socket = accept()) {
            read(socket, 3);

            proxy.close();

            assertClosed(socket);
            assertThrows(ExecutionException.class, () -> get(joined));
        }
    }
}
