package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real web server on the loopback. */
class LocalDownloadsTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private final LocalDownloads downloads = new LocalDownloads(Runnable::run, Runnable::run);
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        this.asked.add(asked + " " + exchange.getRequestHeaders().getFirst("Host"));
        switch (asked.getPath()) {
            case "/moved" -> {
                exchange.getResponseHeaders().add("Location", "/rose");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/away" -> exchange.sendResponseHeaders(404, -1);
            case "/part" -> {
                exchange.sendResponseHeaders(206, CONTENT.length);
                write(exchange);
            }
            case "/unknown-length" -> {
                exchange.sendResponseHeaders(200, 0);
                write(exchange);
            }
            case "/header" -> {
                exchange.getResponseHeaders().add("X", "x".repeat(20_000));
                exchange.sendResponseHeaders(200, CONTENT.length);
                write(exchange);
            }
            default -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                write(exchange);
            }
        }
        exchange.close();
    }

    private static void write(HttpExchange exchange) {
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(CONTENT);
        } catch (IOException e) {
            // the other side has seen enough
        }
    }

    private UploadedFile file(String path, long size) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new UploadedFile(url, FileName.of("rose"), size, "image/png");
    }

    private OpenFile get(String path, long size) {
        return downloads.get(file(path, size)).toCompletableFuture().join();
    }

    private boolean fails(String path, long size) {
        try {
            get(path, size).close();
            return false;
        } catch (CompletionException e) {
            assertEquals(IOException.class, e.getCause().getClass());
            return downloads.openBytes() == 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rose", "/unknown-length", "/tr%C3%A8s%20cool?a=b%20c", ""})
    void theFileIsRead(String path) throws Exception {
        try (OpenFile file = get(path, CONTENT.length)) {
            ByteBuffer all = ByteBuffer.allocate(CONTENT.length + 1);
            assertEquals(CONTENT.length, file.read(0, all).toCompletableFuture().join());
            assertArrayEquals(CONTENT, Arrays.copyOf(all.array(), CONTENT.length));
            ByteBuffer part = ByteBuffer.allocate(10);
            file.read(1000, part).toCompletableFuture().join();
            assertArrayEquals(Arrays.copyOfRange(CONTENT, 1000, 1010), part.array());
            assertEquals(CONTENT.length, downloads.openBytes());
        }
        assertEquals(0, downloads.openBytes());
        assertEquals(
                List.of((path.isEmpty() ? "/" : path) + " 127.0.0.1:"
                        + server.getAddress().getPort()),
                asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/away", "/part", "/header"})
    void whatIsNotThereIsNotRead(String path) {
        assertTrue(fails(path, CONTENT.length));
        assertEquals(1, asked.size(), "no redirection is followed");
    }

    @Test
    void whatIsNotAsLargeAsWasSaidIsNotRead() {
        assertTrue(fails("/rose", CONTENT.length - 1));
        assertTrue(fails("/rose", CONTENT.length + 1));
        assertTrue(fails("/unknown-length", CONTENT.length - 1));
        assertTrue(fails("/unknown-length", CONTENT.length + 1));
    }

    @Test
    void notTooMuchIsOpen() {
        assertTrue(fails("/rose", LocalDownloads.MAX_BYTES + 1));
        assertEquals(List.of(), asked);
    }

    private boolean isHere(String url) {
        return downloads.isHere(URI.create(url)).toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/a", "https://localhost:7443/a", "http://127.1.2.3/a", "https://[::1]:7443/a"})
    void thisMachineIsHere(String url) {
        assertTrue(isHere(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/a",
                "http://0.0.0.0/a",
                "http://255.255.255.255/a",
                "http://169.254.169.254/latest",
                "http://224.0.0.1/a",
                "http://[2001:db8::1]/a",
                "http://[::]/a",
                "http://[::ffff:192.0.2.1]/a"
            })
    void nothingElseIs(String url) {
        assertFalse(isHere(url));
        UploadedFile file = new UploadedFile(URI.create(url), FileName.of("rose"), 1, "image/png");
        assertTrue(downloads.get(file).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void itSaysIfItIsTooBusy() {
        LocalDownloads busy = new LocalDownloads(
                task -> {
                    throw new RejectedExecutionException();
                },
                Runnable::run);
        assertTrue(busy.get(file("/rose", 1)).toCompletableFuture().isCompletedExceptionally());
        assertTrue(busy.isHere(URI.create("http://127.0.0.1/"))
                .toCompletableFuture()
                .isCompletedExceptionally());
    }
}
