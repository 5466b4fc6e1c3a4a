package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Clamd.Content;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Clamd.Patience;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.FakeClamd.Peer;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.Clean;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.Infected;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.TooLarge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private FakeClamd scanner;
    private Clamd clamd;

    @BeforeEach
    void start() throws IOException {
        scanner = FakeClamd.onTcp();
        clamd = new Clamd(scanner.address(), new Patience(LONG, LONG, LONG));
    }

    @AfterEach
    void end() throws IOException {
        scanner.close();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** @param most bytes that are given at a time */
    private static Content content(byte[] bytes, int most) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        return into -> {
            int count = Math.min(most, Math.min(left.remaining(), into.remaining()));
            into.put(left.slice().limit(count));
            left.position(left.position() + count);
            return count > 0;
        };
    }

    private static Content content(int size) {
        return content(noise(size), Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Clamd.CHUNK_BYTES - 4, Clamd.CHUNK_BYTES - 3, Clamd.CHUNK_BYTES, 1_000_000})
    void aFileArrivesAsItIs(int size) throws IOException {
        assertEquals(new Clean(), clamd.scan(content(size)));

        assertArrayEquals(noise(size), scanner.scanned.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aFileMayBeReadInPieces(int most) throws IOException {
        clamd.scan(content(noise(100), most));

        assertArrayEquals(noise(100), scanner.scanned.get(0));
    }

    @Test
    void aScannerMayHaveAUnixSocket(@TempDir Path directory) throws IOException {
        try (FakeClamd local = FakeClamd.on(directory.resolve("clamd.sock"))) {
            local.answer("stream: Eicar-Test-Signature FOUND\0");
            Clamd near = new Clamd(local.address());

            assertEquals(new Infected("Eicar-Test-Signature"), near.scan(content(1_000_000)));
            assertEquals("ClamAV 1.4.6/27800/Sun Nov 29 10:00:00 2026", near.version());
        }
    }

    @Test
    void aReplyMayComeInAnyPieces() throws IOException {
        String reply = "stream: Eicar-Test-Signature FOUND\0";
        for (int split = 1; split < reply.length(); split++) {
            int at = split;
            scanner.next(peer -> {
                peer.command();
                peer.content();
                peer.say(reply.substring(0, at));
                peer.say(reply.substring(at));
            });
            assertEquals(new Infected("Eicar-Test-Signature"), clamd.scan(content(10)));
        }
    }

    @Test
    void aReplyMayEndWithTheConnection() throws IOException {
        scanner.answer("stream: OK\n");

        assertEquals(new Clean(), clamd.scan(content(10)));
    }

    private static void readsSome(Peer peer) throws IOException {
        peer.command();
        peer.chunk();
    }

    private static Content endless() {
        return into -> {
            into.position(into.limit());
            return true;
        };
    }

    @Test
    void aReplyBeforeTheEndStopsTheSending() throws IOException {
        scanner.next(peer -> {
            readsSome(peer);
            peer.say("INSTREAM size limit exceeded. ERROR\0");
            peer.channel().shutdownOutput();
            peer.content(); // endless
        });

        assertEquals(new TooLarge(), clamd.scan(endless()));
    }

    @Test
    void aReplyIsReadThoughTheRestCouldNotBeSent() throws IOException {
        scanner.next(peer -> {
            readsSome(peer);
            peer.say("INSTREAM size limit exceeded. ERROR\0");
        }); // and is closed, with bytes unread, which resets it

        assertEquals(new TooLarge(), clamd.scan(endless()));
    }

    @Test
    void aResetWhileBytesAreSentMeansTooManyOfThem() throws IOException {
        scanner.next(peer -> {
            readsSome(peer);
            peer.reset();
        });

        assertEquals(new TooLarge(), clamd.scan(endless()));
    }

    @Test
    void anEndWhileBytesAreSentMeansTooManyOfThem() throws IOException {
        scanner.next(peer -> {
            readsSome(peer);
            peer.channel().shutdownOutput();
            peer.content();
        });

        assertEquals(new TooLarge(), clamd.scan(endless()));
    }

    @Test
    void aScannerThatDiesMeanwhileHasSaidNothing() throws IOException {
        scanner.next(peer -> {
            readsSome(peer);
            scanner.close();
            peer.reset();
        });

        assertThrows(IOException.class, () -> clamd.scan(endless()));
    }

    @Test
    void aScannerThatDiesAfterwardsHasSaidNothing() {
        scanner.next(peer -> {
            peer.command();
            peer.content();
            peer.reset();
        });

        assertThrows(IOException.class, () -> clamd.scan(content(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "stream: OK", "stream: OK but not quite\0", "OK\0", "stream: Eicar FOUN\0"})
    void whatIsNoVerdictIsAFailure(String reply) throws IOException {
        scanner.answer(reply);

        if (reply.equals("stream: OK")) { // the end of the connection ends it too
            assertEquals(new Clean(), clamd.scan(content(10)));
        } else {
            assertThrows(IOException.class, () -> clamd.scan(content(10)));
        }
    }

    @Test
    void aReplyThatNeverEndsIsAFailure() {
        scanner.next(peer -> {
            peer.command();
            peer.content();
            while (true) {
                peer.say("stream: ");
            }
        });

        IOException failure = assertThrows(IOException.class, () -> clamd.scan(content(10)));
        assertEquals("the scanner does not stop answering", failure.getMessage());
    }

    @Test
    void theLongestReplyIsRead() throws IOException {
        String name = "x".repeat(ClamdConnection.MAX_REPLY_BYTES - "stream:  FOUND\0".length());
        scanner.answer("stream: " + name + " FOUND\0");

        assertEquals(new Infected(name.substring(0, Verdict.MAX_FINDING)), clamd.scan(content(10)));
    }

    @Test
    void aScannerThatDoesNotAnswerIsNotWaitedForWithoutEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        scanner.next(peer -> awaitEnd(ended));
        Clamd impatient = new Clamd(scanner.address(), new Patience(LONG, LONG, SHORT));

        assertThrows(SocketTimeoutException.class, () -> impatient.scan(content(10)));
        ended.countDown();
    }

    @Test
    void aScannerThatDoesNotReadIsNotWaitedForWithoutEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        scanner.next(peer -> awaitEnd(ended));
        Clamd impatient = new Clamd(scanner.address(), new Patience(LONG, LONG, SHORT));

        assertThrows(SocketTimeoutException.class, () -> impatient.scan(endless()));
        ended.countDown();
    }

    @Test
    void aScannerThatAnswersLittleByLittleIsNotWaitedForWithoutEnd() {
        scanner.next(peer -> {
            peer.command();
            peer.content();
            for (int i = 0; ; i++) {
                peer.say(i % 4000 == 0 ? "x" : "");
            }
        });
        Clamd impatient = new Clamd(scanner.address(), new Patience(LONG, LONG, SHORT));

        assertThrows(IOException.class, () -> impatient.scan(content(10)));
    }

    private static void awaitEnd(CountDownLatch ended) throws IOException {
        try {
            assertTrue(ended.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        scanner.next(peer -> {
            peer.command();
            peer.content();
            asked.countDown();
            awaitEnd(ended);
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                clamd.scan(content(10));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        thread.start();
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        thread.interrupt();

        assertInstanceOf(ClosedByInterruptException.class, failure.get(30, TimeUnit.SECONDS));
        ended.countDown();
    }

    @Test
    void aFileThatCannotBeReadIsNoFailureOfTheScanner() {
        UncheckedIOException broken = new UncheckedIOException(new IOException("the disk"));

        assertSame(
                broken,
                assertThrows(
                        UncheckedIOException.class,
                        () -> clamd.scan(into -> {
                            throw broken;
                        })));
    }

    @Test
    void whoIsNotThereDoesNotAnswer() throws IOException {
        scanner.close();

        assertThrows(IOException.class, () -> clamd.ping());
        assertThrows(IOException.class, () -> clamd.scan(content(10)));
        assertThrows(IOException.class, () -> new Clamd(ScannerAddress.read("unix:/nowhere/clamd.sock")).ping());
        assertThrows(IOException.class, () -> new Clamd(ScannerAddress.read("no-such-host.invalid:3310")).ping());
    }

    @Test
    void otherServersAreNoScanner() {
        scanner.next(peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n\0"));

        IOException failure = assertThrows(IOException.class, () -> clamd.version());
        assertEquals("no clamd: it says HTTP/1.1 400 Bad Request????", failure.getMessage());
    }

    @Test
    void connectionsAreClosed() throws Exception {
        CompletableFuture<Integer> last = new CompletableFuture<>();
        scanner.next(peer -> {
            peer.command();
            peer.content();
            peer.say("stream: OK\0");
            last.complete(peer.channel().read(ByteBuffer.allocate(1)));
        });
        clamd.scan(content(10));

        assertEquals(-1, get(last));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(Arrays.toString(e.getStackTrace()), e);
        }
    }
}
