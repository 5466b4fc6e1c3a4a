package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets, without a server. */
class RelayTest {

    private final TestProxy proxy = new TestProxy();

    @AfterEach
    void close() {
        proxy.close();
    }

    private static byte[] noise(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Future<byte[]> readLater(Socks5Client client, int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.read(count);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Future<?> writeLater(Socks5Client client, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                client.write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_536, 1_000_003, 16 * 1024 * 1024})
    @Requirement({"0065-01", "0065-58", "0065-59"})
    void passesWhateverComesInBothDirectionsAtOnce(int size) throws Exception {
        TestProxy.Pair pair = proxy.open();
        byte[] there = noise(size);
        byte[] back = noise(size + 1);
        Future<byte[]> atTarget = readLater(pair.target(), there.length);
        Future<byte[]> atRequester = readLater(pair.requester(), back.length);
        Future<?> one = writeLater(pair.requester(), there);
        Future<?> other = writeLater(pair.target(), back);
        assertArrayEquals(there, atTarget.get());
        assertArrayEquals(back, atRequester.get());
        one.get();
        other.get();
    }

    @Test
    void carriesAHalfCloseThroughAndGoesOnInTheOtherDirection() throws Exception {
        TestProxy.Pair pair = proxy.open();
        pair.requester().write(noise(1000));
        pair.requester().endOutput();
        assertArrayEquals(noise(1000), pair.target().readToEnd());
        pair.target().write(noise(500));
        pair.target().endOutput();
        assertArrayEquals(noise(500), pair.requester().readToEnd());
        assertEquals(Reason.COMPLETED, proxy.finished().reason());
        assertEquals(0, proxy.streams().live().size());
    }

    @Test
    void deliversEveryByteBeforeTheEndToASlowReader() throws Exception {
        TestProxy.Pair pair = proxy.open(4096);
        byte[] all = noise(8 * 1024 * 1024);
        Future<?> written = CompletableFuture.runAsync(() -> {
            try {
                pair.requester().write(all);
                pair.requester().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertArrayEquals(all, pair.target().readToEnd());
        written.get();
        pair.target().close();
        assertEquals(Reason.COMPLETED, proxy.finished().reason());
    }

    @Test
    void holdsNoMoreThanAQuarterOfAMebibyteForAReaderThatDoesNotRead() throws Exception {
        TestProxy.Pair pair = proxy.open(4096);
        byte[] part = noise(64 * 1024);
        Future<?> blocked = CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    pair.requester().write(part);
                }
            } catch (IOException e) {
                // closed below
            }
        });
        proxy.await(() -> proxy.heldBytes() > 0);
        TestProxy.Pair other = proxy.open();
        other.requester().write(noise(100_000));
        assertArrayEquals(noise(100_000), other.target().read(100_000), "another stream is not slowed");
        proxy.await(() -> proxy.heldBytes() <= 256 * 1024); // once the other's last read has given back its share
        pair.target().close();
        blocked.get();
        proxy.await(() -> proxy.heldBytes() == 0);
    }

    @Test
    void goesOnInOneDirectionWhileTheOtherIsStuck() throws Exception {
        TestProxy.Pair pair = proxy.open(4096);
        Future<?> stuck = CompletableFuture.runAsync(() -> {
            try {
                pair.requester().write(noise(32 * 1024 * 1024));
            } catch (IOException e) {
                // closed below
            }
        });
        proxy.await(() -> proxy.heldBytes() > 0);
        byte[] back = noise(4 * 1024 * 1024);
        Future<?> written = writeLater(pair.target(), back);
        assertArrayEquals(back, pair.requester().read(back.length));
        written.get();
        pair.close();
        stuck.get();
    }

    @Test
    @Requirement("0065-62")
    void dropsWhatComesBeforeActivation() throws Exception {
        String address = TestProxy.address(7);
        Socks5Client target = Socks5Client.joined(proxy.port(), address);
        Socks5Client requester = new Socks5Client(proxy.port());
        requester.write(Socks5Client.GREETING);
        requester.expect(Socks5Client.METHOD);
        byte[] request = Socks5Client.connect(address);
        byte[] withMore = java.util.Arrays.copyOf(request, request.length + 5);
        requester.write(withMore);
        requester.expect(Socks5Client.reply(0, address));
        proxy.activate(7);
        requester.write((byte) 'A');
        target.expect((byte) 'A');
        target.close();
        requester.close();
    }

    @Test
    @Requirement("0065-62")
    void closesWhoFloodsBeforeActivation() throws Exception {
        Socks5Client target = Socks5Client.joined(proxy.port(), TestProxy.address(8));
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 1024; i++) {
                target.write(noise(64 * 1024));
            }
        });
        proxy.await(() -> proxy.streams().live().isEmpty());
    }

    @Test
    void isOverForBothWhenOneBreaksOff() throws Exception {
        TestProxy.Pair pair = proxy.open();
        pair.requester().write((byte) 1);
        pair.target().expect((byte) 1);
        pair.target().reset();
        assertEquals(0, pair.requester().readToEnd().length);
        assertEquals(Reason.BROKEN, proxy.finished().reason());
    }

    @Test
    void deliversWhatWasSentByOneThatHasClosedEvenIfTheOtherStillSends() throws Exception {
        TestProxy.Pair pair = proxy.open(4096);
        byte[] last = noise(1_000_000);
        pair.requester().write(last);
        pair.target().write((byte) 1); // never read: closing now makes the requester's kernel send a reset, in the end
        pair.requester().endOutput();
        pair.target().write(noise(100));
        assertArrayEquals(last, pair.target().readToEnd());
    }

    @Test
    @Requirement({"0065-60", "0065-69"})
    void refusesAThirdAndLetsTheTwoGoOn() throws Exception {
        TestProxy.Pair pair = proxy.open();
        Socks5Client third = new Socks5Client(proxy.port());
        third.write(Socks5Client.GREETING);
        third.expect(Socks5Client.METHOD);
        third.write(Socks5Client.connect(pair.address()));
        third.expect(Socks5Client.reply(2, pair.address()));
        assertEquals(0, third.readToEnd().length);
        pair.target().write((byte) 9);
        pair.requester().expect((byte) 9);
    }

    @Test
    void forgetsAStreamWhoseOnlySocketLeaves() throws Exception {
        Socks5Client target = Socks5Client.joined(proxy.port(), TestProxy.address(3));
        assertEquals(StreamView.State.WAITING, proxy.streams().live().get(0).state());
        target.close();
        proxy.await(() -> proxy.streams().live().isEmpty());
    }

    @Test
    void closesBothSocketsForTheAdmin() throws Exception {
        TestProxy.Pair pair = proxy.open();
        assertTrue(proxy.streams().close(proxy.streams().live().get(0).id()));
        assertEquals(0, pair.target().readToEnd().length);
        assertEquals(0, pair.requester().readToEnd().length);
        assertEquals(Reason.CLOSED_BY_ADMIN, proxy.finished().reason());
        assertFalse(proxy.streams().close("1"));
    }

    @Nested
    class Limited {

        @Test
        void keepsToTheRateAndGoesOnWhenItIsLifted() throws Exception {
            proxy.setting("socks5.rate-per-stream", "1024");
            TestProxy.Pair pair = proxy.open();
            byte[] all = noise(2 * 1024 * 1024);
            long start = System.nanoTime();
            Future<?> written = writeLater(pair.requester(), all);
            assertArrayEquals(java.util.Arrays.copyOf(all, 1024 * 1024), pair.target().read(1024 * 1024));
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis >= 600, "a quarter of it at once, the rest took " + millis + " ms");
            proxy.setting("socks5.rate-per-stream", "0");
            pair.target().read(1024 * 1024);
            written.get();
        }

        @Test
        void sharesLittleMemoryAmongAll() throws Exception {
            proxy.setting("socks5.buffer-mib", "1");
            TestProxy.Pair pair = proxy.open();
            byte[] all = noise(4 * 1024 * 1024);
            Future<?> written = writeLater(pair.requester(), all);
            assertArrayEquals(all, pair.target().read(all.length));
            written.get();
        }

        @Test
        void endsAHandshakeThatTakesTooLong() throws Exception {
            proxy.setting("socks5.handshake-timeout", "1");
            try (Socks5Client slow = new Socks5Client(proxy.port())) {
                slow.write((byte) 5);
                assertEquals(0, slow.readToEnd().length);
            }
        }
    }
}
