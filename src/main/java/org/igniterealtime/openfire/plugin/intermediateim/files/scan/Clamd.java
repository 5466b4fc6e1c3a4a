package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/**
 * Speaks to a clamd (clamd(8)). Each command has a connection of its own, which is neither encrypted nor authenticated.
 * Every call blocks; interrupting the thread ends it. Any thread.
 */
public final class Clamd {

    static final int CHUNK_BYTES = 64 * 1024;

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    /** Twice what clamd takes for one file by default at most (MaxScanTime), and as much for the way. */
    private static final Duration TO_SCAN = Duration.ofMinutes(6);

    /**
     * How long the scanner is waited for.
     *
     * @param toConnect for a connection
     * @param toAnswer  for the answer to a question about itself
     * @param toScan    for a file, from the connection to the verdict
     */
    record Patience(Duration toConnect, Duration toAnswer, Duration toScan) {

        static final Patience DEFAULT = new Patience(TO_CONNECT, TO_ANSWER, TO_SCAN);
    }

    /** Gives the bytes of a file, in order. */
    @FunctionalInterface
    public interface Content {

        /**
         * Puts some bytes into the buffer, at least one.
         *
         * @return false, and nothing, after the last one
         * @throws java.io.UncheckedIOException if the file can't be read, which {@link Clamd#scan} passes on
         */
        boolean read(ByteBuffer into);
    }

    private final ScannerAddress address;
    private final Patience patience;

    public Clamd(ScannerAddress address) {
        this(address, Patience.DEFAULT);
    }

    Clamd(ScannerAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    /** @throws IOException if the scanner does not answer, or can't do it */
    public Verdict scan(Content content) throws IOException {
        try (ClamdConnection connection = new ClamdConnection(address, patience.toConnect(), patience.toScan())) {
            return Verdict.read(scan(content, connection));
        } catch (BrokenOffException e) {
            if (!isAlive()) {
                throw e;
            }
            return new Verdict
                    .TooLarge(); // clamd closes after StreamMaxLength, and its reply may be lost with the rest
        }
    }

    /** The scanner has closed the connection before all bytes were sent, and has left no reply. */
    private static final class BrokenOffException extends IOException {

        private static final long serialVersionUID = 1L;

        private BrokenOffException(IOException cause) {
            super("the scanner has closed the connection", cause);
        }
    }

    private static String scan(Content content, ClamdConnection connection) throws IOException {
        connection.write(command("INSTREAM"));
        boolean sent = send(content, connection);
        try {
            String reply = connection.readReply(); // may be there even if not all could be sent
            if (reply.isEmpty()) {
                throw new EOFException("no reply");
            }
            return reply;
        } catch (SocketTimeoutException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw sent ? e : new BrokenOffException(e);
        }
    }

    /** @return whether all bytes were sent */
    private static boolean send(Content content, ClamdConnection connection) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        try {
            while (content.read(chunk.clear().position(Integer.BYTES))) {
                chunk.putInt(0, chunk.position() - Integer.BYTES);
                if (!connection.write(chunk.flip())) {
                    return false;
                }
            }
            return connection.write(ByteBuffer.allocate(Integer.BYTES));
        } catch (SocketTimeoutException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isAlive() {
        try {
            ping();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if the scanner does not answer as it should */
    public void ping() throws IOException {
        String reply = ask("PING");
        if (!reply.equals("PONG")) {
            throw new IOException("no clamd: it says " + Verdict.printable(reply));
        }
    }

    /** @return program, version and age of the signatures, as the scanner says it */
    public String version() throws IOException {
        ping();
        return Verdict.printable(ask("VERSION"));
    }

    private String ask(String command) throws IOException {
        try (ClamdConnection connection = new ClamdConnection(address, patience.toConnect(), patience.toAnswer())) {
            connection.write(command(command));
            return connection.readReply();
        }
    }

    /** Ended by a zero octet, as the reply then is too. */
    private static ByteBuffer command(String name) {
        return US_ASCII.encode("z" + name + '\0');
    }
}
