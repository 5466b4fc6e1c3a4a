package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final String HASH = "98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff";

    private final Handshake handshake = new Handshake();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    private Handshake.Step receive(byte... bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Handshake.Step step = handshake.receive(in);
        assertFalse(in.hasRemaining(), "all is taken");
        answers.writeBytes(step.answer());
        return step;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] request(byte[] tail) {
        return join(HexFormat.of().parseHex("0501000328"), tail);
    }

    @Nested
    class Greets {

        @ParameterizedTest
        @ValueSource(strings = {"05 01 00", "05 02 00 02", "05 02 02 00", "05 03 01 00 80"})
        @Requirement("0065-31")
        void whoCanDoWithoutAuthentication(String greeting) {
            Handshake.Step step = receive(hex(greeting));
            assertArrayEquals(new byte[] {5, 0}, step.answer());
            assertFalse(step.fault().isPresent());
            assertEquals(Optional.empty(), step.request());
        }

        @Test
        void whoOffersAsManyMethodsAsThereCanBe() {
            byte[] greeting = new byte[257];
            Arrays.fill(greeting, (byte) 0xFE);
            greeting[0] = 5;
            greeting[1] = (byte) 255;
            greeting[256] = 0;

            assertArrayEquals(new byte[] {5, 0}, receive(greeting).answer());
        }

        @ParameterizedTest
        @ValueSource(strings = {"05 01 02", "05 00", "05 02 01 02", "05 01 ff"})
        @Requirement("0065-31")
        void nobodyElse(String greeting) {
            Handshake.Step step = receive(hex(greeting));
            assertArrayEquals(new byte[] {5, (byte) 0xFF}, step.answer());
            assertTrue(step.fault().isPresent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"04", "04 01 00", "47 45 54 20 2f", "00", "ff"})
        void whoSpeaksSomethingElseByClosingAtOnce(String bytes) {
            Handshake.Step step = receive(hex(bytes));
            assertEquals(0, step.answer().length);
            assertTrue(step.fault().isPresent());
        }
    }

    @Nested
    class Connects {

        @Test
        @Requirement({"0065-37", "0065-39"})
        void byTheGoldenBytes() {
            receive(Socks5Client.GREETING);
            Handshake.Step step = receive(join(hex("05 01 00 03 28"), HASH.getBytes(), hex("00 00")));

            assertEquals(new DestinationAddress(HASH), step.request().orElseThrow());
            assertEquals(0, step.answer().length);
            assertFalse(step.fault().isPresent());
            assertArrayEquals(
                    join(hex("05 00 00 03 28"), HASH.getBytes(), hex("00 00")), handshake.reply(ReplyCode.SUCCEEDED));
            assertArrayEquals(
                    join(hex("05 02 00 03 28"), HASH.getBytes(), hex("00 00")), handshake.reply(ReplyCode.NOT_ALLOWED));
        }

        @Test
        @Requirement("0065-37")
        void repeatingTheLetterCaseOfTheAddress() {
            String upper = HASH.toUpperCase(java.util.Locale.ROOT);
            receive(Socks5Client.GREETING);

            assertEquals(
                    new DestinationAddress(HASH),
                    receive(Socks5Client.connect(upper)).request().orElseThrow());
            assertArrayEquals(Socks5Client.reply(0, upper), handshake.reply(ReplyCode.SUCCEEDED));
        }

        @Test
        void whoDoesNotWaitForTheMethod() {
            Handshake.Step step = receive(join(Socks5Client.GREETING, Socks5Client.connect(HASH), new byte[1000]));
            assertArrayEquals(new byte[] {5, 0}, step.answer());
            assertTrue(step.request().isPresent());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 460, 5000})
        @Requirement("0065-62")
        void andKeepsWhatFollowsInTheSamePiece(int size) {
            byte[] more = new byte[size];
            Arrays.fill(more, (byte) 7);
            receive(join(Socks5Client.GREETING, Socks5Client.connect(HASH), more));

            assertArrayEquals(more, handshake.readAhead());
        }

        @Test
        @Requirement("0065-62")
        void andKeepsWhatFollowsTheEndOfARequestInPieces() {
            byte[] all = join(Socks5Client.GREETING, Socks5Client.connect(HASH), new byte[] {7, 8});
            receive(Arrays.copyOf(all, 20));
            receive(Arrays.copyOfRange(all, 20, all.length));

            assertArrayEquals(new byte[] {7, 8}, handshake.readAhead());
        }

        @Test
        void andHearsNothingMore() {
            receive(Socks5Client.GREETING);
            receive(Socks5Client.connect(HASH));
            Handshake.Step step = receive(Socks5Client.GREETING);

            assertEquals(0, step.answer().length);
            assertFalse(step.fault().isPresent());
            assertEquals(Optional.empty(), step.request());
        }
    }

    @Nested
    class WhenBytesArriveInPieces {

        private final byte[] all = join(Socks5Client.GREETING, Socks5Client.connect(HASH));

        @Test
        void takesThemAsIfInOne() {
            for (int one = 0; one <= all.length; one++) {
                for (int other = one; other <= all.length; other++) {
                    Handshake split = new Handshake();
                    ByteArrayOutputStream said = new ByteArrayOutputStream();
                    Optional<DestinationAddress> request = Optional.empty();
                    for (byte[] piece : new byte[][] {
                        Arrays.copyOfRange(all, 0, one),
                        Arrays.copyOfRange(all, one, other),
                        Arrays.copyOfRange(all, other, all.length)
                    }) {
                        Handshake.Step step = split.receive(ByteBuffer.wrap(piece));
                        said.writeBytes(step.answer());
                        request = request.or(step::request);
                        assertFalse(step.fault().isPresent());
                    }
                    assertEquals(Optional.of(new DestinationAddress(HASH)), request, one + ", " + other);
                    assertArrayEquals(new byte[] {5, 0}, said.toByteArray());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void leavesAGreetingUntouchedUntilItIsWhole(int arrived) throws Exception {
            ByteBuffer in = ByteBuffer.wrap(Socks5Client.GREETING, 0, arrived);
            assertEquals(Optional.empty(), Greeting.read(in));
            assertEquals(arrived, in.remaining());
        }

        @Test
        void leavesARequestUntouchedUntilItIsWhole() throws Exception {
            for (int arrived = 0; arrived < 47; arrived++) {
                ByteBuffer in = ByteBuffer.wrap(Socks5Client.connect(HASH), 0, arrived);
                assertEquals(Optional.empty(), ConnectRequest.read(in), "after " + arrived);
                assertEquals(arrived, in.remaining());
            }
        }

        @Test
        void readsFromThePositionOnAndLeavesWhatFollows() throws Exception {
            ByteBuffer in = ByteBuffer.wrap(join(new byte[] {9}, Socks5Client.GREETING, new byte[] {8}))
                    .position(1);
            assertTrue(Greeting.read(in).orElseThrow().offersNoAuthentication());
            assertEquals(1, in.remaining());
            in = ByteBuffer.wrap(join(new byte[] {9}, Socks5Client.connect(HASH), new byte[] {8}))
                    .position(1);
            assertEquals(HASH, ConnectRequest.read(in).orElseThrow().name());
            assertEquals(1, in.remaining());
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest(name = "{0} with code {1}")
        @CsvSource({
            "04 01 00 03 28, 1", // not version 5
            "05 02 00 03 28, 7", // BIND
            "05 03 00 03 28, 7", // UDP ASSOCIATE
            "05 ff 00 03 28, 7",
            "05 01 00 01 7f, 8", // IPv4
            "05 01 00 04 00, 8", // IPv6
            "05 01 00 00 00, 8",
            "05 01 00 03 27, 4", // 39 characters
            "05 01 00 03 29, 4",
            "05 01 00 03 00, 4",
            "05 01 00 03 a8, 4", // as a signed byte it would be negative
            "05 01 00 03 ff, 4"
        })
        @Requirement({"0065-40", "0065-63", "0065-72"})
        void whatItCannotDo(String header, byte code) {
            receive(Socks5Client.GREETING);
            Handshake.Step step = receive(hex(header));

            assertArrayEquals(new byte[] {5, code, 0, 1, 0, 0, 0, 0, 0, 0}, step.answer());
            assertTrue(step.fault().isPresent());
            assertEquals(Optional.empty(), step.request());
            assertEquals(0, receive(Socks5Client.connect(HASH)).answer().length, "nothing more is heard");
        }

        @Test
        void asSoonAsItIsClear() {
            receive(Socks5Client.GREETING);
            assertTrue(receive((byte) 5, (byte) 2).fault().isPresent());
        }

        @Test
        @Requirement({"0065-34", "0065-40"})
        void aPort() {
            receive(Socks5Client.GREETING);
            byte[] request = Socks5Client.connect(HASH);
            request[46] = 80;

            assertEquals(4, receive(request).answer()[1]);
        }

        @Test
        void aNameThatIsNoHash() {
            receive(Socks5Client.GREETING);
            assertEquals(4, receive(Socks5Client.connect("g".repeat(40))).answer()[1]);
        }

        @Test
        void afterTheMethodWhenBothCameAtOnce() {
            Handshake.Step step = receive(join(Socks5Client.GREETING, hex("05 02")));
            assertArrayEquals(join(new byte[] {5, 0}, ReplyCode.COMMAND_NOT_SUPPORTED.withoutAddress()), step.answer());
        }
    }

    @Property(tries = 2000)
    void survivesAnyBytesAnyHow(
            @ForAll byte @Size(max = 700) [] bytes,
            @ForAll @IntRange(min = 1, max = 100) int piece,
            @ForAll @IntRange(min = 0, max = 3) int rightStart) {
        byte[][] starts = {{}, {5}, Socks5Client.GREETING, join(Socks5Client.GREETING, request(new byte[0]))};
        byte[] all = join(starts[rightStart], bytes);
        Handshake any = new Handshake();
        int requests = 0;
        boolean closed = false;
        for (int at = 0; at < all.length; at += piece) {
            Handshake.Step step = any.receive(ByteBuffer.wrap(all, at, Math.min(piece, all.length - at)));
            assertFalse(closed && step.answer().length > 0);
            requests += step.request().isPresent() ? 1 : 0;
            closed |= step.fault().isPresent();
        }
        assertTrue(requests + (closed ? 1 : 0) <= 1);
        assertTrue(requests == 1 || closed || all.length < Greeting.MAX_BYTES + ConnectRequest.MAX_BYTES);
    }
}
