package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.ClientHandshake.State;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.ClientHandshake.Step;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class ClientHandshakeTest {

    private static final String HASH = "98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff";
    private static final String HASH_HEX = HexFormat.of().formatHex(HASH.getBytes(StandardCharsets.US_ASCII));
    private static final String SUCCESS = "05 00 00 03 28" + HASH_HEX + "00 00";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private ClientHandshake handshake = new ClientHandshake(new DestinationAddress(HASH));

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private Step receive(ByteBuffer in) {
        Step step = handshake.receive(in);
        sent.writeBytes(step.bytes());
        return step;
    }

    private Step receive(String bytes) {
        return receive(ByteBuffer.wrap(hex(bytes)));
    }

    @Test
    @Requirement({"0065-30", "0065-32", "0065-33", "0065-34", "0065-39", "0065-40"})
    void speaksTheGoldenBytes() {
        JID requester = new JID("requester@example.com/foo");
        JID target = new JID("target@example.org/bar");
        handshake = new ClientHandshake(DestinationAddress.of("vxf9n471bn46", requester, target));

        assertArrayEquals(hex("05 01 00"), ClientHandshake.greeting());
        Step method = receive("05 00");

        assertEquals(State.WAITING, method.state());
        assertArrayEquals(hex("05 01 00 03 28" + HASH_HEX + "00 00"), method.bytes());
        assertEquals(State.CONNECTED, receive(SUCCESS).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 00 00 01 7f 00 00 01 1e 61",
                "05 00 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 1e 61",
                "05 00 00 03 00 00 00",
                "05 00 01 03 01 61 ff ff",
                "05 00 00 01 00 00 00 00 00 00"
            })
    @Requirement("0065-40")
    void skipsWhateverAddressTheReplyHas(String reply) {
        receive("05 00");
        assertEquals(State.CONNECTED, receive(reply).state());
    }

    @ParameterizedTest
    @CsvSource({"05 01, 1", "05 02, 2", "05 04, 4", "05 05, 5", "05 ff, 255"})
    @Requirement("0065-40")
    void isToldWhyItIsRefused(String reply, int code) {
        receive("05 00");
        Step step = receive(reply);
        assertEquals(State.FAILED, step.state());
        assertEquals(Optional.of(code), step.reply());
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 ff", "05 02", "04", "48 54 54 50", "00"})
    @Requirement("0065-31")
    void failsWithoutTheOneMethod(String answer) {
        assertEquals(State.FAILED, receive(answer).state());
        assertEquals(0, sent.size());
        assertEquals(State.FAILED, receive("05 00").state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "05 00 00 02 00", "05 00 00 00 00", "05 00 00 ff ff"})
    void failsAtWhatIsNoReply(String reply) {
        receive("05 00");
        assertEquals(State.FAILED, receive(reply).state());
    }

    @Test
    void takesTheLongestNameAndNoMore() {
        receive("05 00");
        byte[] flood = hex("05 00 00 03 ff" + "61".repeat(255) + "00 00" + "62".repeat(1000));

        ByteBuffer in = ByteBuffer.wrap(flood);

        assertEquals(State.CONNECTED, receive(in).state());
        assertEquals(1000, in.remaining());
    }

    @Test
    void endsBeforeAnEndlessReply() {
        for (String endless : new String[] {"00", "05", "61", "ff"}) {
            handshake = new ClientHandshake(new DestinationAddress(HASH));
            ByteBuffer in = ByteBuffer.wrap(hex(endless.repeat(100_000)));
            State state = State.WAITING;
            while (state == State.WAITING && in.hasRemaining()) {
                state = receive(in).state();
            }
            assertEquals(State.FAILED, state, endless);
            assertTrue(in.position() < 300, endless);
            assertEquals(State.FAILED, receive(in).state());
        }
    }

    @Test
    void takesTheBytesOneByOne() {
        byte[] all = hex("05 00" + SUCCESS + "61");
        State state = State.WAITING;
        int taken = 0;
        while (state == State.WAITING) {
            state = receive(ByteBuffer.wrap(all, taken++, 1)).state();
        }
        assertEquals(State.CONNECTED, state);
        assertEquals(all.length - 1, taken);
    }

    @Property
    void takesTheBytesHoweverTheyAreCut(@ForAll @IntRange(max = 49) int first, @ForAll @IntRange(max = 49) int second) {
        handshake = new ClientHandshake(new DestinationAddress(HASH));
        sent.reset();
        byte[] all = hex("05 00" + SUCCESS);
        int cut = Math.min(first, second);
        int next = Math.max(first, second);

        State state = State.WAITING;
        for (int[] part : new int[][] {{0, cut}, {cut, next}, {next, all.length}}) {
            ByteBuffer in = ByteBuffer.wrap(all, part[0], part[1] - part[0]);
            while (in.hasRemaining()) {
                assertEquals(State.WAITING, state);
                state = receive(in).state();
            }
        }

        assertEquals(State.CONNECTED, state);
        assertEquals(47, sent.size());
    }

    @Test
    void leavesTheStreamAlone() {
        receive("05 00");
        ByteBuffer in = ByteBuffer.wrap(hex(SUCCESS + "01 02 03"));

        assertEquals(State.CONNECTED, receive(in).state());
        assertEquals(3, in.remaining());
    }

    @Property
    void anyBytesEndInAState(@ForAll @Size(max = 300) byte[] bytes) {
        handshake = new ClientHandshake(new DestinationAddress(HASH));
        ByteBuffer in = ByteBuffer.wrap(bytes);
        State state = State.WAITING;
        while (in.hasRemaining() && state == State.WAITING) {
            state = handshake.receive(in).state();
        }
    }
}
