package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Downloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from the Jetty of Openfire 4.2.0. */
@Timeout(20)
class FileServletTest {

    private static final int MOST_PER_CLIENT = 4;

    /** More than the buffers of any socket. */
    private static final byte[] CONTENT = StoreFixture.bytes(1 << 20);

    private static final LinkTokens TOKENS = new LinkTokens(new byte[32]);

    @TempDir
    Path folder;

    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile Executor disk;
    private StoreFixture fixture;
    private Downloads downloads;
    private StoredFile file;

    @BeforeEach
    void start() throws Exception {
        disk = Runnable::run;
        fixture = new StoreFixture(folder, task -> disk.execute(task)).open();
        file = link("letter.bin", CONTENT);
        downloads = new Downloads(new Downloads.Surroundings(
                fixture.store,
                hash -> Optional.of(fixture.rows.find(file.id()).orElseThrow())
                        .filter(found ->
                                LinkTokens.hash(TOKENS.token(found.id())).equals(hash)),
                Runnable::run,
                () -> new LinkPolicy(true, true, Optional.empty()),
                () -> 100,
                () -> MOST_PER_CLIENT,
                fixture.clock));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(FileLinks.PATH);
        context.addServlet(new ServletHolder(new FileServlet(downloads)), "/*");
        server.setHandler(context);
        server.start();
    }

    private StoredFile link(String name, byte[] content) throws Exception {
        disk = Runnable::run; // files come in at once, and are read as on a server
        StoredFile sent = fixture.sent(name, content);
        disk = threads;
        fixture.store.linked(sent.id()).toCompletableFuture().join();
        return sent;
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        threads.shutdownNow();
    }

    private int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private String path() {
        return FileLinks.PATH + "/" + TOKENS.token(file.id()) + "/letter.bin";
    }

    private HttpResponse<byte[]> request(String method, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path()))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Forwarded-Proto", "https");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join("|", response.headers().allValues(name));
    }

    @Test
    void theFileArrives() throws Exception {
        HttpResponse<byte[]> response = request("GET");
        assertEquals(200, response.statusCode());
        assertArrayEquals(CONTENT, response.body());
        assertEquals("application/octet-stream", header(response, "Content-Type"));
        assertEquals(String.valueOf(CONTENT.length), header(response, "Content-Length"));
        assertEquals("", header(response, "Set-Cookie"));
        assertEquals("", header(response, "Transfer-Encoding"));
        assertEquals("", header(response, "Content-Encoding"));
    }

    @Test
    void anEmptyFileArrives() throws Exception {
        file = link("empty", new byte[0]);
        HttpResponse<byte[]> response = request("GET");
        assertEquals(200, response.statusCode());
        assertEquals(0, response.body().length);
        assertEquals("0", header(response, "Content-Length"));
    }

    @Test
    void headTellsTheSize() throws Exception {
        HttpResponse<byte[]> response = request("HEAD", "Accept-Encoding", "gzip");
        assertEquals(200, response.statusCode());
        assertEquals(String.valueOf(CONTENT.length), header(response, "Content-Length"));
        assertEquals(0, downloads.active());
    }

    @Test
    void aPartArrives() throws Exception {
        HttpResponse<byte[]> response = request("GET", "Range", "bytes=65530-200000");
        assertEquals(206, response.statusCode());
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 65_530, 200_001), response.body());
        assertEquals("bytes 65530-200000/" + CONTENT.length, header(response, "Content-Range"));
    }

    /** Two fields would be read as one range if only the first counted. */
    @Test
    void severalFieldsAreSeveralRanges() throws Exception {
        assertEquals(
                200, request("GET", "Range", "bytes=0-1", "Range", "bytes=3-4").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethodsAreAnswered(String method) throws Exception {
        HttpResponse<byte[]> response = request(method);
        assertEquals(method.equals("OPTIONS") ? 204 : 405, response.statusCode());
        assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
        assertEquals(0, response.body().length);
    }

    @Test
    void aConnectionServesManyRequests() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                send(socket, "GET " + path() + " HTTP/1.1", "Range: bytes=" + i + "-" + i);
                String head = readHead(socket.getInputStream());
                assertTrue(head.startsWith("HTTP/1.1 206"), head);
                assertEquals(CONTENT[i], (byte) socket.getInputStream().read());
                send(socket, "GET " + FileLinks.PATH + "/x HTTP/1.1");
                assertTrue(readHead(socket.getInputStream()).startsWith("HTTP/1.1 404"));
            }
        }
    }

    @Test
    void manyArriveAtOnce() {
        List<CompletableFuture<HttpResponse<byte[]>>> all = IntStream.range(0, MOST_PER_CLIENT)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path()))
                                .header("X-Forwarded-Proto", "https")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        all.forEach(each -> assertArrayEquals(CONTENT, each.join().body()));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        return socket;
    }

    private void send(Socket socket, String requestLine, String... fields) throws IOException {
        socket.getOutputStream()
                .write((requestLine + "\r\nHost: capulet.lit\r\nX-Forwarded-Proto: https\r\n"
                                + String.join(
                                        "",
                                        Arrays.stream(fields)
                                                .map(field -> field + "\r\n")
                                                .toList())
                                + "\r\n")
                        .getBytes(US_ASCII));
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        return head.toString(US_ASCII);
    }

    private void largeFile() throws Exception {
        fixture.quotas.limit(StoreFixture.WITHOUT_LIMITS);
        file = link("large.bin", StoreFixture.bytes(32 << 20));
    }

    @Test
    void whoDoesNotReadKeepsNobodyWaiting() throws Exception {
        largeFile();
        int threads =
                server.getThreadPool().getThreads() - server.getThreadPool().getIdleThreads();
        List<Socket> sockets = List.of(connect(), connect(), connect());
        for (Socket socket : sockets) {
            send(socket, "GET " + path() + " HTTP/1.1");
            readHead(socket.getInputStream());
        }
        assertEquals(206, request("GET", "Range", "bytes=0-9").statusCode());
        while (downloads.active() > 3) { // the client has its part before the server has closed the file
            Thread.onSpinWait();
        }
        assertEquals(3, downloads.active());
        assertTrue(
                server.getThreadPool().getThreads() - server.getThreadPool().getIdleThreads() <= threads + 1,
                "no thread waits for a client");
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void whoDoesNotReadIsGivenUp() throws Exception {
        largeFile();
        try (Socket socket = connect()) {
            send(socket, "GET " + path() + " HTTP/1.1");
            readHead(socket.getInputStream());
            while (downloads.active() > 0) { // until the buffers of the sockets are full it is not too slow
                fixture.clock.pass(Duration.ofMinutes(2));
                downloads.tick();
            }
            assertTrue(bytesUntilTheEnd(socket) < file.offer().size(), "the rest does not come");
        }
    }

    @Test
    void nothingIsSentAfterTheEnd() throws Exception {
        largeFile();
        try (Socket socket = connect()) {
            send(socket, "GET " + path() + " HTTP/1.1");
            readHead(socket.getInputStream());
            downloads.close();
            assertTrue(bytesUntilTheEnd(socket) < file.offer().size());
        }
        assertEquals(503, request("GET").statusCode());
    }

    private static long bytesUntilTheEnd(Socket socket) throws IOException {
        byte[] buffer = new byte[65_536];
        long all = 0;
        try {
            for (int count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
                all += count;
            }
        } catch (IOException e) {
            assertFalse(e instanceof SocketTimeoutException);
        }
        return all;
    }

    @Test
    void aFileThatIsTooShortIsNotTakenForWhole() throws Exception {
        byte[] shorter = Arrays.copyOf(CONTENT, 100_000);
        Files.write(folder.resolve(file.id().hex()), shorter);
        try (Socket socket = connect()) {
            send(socket, "GET " + path() + " HTTP/1.1");
            readHead(socket.getInputStream());
            assertEquals(shorter.length, bytesUntilTheEnd(socket));
        }
        assertEquals(
                Optional.empty(),
                fixture.rows.find(file.id()).orElseThrow().link().orElseThrow().downloaded());
    }
}
