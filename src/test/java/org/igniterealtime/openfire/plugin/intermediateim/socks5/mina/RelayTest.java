package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
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
    void carriesAHalfCloseAndGoesOnTheOtherWay() throws Exception {
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
    void holdsAtMost256KibForAReaderThatDoesNotRead() throws Exception {
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
    void isOverForBothWhenOneBreaksOff() throws Exception {
        TestProxy.Pair pair = proxy.open();
        pair.requester().write((byte) 1);
        pair.target().expect((byte) 1);
        pair.target().reset();

        assertEquals(0, pair.requester().readToEnd().length);
        assertEquals(Reason.BROKEN, proxy.finished().reason());
    }

    @Test
    void deliversWhatWasSentBeforeACloseToASender() throws Exception {
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
    void closesBothSocketsForTheAdmin() throws Exception {
        TestProxy.Pair pair = proxy.open();
        assertTrue(proxy.streams().close(proxy.streams().live().get(0).id()));
        assertEquals(0, pair.target().readToEnd().length);
        assertEquals(0, pair.requester().readToEnd().length);
        assertEquals(Reason.CLOSED_BY_ADMIN, proxy.finished().reason());
        assertFalse(proxy.streams().close("1"));
    }

    /** As libpurple does: it sends once it has asked for activation, and never looks at the answer. */
    @Nested
    class BeforeActivation {

        private final String address = TestProxy.address(7);
        private final Socks5Client target = join();
        private final Socks5Client requester = join();

        private Socks5Client join() {
            try {
                return Socks5Client.joined(proxy.port(), address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @AfterEach
        void closeBoth() throws IOException {
            target.close();
            requester.close();
        }

        @Test
        @Requirement("0065-62")
        void whatIsSentGoesBeforeWhatComesLater() throws Exception {
            requester.write("hello ".getBytes());
            proxy.activate(7);
            requester.write("world".getBytes());
            target.expect("hello world".getBytes());
            target.write("and back".getBytes());
            requester.expect("and back".getBytes());
        }

        @Test
        @Requirement("0065-62")
        void aWholeFileIsDeliveredThenItsEnd() throws Exception {
            requester.write("hello world".getBytes());
            requester.endOutput();
            proxy.activate(7);
            assertEquals("hello world", new String(target.readToEnd()));
            target.write("and back".getBytes());
            target.endOutput();
            assertEquals("and back", new String(requester.readToEnd()));
            assertEquals(Reason.COMPLETED, proxy.finished().reason());
        }

        @Test
        @Requirement("0065-62")
        void theSenderMayHaveClosedItsSocket() throws Exception {
            requester.write("hello world".getBytes());
            requester.close();
            proxy.activate(7);
            assertEquals("hello world", new String(target.readToEnd()));
            target.close();
            FinishedTransfer finished = proxy.finished();
            assertEquals(Reason.COMPLETED, finished.reason());
            assertEquals(11, finished.bytesToTarget());
        }

        @Test
        @Requirement("0065-62")
        void anEmptyFileEndsAtOnce() throws Exception {
            requester.endOutput();
            target.endOutput();
            proxy.activate(7);

            assertEquals(0, target.readToEnd().length);
            assertEquals(0, requester.readToEnd().length);
            assertEquals(Reason.COMPLETED, proxy.finished().reason());
        }

        @Test
        @Requirement("0065-62")
        void bothMaySend() throws Exception {
            requester.write("hello ".getBytes());
            target.write("good ".getBytes());
            proxy.activate(7);
            requester.write("world".getBytes());
            target.write("day".getBytes());
            target.expect("hello world".getBytes());
            requester.expect("good day".getBytes());
        }

        /** The kernel takes what it likes; then the sender waits, until activation. */
        @Test
        @Requirement("0065-62")
        void aFloodWaitsInTheKernelAndIsDeliveredInOrder() throws Exception {
            byte[] all = noise(32 * 1024 * 1024);
            try (SocketChannel flood =
                            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
                    Selector selector = Selector.open()) {
                handshake(flood, TestProxy.address(8));
                Socks5Client reader = Socks5Client.joined(proxy.port(), TestProxy.address(8));
                flood.configureBlocking(false).register(selector, SelectionKey.OP_WRITE);
                ByteBuffer left = ByteBuffer.wrap(all);
                while (selector.select(500) > 0) {
                    selector.selectedKeys().clear();
                    flood.write(left);
                    assertTrue(left.hasRemaining(), "the proxy takes everything");
                }
                assertEquals(0, proxy.heldBytes());
                Future<byte[]> received = readLater(reader, all.length);
                proxy.activate(8);
                while (left.hasRemaining()) {
                    selector.select();
                    selector.selectedKeys().clear();
                    flood.write(left);
                }
                assertArrayEquals(all, received.get());
            }
        }

        private static void handshake(SocketChannel channel, String address) throws IOException {
            channel.write(ByteBuffer.wrap(Socks5Client.GREETING));
            assertArrayEquals(
                    Socks5Client.METHOD, channel.socket().getInputStream().readNBytes(2));
            channel.write(ByteBuffer.wrap(Socks5Client.connect(address)));
            assertArrayEquals(
                    Socks5Client.reply(0, address),
                    channel.socket().getInputStream().readNBytes(47));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 5, 400, 3000, 2_000_000})
        @Requirement("0065-62")
        void whatComesInOnePieceWithTheRequestIsKept(int size) throws Exception {
            String another = TestProxy.address(9);
            byte[] file = noise(size);
            try (Socks5Client first = Socks5Client.joined(proxy.port(), another);
                    Socks5Client hasty = new Socks5Client(proxy.port())) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(Socks5Client.GREETING);
                all.writeBytes(Socks5Client.connect(another));
                all.writeBytes(file);
                Future<?> written = CompletableFuture.runAsync(() -> {
                    try {
                        hasty.write(all.toByteArray());
                        hasty.endOutput();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                hasty.expect(Socks5Client.METHOD);
                hasty.expect(Socks5Client.reply(0, another));
                proxy.activate(9);
                assertArrayEquals(file, first.readToEnd());
                written.get();
            }
        }

        @Test
        void whatComesEarlyKeepsToTheRateAndToTheMemory() throws Exception {
            proxy.setting("socks5.buffer-mib", "1");
            proxy.setting("socks5.rate-per-stream", "100");
            requester.write(noise(60_000));
            requester.endOutput();
            proxy.activate(7);
            assertArrayEquals(noise(60_000), target.readToEnd());
            target.endOutput();
            assertEquals(Reason.COMPLETED, proxy.finished().reason());
            assertEquals(0, proxy.heldBytes());
        }

        @Test
        void isOverForBothIfOneHadBrokenOff() throws Exception {
            target.reset();
            proxy.activate(7);

            assertEquals(0, requester.readToEnd().length);
            assertEquals(Reason.BROKEN, proxy.finished().reason());
        }

        /** Nothing tells a socket that was given up from the end of an empty file. */
        @Test
        @Requirement("0065-70")
        void aSocketThatLeavesGoesWithTheTimeForActivation() throws Exception {
            requester.close();
            target.close();
            assertEquals(StreamView.State.JOINED, proxy.streams().live().get(0).state());
            proxy.setting("socks5.activation-timeout", "1");
            proxy.await(() -> proxy.streams().live().isEmpty());
        }

        @Test
        void aPartyThatHasConnectedAgainIsTakenByItsLastSocket() throws Exception {
            target.close();
            Socks5Client failed = join();
            failed.reset();
            Socks5Client again = join();
            requester.write("hello".getBytes());
            proxy.activateAtLast(7);
            again.expect("hello".getBytes());
            again.write("yes".getBytes());
            requester.expect("yes".getBytes());
        }

        @Test
        void whatWasReadToSeeWhoIsThereIsDelivered() throws Exception {
            Socks5Client again = join();
            byte[] file = noise(100_000);
            requester.write(file);
            requester.endOutput();
            target.close();
            proxy.activateAtLast(7);

            assertArrayEquals(file, again.readToEnd());
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void threeAreOneTooManyUntilOneLeaves() throws Exception {
            Socks5Client third = join();
            requester.write("hello ".getBytes());
            proxy.refuse(7, "conflict");
            requester.write("wor".getBytes());
            proxy.refuse(7, "conflict");
            third.close();
            proxy.activateAtLast(7);
            requester.write("ld".getBytes());
            target.expect("hello world".getBytes());
        }

        @Test
        void aTargetOnEveryPortIsMetAtTheOneThatIsUsed() throws Exception {
            int another = FreePorts.next();
            proxy.listener().listen(Set.of(proxy.port(), another));
            String elsewhere = TestProxy.address(10);
            Socks5Client unused = Socks5Client.joined(proxy.port(), elsewhere);
            Socks5Client used = Socks5Client.joined(another, elsewhere);
            Socks5Client sender = Socks5Client.joined(another, elsewhere);
            sender.write("hello".getBytes());
            proxy.activate(10);
            used.expect("hello".getBytes());

            assertEquals(0, unused.readToEnd().length);
        }

        @Test
        void fourMayWaitAndAFifthTakesThePlaceOfOneThatHasLeft() throws Exception {
            Socks5Client third = join();
            join();
            assertEquals(2, replyToAFurther());
            third.close();
            proxy.await(() -> replyToAFurther() == 0);
        }

        private int replyToAFurther() {
            Socks5Client further = new Socks5Client(proxy.port());
            try {
                further.write(Socks5Client.GREETING);
                further.expect(Socks5Client.METHOD);
                further.write(Socks5Client.connect(address));
                int code = further.read(47)[1];
                assertEquals(0, code == 0 ? 0 : further.readToEnd().length);
                return code;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
            assertArrayEquals(
                    java.util.Arrays.copyOf(all, 1024 * 1024), pair.target().read(1024 * 1024));
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis >= 600, "a quarter of it at once, the rest took " + millis + " ms");
            proxy.setting("socks5.rate-per-stream", "0");
            pair.target().read(1024 * 1024);
            written.get();
        }

        @Test
        void testsOfTheProxyByItselfTakeNobodysPlace() throws Exception {
            proxy.setting("socks5.connections-per-second", "1");
            proxy.setting("socks5.waiting-per-address", "1");
            for (int sid = 1; sid <= 3; sid++) {
                proxy.expectSelfTest(sid);
                Socks5Client target = Socks5Client.joined(proxy.port(), TestProxy.address(sid));
                Socks5Client requester = Socks5Client.joined(proxy.port(), TestProxy.address(sid));
                proxy.activate(sid);
                target.close();
                requester.close();
            }
            Socks5Client.joined(proxy.port(), TestProxy.address(4)).close();
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
