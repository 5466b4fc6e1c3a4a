package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.testing.AnyTls;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/**
 * Downloads from the server's public web server: what the plugin serves by its links, and what Jetty serves by itself
 * from a directory.
 */
final class WebDownloads {

    private static final int BUFFER_BYTES = 128 * 1024;
    private static final int HEAD_BYTES = 16 * 1024;
    private static final String PATH = "/static";
    private static final String NAME = "static.bin";

    private final EmbeddedOpenfire openfire;
    private final int securePort;
    private final Pattern pattern = new Pattern();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    WebDownloads(EmbeddedOpenfire openfire, int securePort) {
        this.openfire = openfire;
        this.securePort = securePort;
    }

    /** Has Jetty serve a file of this size. @return its path */
    String serve(Path directory, long bytes) throws IOException {
        Files.createDirectories(directory);
        try (OutputStream out = Files.newOutputStream(directory.resolve(NAME))) {
            for (long at = 0; at < bytes; ) {
                ByteBuffer piece = pattern.from(at, Math.min(bytes - at, buffer.length));
                int count = piece.remaining();
                piece.get(buffer, 0, count);
                out.write(buffer, 0, count);
                at += count;
            }
        }
        openfire.control().serveDirectory(directory.toString(), PATH);
        return PATH + "/" + NAME;
    }

    /** @return seconds from the request to the last byte, each of which is checked */
    double get(String path, boolean overTls, long bytes) throws IOException {
        try (Socket socket = connect(overTls)) {
            long start = System.nanoTime();
            ask(socket, "GET", path);
            InputStream in = socket.getInputStream();
            String head = readHead(in);
            if (status(head) != 200) {
                throw new IOException(head);
            }
            for (long at = 0; at < bytes; ) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new EOFException("ended after " + at + " of " + bytes + " bytes");
                }
                if (!pattern.matches(at, ByteBuffer.wrap(buffer, 0, count))) {
                    throw new IOException("wrong bytes after " + at);
                }
                at += count;
            }
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    private Socket connect(boolean overTls) throws IOException {
        InetAddress server = InetAddress.getLoopbackAddress();
        return overTls
                ? AnyTls.socketFactory().createSocket(server, securePort)
                : new Socket(server, openfire.httpBindPort());
    }

    /** As a proxy would that ends TLS: the plugin serves nothing else without TLS. */
    private static void ask(Socket socket, String method, String path) throws IOException {
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
                                + "Connection: close\r\n\r\n")
                        .getBytes(US_ASCII));
    }

    /** Reads up to the empty line, and nothing after it. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > HEAD_BYTES) {
                throw new EOFException(head.toString());
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int status(String head) {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }
}
