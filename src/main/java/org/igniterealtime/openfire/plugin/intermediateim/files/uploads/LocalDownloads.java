package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;

/**
 * Reads files from a web server on this machine, into temporary files. Nothing but an address of this machine is
 * connected to, whatever a name stands for, and no redirection is followed: so nobody can have the server fetch
 * anything from elsewhere. What is asked for has to be there, and as large as was said. Any thread.
 */
public final class LocalDownloads {

    /** Of all files that are open. */
    static final long MAX_BYTES = 1L << 30;

    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int MAX_HEADER = 16 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Executor threads;
    private final Executor disk;
    private final AtomicLong open = new AtomicLong();

    /**
     * @param threads wait for the web server, so there should be several; may reject what can't be done soon
     * @param disk    reads temporary files
     */
    public LocalDownloads(Executor threads, Executor disk) {
        this.threads = threads;
        this.disk = disk;
    }

    /** @return whether the host is this machine; may fail */
    public CompletionStage<Boolean> isHere(URI url) {
        return call(() -> isLocal(InetAddress.getByName(host(url))));
    }

    /** @return the whole file, to be closed; fails if it is not there, not so large, or not on this machine */
    public CompletionStage<OpenFile> get(UploadedFile file) {
        return call(() -> download(file));
    }

    private <T> CompletionStage<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static boolean isLocal(InetAddress address) throws IOException {
        return !address.isAnyLocalAddress()
                && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
    }

    private static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host; // IPv6
    }

    private OpenFile download(UploadedFile file) throws IOException {
        InetAddress address = InetAddress.getByName(host(file.url())); // once: the name may stand for another later
        if (!isLocal(address)) {
            throw new IOException("not on this machine");
        }
        if (open.addAndGet(file.size()) > MAX_BYTES) {
            open.addAndGet(-file.size());
            throw new IOException("too much is open");
        }
        try {
            return new Temporary(receive(file, address), file.size());
        } catch (IOException | RuntimeException e) {
            open.addAndGet(-file.size());
            throw e;
        }
    }

    private static FileChannel receive(UploadedFile file, InetAddress address) throws IOException {
        Path path = Files.createTempFile("intermediateim", ".upload");
        FileChannel content = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (Socket socket = connect(file.url(), address)) {
            long deadline = System.nanoTime() + TIME.toNanos();
            URI url = URI.create(file.url().toASCIIString());
            socket.getOutputStream().write(request(url).getBytes(US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            readHeader(in, deadline);
            readContent(in, deadline, file.size(), content);
            return content;
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    private static Socket connect(URI url, InetAddress address) throws IOException {
        boolean isSecure = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : isSecure ? HTTPS_PORT : HTTP_PORT;
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), (int) TIME_TO_CONNECT.toMillis());
            socket.setSoTimeout((int) SILENCE.toMillis());
            return isSecure ? secure(socket, host(url), port) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static SSLSocket secure(Socket plain, String host, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            secure.startHandshake();
            return secure;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What is read does not leave this machine; and the server's certificate need not be one that Java trusts. */
    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // never called
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // any will do
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Version 1.0, so that the content comes as it is, without chunks (RFC 9112 section 6.1). */
    private static String request(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return "GET " + path + query + " HTTP/1.0\r\nHost: " + url.getHost() + port + "\r\nConnection: close\r\n\r\n";
    }

    private static void readHeader(InputStream in, long deadline) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int newLines = 0;
        while (newLines < 2) {
            int octet = in.read();
            requireTime(deadline);
            if (octet < 0 || header.size() >= MAX_HEADER) {
                throw new IOException("no answer of HTTP");
            }
            header.write(octet);
            if (octet == '\n') {
                newLines++;
            } else if (octet != '\r') {
                newLines = 0;
            }
        }
        String status = header.toString(US_ASCII).split("\r?\n", 2)[0];
        if (!status.matches("HTTP/1\\.[01] 200( .*)?")) {
            throw new IOException("it was answered " + status);
        }
    }

    private static void requireTime(long deadline) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("too slow");
        }
    }

    private static void readContent(InputStream in, long deadline, long size, SeekableByteChannel content)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long received = 0;
        int count = in.read(buffer);
        while (count >= 0) {
            received += count;
            requireTime(deadline);
            if (received > size) {
                throw new IOException("too much");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                content.write(bytes);
            }
            count = in.read(buffer);
        }
        if (received < size) {
            throw new IOException("too little");
        }
    }

    /** Is gone when it is closed. */
    private final class Temporary implements OpenFile {

        private final OpenFile content;
        private final AtomicLong bytes;

        private Temporary(FileChannel channel, long size) {
            content = OpenFile.of(channel, disk);
            bytes = new AtomicLong(size);
        }

        @Override
        public CompletionStage<Integer> read(long offset, ByteBuffer into) {
            return content.read(offset, into);
        }

        @Override
        public void close() {
            content.close();
            open.addAndGet(-bytes.getAndSet(0));
        }
    }

    /** @return bytes of the files that are open */
    long openBytes() {
        return open.get();
    }
}
