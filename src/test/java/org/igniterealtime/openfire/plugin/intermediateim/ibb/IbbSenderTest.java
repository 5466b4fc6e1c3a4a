package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Ended;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Pause;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Send;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Wanted;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbSink.Readiness;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

class IbbSenderTest {

    private static final JID OWN = new JID("romeo@montague.net/orchard");
    private static final JID PEER = new JID("juliet@capulet.com/balcony");
    private static final IbbStream STREAM = new IbbStream(OWN, PEER, "i781hf64");

    private int ids;
    private IbbSender sender = sender(10_000, 4096);
    private IQ sent;

    private IbbSender sender(long length, int blockSize) {
        return new IbbSender(STREAM, length, blockSize, () -> "our" + ids++);
    }

    /** @return open(block size), data(seq), close, result, error, want(bytes), pause, or the end */
    private List<String> words(List<IbbOutput> outputs) {
        return outputs.stream().map(this::word).toList();
    }

    private String word(IbbOutput output) {
        if (output instanceof Ended ended) {
            return ended.end().name();
        }
        if (output instanceof Wanted wanted) {
            return "want(" + wanted.bytes() + ")";
        }
        if (output instanceof Pause) {
            return "pause";
        }
        IQ iq = (IQ) ((Send) output).stanza();
        assertEquals(OWN, iq.getFrom());
        assertEquals(PEER, iq.getTo());
        if (iq.isResponse()) {
            return iq.getType() == IQ.Type.result
                    ? "result"
                    : iq.getError().getCondition().toXMPP();
        }
        sent = iq;
        Element payload = iq.getChildElement();
        assertEquals("http://jabber.org/protocol/ibb", payload.getNamespaceURI());
        assertEquals("i781hf64", payload.attributeValue("sid"));
        return switch (payload.getName()) {
            case "open" -> "open(" + payload.attributeValue("block-size") + ")";
            case "data" -> "data(" + payload.attributeValue("seq") + ")";
            default -> payload.getName();
        };
    }

    private List<String> result() {
        return words(sender.receive(IQ.createResultIQ(sent)));
    }

    private List<String> error(PacketError.Condition condition, PacketError.Type type) {
        IQ error = IQ.createResultIQ(sent);
        error.setError(new PacketError(condition, type));
        return words(sender.receive(error));
    }

    private List<String> error(String condition) {
        return error(PacketError.Condition.fromXMPP(condition), PacketError.Type.cancel);
    }

    private List<String> open() {
        return words(sender.open());
    }

    private List<String> send(int bytes) {
        return words(sender.send(new byte[bytes]));
    }

    private static IQ request(String payload) {
        return Xml.iq("<iq type='set' id='1' from='" + PEER + "' to='" + OWN + "'>" + payload + "</iq>");
    }

    private static IQ close() {
        return request("<close xmlns='http://jabber.org/protocol/ibb' sid='i781hf64'/>");
    }

    @Nested
    class Opening {

        @Test
        @Requirement({"0047-01", "0047-02", "0047-04", "0047-07", "0047-13", "0095-06", "0095-26", "0095-27"})
        void saysBlockSizeAndId() {
            assertEquals(List.of("open(4096)"), open());
            assertEquals(IQ.Type.set, sent.getType());
            assertEquals("iq", sent.getChildElement().attributeValue("stanza"));
        }

        @Test
        @Requirement({"0047-03", "0047-05"})
        void takesNoOtherSizesAndIds() {
            IbbStream spaced = new IbbStream(OWN, PEER, "a b");

            assertThrows(IllegalArgumentException.class, () -> sender(1, 65_536));
            assertThrows(IllegalArgumentException.class, () -> sender(1, 4095));
            assertThrows(IllegalArgumentException.class, () -> sender(-1, 4096));
            assertThrows(IllegalArgumentException.class, () -> new IbbSender(spaced, 1, 4096, () -> ""));
        }

        @Test
        @Requirement("0047-15")
        void comesBeforeData() {
            open();
            assertEquals(List.of(), send(4096));
            assertEquals(List.of("want(4096)"), result());
        }

        @Test
        @Requirement("0047-11")
        void isTriedWithSmallerBlocksToTheSmallest() {
            sender = sender(10_000, 65_535);
            assertEquals(List.of("open(65535)"), open());
            for (int size : new int[] {32_767, 16_383, 8191, 4096}) {
                assertEquals(
                        List.of("open(" + size + ")"),
                        error(PacketError.Condition.resource_constraint, PacketError.Type.modify));
            }
            assertEquals(List.of("REFUSED"), error(PacketError.Condition.resource_constraint, PacketError.Type.modify));
        }

        @ParameterizedTest
        @CsvSource({
            "not-acceptable, REFUSED",
            "service-unavailable, REFUSED",
            "feature-not-implemented, REFUSED",
            "recipient-unavailable, PEER_GONE",
            "remote-server-timeout, PEER_GONE"
        })
        @Requirement({"0047-09", "0047-12"})
        void mayBeRefused(String condition, IbbEnd end) {
            open();
            assertEquals(List.of(end.name()), error(condition));
            assertTrue(sender.isOver());
        }

        @Test
        void mayNotBeAnswered() {
            open();
            assertEquals(List.of("close"), words(sender.timeout()));
            assertEquals(List.of("TIMED_OUT"), words(sender.timeout()));
        }
    }

    @Nested
    class Blocks {

        @Test
        @Requirement({"0047-16", "0047-17", "0047-21", "0047-26", "0047-39"})
        void goOneByOne() {
            open();
            assertEquals(List.of("want(4096)"), result());
            assertEquals(List.of("data(0)"), send(4096));
            assertEquals(IQ.Type.set, sent.getType());
            assertEquals(List.of(), send(4096));
            assertEquals(List.of("want(4096)"), result());
            assertEquals(List.of("data(1)"), send(4096));
            assertEquals(List.of("want(1808)"), result());
            assertEquals(List.of("data(2)"), send(1808));
            assertEquals(List.of("close"), result());
            assertEquals(10_000, sender.acknowledged());
            assertEquals(List.of("COMPLETE"), result());
        }

        @Test
        @Requirement("0047-22")
        void areCountedFromZeroAgain() {
            sender = sender(4096L * 65_538, 4096);
            open();
            result();
            byte[] block = new byte[4096];
            for (int i = 0; i < 65_538; i++) {
                assertEquals(List.of("data(" + i % 65_536 + ")"), words(sender.send(block)));
                result();
            }
            assertEquals(4096L * 65_538, sender.acknowledged());
        }

        @Test
        @Requirement({"0047-19", "0047-50"})
        void areBase64EachByItself() {
            sender = sender(1, 4096);
            open();
            result();
            words(sender.send(new byte[] {'A'}));
            assertEquals("QQ==", sent.getChildElement().getText());
        }

        @Test
        @Requirement("0047-44")
        void waitForTheirOwnAcknowledgement() {
            open();
            result();
            send(4096);
            IQ other = IQ.createResultIQ(sent);
            other.setID("x");
            IQ stranger = IQ.createResultIQ(sent);
            stranger.setFrom("tybalt@capulet.com/x");

            assertEquals(List.of(), words(sender.receive(other)));
            assertEquals(List.of(), words(sender.receive(stranger)));
            assertEquals(List.of("want(4096)"), result());
            assertEquals(List.of(), result());
        }

        @ParameterizedTest
        @ValueSource(strings = {"recipient-unavailable", "remote-server-timeout", "service-unavailable"})
        @Requirement("0047-27")
        void areRepeatedOnceIfTheyCanNotBeDelivered(String condition) {
            open();
            result();
            send(4096);
            assertEquals(List.of("pause"), error(condition));
            assertEquals(List.of("data(0)"), words(sender.retry()));
            assertEquals(List.of("want(4096)"), result());
            send(4096);
            assertEquals(List.of("pause"), error(condition));
            assertEquals(List.of("data(1)"), words(sender.retry()));
            assertEquals(List.of("PEER_GONE"), error(condition));
        }

        @Test
        @Requirement("0047-27")
        void areRepeatedIfThePeerAsksToWait() {
            open();
            result();
            send(4096);
            assertEquals(List.of("pause"), error(PacketError.Condition.resource_constraint, PacketError.Type.wait));
        }

        @ParameterizedTest
        @ValueSource(strings = {"unexpected-request", "bad-request", "not-acceptable"})
        @Requirement("0047-31")
        void endTheStreamIfTheyAreRefused(String condition) {
            open();
            result();
            send(4096);
            assertEquals(List.of("close"), error(condition));
            assertEquals(List.of("REFUSED"), result());
        }

        @Test
        void endTheStreamIfNobodyUnderstandsTheError() {
            open();
            result();
            send(4096);
            IQ error = Xml.iq("<iq type='error' id='" + sent.getID() + "' from='" + PEER + "' to='" + OWN
                    + "'><error type='x'><x xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            assertEquals(List.of("close"), words(sender.receive(error)));
        }

        @Test
        void endTheStreamThatThePeerHasForgotten() {
            open();
            result();
            send(4096);
            assertEquals(List.of("CLOSED_EARLY"), error("item-not-found"));
        }

        @Test
        @Requirement("0047-35")
        void areNotReadByThisSide() {
            open();
            result();
            IQ data = request("<data xmlns='http://jabber.org/protocol/ibb' sid='i781hf64' seq='0'>QQ==</data>");
            assertEquals(List.of("item-not-found"), words(sender.receive(data)));
            assertEquals(List.of("data(0)"), send(4096));
        }

        @Test
        void haveTheSizeThatWasWanted() {
            open();
            result();
            assertThrows(IllegalArgumentException.class, () -> sender.send(new byte[4097]));
        }
    }

    @Nested
    class Closing {

        @Test
        void followsTheOpeningOfAnEmptyFile() {
            sender = sender(0, 4096);
            open();
            assertEquals(List.of("close"), result());
            assertEquals(List.of("COMPLETE"), result());
        }

        @Test
        @Requirement({"0047-41", "0047-43"})
        void endsWithItemNotFoundToo() {
            sender = sender(0, 4096);
            open();
            result();
            assertEquals(List.of("COMPLETE"), error("item-not-found"));
        }

        @Test
        @Requirement("0047-41")
        void endsWithoutAnswerTooAsOfLibpurple() {
            sender = sender(0, 4096);
            open();
            result();
            assertEquals(List.of("COMPLETE"), words(sender.timeout()));
        }

        @Test
        @Requirement("0047-40")
        void mayBeThePeers() {
            open();
            result();
            send(4096);
            assertEquals(List.of("result", "CLOSED_EARLY"), words(sender.receive(close())));
            assertEquals(List.of("item-not-found"), words(sender.receive(close())));
            assertEquals(List.of(), result());
        }

        @Test
        void mayHappenOnBothSidesAtOnce() {
            sender = sender(0, 4096);
            open();
            result();
            assertEquals(List.of("result", "COMPLETE"), words(sender.receive(close())));
        }

        @Test
        void isOursIfWeGiveUp() {
            open();
            result();
            assertEquals(List.of("close"), words(sender.cancel()));
            assertEquals(List.of(), send(4096));
            assertEquals(List.of("CANCELLED"), result());
        }

        @Test
        void isNotSaidToAPeerThatIsGone() {
            open();
            result();
            assertEquals(List.of("PEER_GONE"), words(sender.peerGone()));
            assertEquals(List.of(), words(sender.peerGone()));
            assertEquals(List.of(), words(sender.timeout()));
        }
    }

    /** A sender, a receiver with a smaller limit, a sink that is busy now and then, and nothing between them. */
    @Property(tries = 100)
    void bothSidesAgree(
            @ForAll @IntRange(max = 200_000) int length,
            @ForAll @IntRange(min = 4096, max = 65_535) int blockSize,
            @ForAll @IntRange(min = 4096, max = 65_535) int limit,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] file = new byte[length];
        random.nextBytes(file);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        IbbSender from = sender(length, blockSize);
        IbbReceiver to = new IbbReceiver(
                new IbbStream(PEER, OWN, STREAM.sid()),
                OptionalLong.of(length),
                limit,
                block -> {
                    got.writeBytes(block);
                    return Readiness.values()[random.nextInt(3)];
                },
                () -> "their" + ids++);
        List<IbbEnd> ends = new ArrayList<>();
        Deque<IbbOutput> outputs = new ArrayDeque<>(from.open());
        while (ends.size() < 2) {
            if (outputs.isEmpty()) {
                outputs.addAll(to.resume());
            }
            IbbOutput next = outputs.remove();
            if (next instanceof Send send) {
                Packet stanza = Xml.iq(send.stanza().toXML());
                outputs.addAll(stanza.getTo().equals(PEER) ? to.receive(stanza) : from.receive(stanza));
            } else if (next instanceof Wanted wanted) {
                int start = (int) from.acknowledged();
                outputs.addAll(from.send(Arrays.copyOfRange(file, start, start + wanted.bytes())));
            } else {
                ends.add(((Ended) next).end());
            }
        }
        assertEquals(List.of(IbbEnd.COMPLETE, IbbEnd.COMPLETE), ends);
        assertArrayEquals(file, got.toByteArray());
    }
}
