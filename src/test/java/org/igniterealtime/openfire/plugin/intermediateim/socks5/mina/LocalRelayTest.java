package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin's own end of a stream, with a real socket at the other end. */
class LocalRelayTest {

    private static final int SID = 7;

    private final TestProxy proxy = new TestProxy();
    private final Recorder recorder = new Recorder();
    private final LocalEnd end = new LocalEnd(recorder);

    @AfterEach
    void close() {
        proxy.close();
    }

    /** Keeps what it is told; lets the stream go on after so many bytes only if asked to. */
    private final class Recorder implements LocalEnd.Handler {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Semaphore writable = new Semaphore(0);
        private volatile int pauseAt = Integer.MAX_VALUE;
        private volatile boolean opened;
        private volatile boolean inputEnded;
        private volatile int closed;

        @Override
        public void opened() {
            opened = true;
        }

        @Override
        public synchronized void received(ByteBuffer some) {
            byte[] copy = new byte[some.remaining()];
            some.get(copy);
            bytes.writeBytes(copy);
            if (bytes.size() >= pauseAt) {
                end.pause();
            }
        }

        @Override
        public void inputEnded() {
            inputEnded = true;
        }

        @Override
        public void writable() {
            writable.release();
        }

        @Override
        public void closed() {
            closed++;
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        synchronized int count() {
            return bytes.size();
        }
    }

    private static byte[] noise(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static DestinationAddress address() {
        return DestinationAddress.of(String.valueOf(SID), TestProxy.REQUESTER, TestProxy.TARGET);
    }

    private Socks5Client connect() throws IOException {
        return Socks5Client.joined(proxy.port(), TestProxy.address(SID));
    }

    private void join() {
        assertTrue(proxy.streams().join(address(), end).isPresent());
    }

    private static Future<?> writeLater(Socks5Client client, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.write(bytes);
                client.endOutput();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Nested
    class AsTarget {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 65_536, 5_000_003})
        void receivesEveryByteAndTheEnd(int size) throws Exception {
            join();
            Socks5Client requester = connect();
            proxy.activate(SID);

            Future<?> written = writeLater(requester, noise(size));
            proxy.await(() -> recorder.inputEnded);
            end.finish();

            assertArrayEquals(noise(size), recorder.bytes());
            written.get();
            FinishedTransfer finished = proxy.finished();
            assertEquals(Reason.COMPLETED, finished.reason());
            assertEquals(size, finished.bytesToTarget());
            assertEquals(0, finished.bytesToRequester());
            assertEquals(1, recorder.closed);
        }

        @Test
        void getsWhatCameBeforeActivation() throws Exception {
            join();
            Socks5Client requester = connect();
            requester.write(noise(1000));
            requester.endOutput();

            proxy.activate(SID);
            proxy.await(() -> recorder.inputEnded);

            assertArrayEquals(noise(1000), recorder.bytes());
        }

        @Test
        void holdsTheSenderBackWhilePaused() throws Exception {
            recorder.pauseAt = 100_000;
            join();
            Socks5Client requester = connect();
            proxy.activate(SID);

            Future<?> written = writeLater(requester, noise(16 * 1024 * 1024));
            proxy.await(() -> recorder.count() >= 100_000);
            int atPause = recorder.count();
            assertTrue(atPause < 100_000 + 64 * 1024, "one more read at most");
            recorder.pauseAt = Integer.MAX_VALUE;
            end.resume();

            proxy.await(() -> recorder.inputEnded);
            written.get();
            assertArrayEquals(noise(16 * 1024 * 1024), recorder.bytes());
        }

        @Test
        void learnsThatTheSenderBrokeOff() throws Exception {
            join();
            Socks5Client requester = connect();
            proxy.activate(SID);
            requester.write(noise(10));
            proxy.await(() -> recorder.count() == 10);

            requester.reset();

            assertEquals(Reason.BROKEN, proxy.finished().reason());
            assertEquals(1, recorder.closed);
        }

        @Test
        void keepsToTheRateOfTheStream() throws Exception {
            proxy.setting("socks5.rate-per-stream", "200");
            join();
            Socks5Client requester = connect();
            proxy.activate(SID);

            long start = System.nanoTime();
            writeLater(requester, noise(500 * 1024));
            proxy.await(() -> recorder.inputEnded);

            assertTrue(System.nanoTime() - start > 1_000_000_000L, "300 KiB beyond the first second's");
        }
    }

    @Nested
    class AsRequester {

        private Socks5Client opened() throws IOException {
            Socks5Client target = connect();
            join();
            proxy.activate(SID);
            return target;
        }

        private void send(byte[] all, int chunk) throws InterruptedException {
            for (int at = 0; at < all.length; at += chunk) {
                end.send(ByteBuffer.wrap(all, at, Math.min(chunk, all.length - at)));
                recorder.writable.acquire();
            }
            end.finish();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 65_536, 5_000_003})
        void sendsEveryByteAndTheEnd(int size) throws Exception {
            Socks5Client target = opened();
            Future<byte[]> read = CompletableFuture.supplyAsync(() -> {
                try {
                    return target.readToEnd();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            send(noise(size), 64 * 1024);
            assertArrayEquals(noise(size), read.get());
            target.close();

            FinishedTransfer finished = proxy.finished();
            assertEquals(Reason.COMPLETED, finished.reason());
            assertEquals(size, finished.bytesToTarget());
        }

        @Test
        void waitsForASlowReader() throws Exception {
            Socks5Client target = opened();

            end.send(ByteBuffer.wrap(noise(32 * 1024 * 1024)));
            assertEquals(0, recorder.writable.availablePermits(), "the kernel does not take so much");

            assertArrayEquals(noise(32 * 1024 * 1024), target.read(32 * 1024 * 1024));
            recorder.writable.acquire();
        }

        @Test
        void learnsThatTheTargetBrokeOff() throws Exception {
            Socks5Client target = opened();
            target.reset();

            assertEquals(Reason.BROKEN, proxy.finished().reason());
            assertEquals(1, recorder.closed);
        }
    }

    @Test
    void countsForNoNetworkAddress() throws Exception {
        proxy.setting("socks5.streams-per-address", "1");
        join();
        connect();
        proxy.activate(SID);

        assertEquals(List.of("127.0.0.1"), proxy.streams().live().get(0).from());
    }

    @Test
    void leavesBeforeActivation() throws Exception {
        join();
        end.leave(Reason.BROKEN);

        assertEquals(1, recorder.closed);
        assertEquals(0, proxy.streams().live().size());
    }

    @Test
    void refusesToBeBothEnds() {
        join();

        LocalEnd other = new LocalEnd(new Recorder());

        assertFalse(proxy.streams().join(address(), other).isPresent());
    }

    @Test
    void endsWithTheProxy() throws Exception {
        join();
        connect();
        proxy.activate(SID);
        assertEquals(StreamView.State.ACTIVE, proxy.streams().live().get(0).state());

        proxy.close();

        assertEquals(1, recorder.closed);
    }
}
