package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Ended;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Send;
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
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class IbbReceiverTest {

    private static final String NS = "xmlns='http://jabber.org/protocol/ibb'";
    private static final JID PEER = new JID("romeo@montague.net/orchard");
    private static final JID OWN = new JID("juliet@capulet.com/balcony");
    private static final String SID = "i781hf64";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private Readiness ready = Readiness.READY;
    private int ids;
    private IbbReceiver receiver = receiver(OptionalLong.empty());

    private IbbReceiver receiver(OptionalLong expected) {
        return new IbbReceiver(
                new IbbStream(OWN, PEER, SID),
                expected,
                8192,
                block -> {
                    file.writeBytes(block);
                    return ready;
                },
                () -> "our" + ids++);
    }

    private static IQ set(String payload) {
        return set(PEER, payload);
    }

    private static IQ set(JID from, String payload) {
        return Xml.iq("<iq type='set' id='1' from='" + from + "' to='" + OWN + "'>" + payload + "</iq>");
    }

    private static IQ open(String attributes) {
        return set("<open " + NS + " " + attributes + "/>");
    }

    private static IQ data(String seq, String base64) {
        return set("<data " + NS + " sid='" + SID + "' seq='" + seq + "'>" + base64 + "</data>");
    }

    private static IQ data(int seq, String text) {
        return data(String.valueOf(seq), Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Message message(int seq) {
        return Xml.message("<message id='m' from='" + PEER + "' to='" + OWN + "'><data " + NS + " sid='" + SID
                + "' seq='" + seq + "'>QUJD</data><amp xmlns='http://jabber.org/protocol/amp'/></message>");
    }

    private static IQ close() {
        return set("<close " + NS + " sid='" + SID + "'/>");
    }

    private static IQ answer(String type, String id, JID from) {
        return Xml.iq("<iq type='" + type + "' id='" + id + "' from='" + from + "' to='" + OWN + "'/>");
    }

    private List<String> receive(Packet stanza) {
        return words(receiver.receive(stanza));
    }

    /** @return result, close, the condition of an error with its type, or the end */
    private static List<String> words(List<IbbOutput> outputs) {
        return outputs.stream().map(IbbReceiverTest::word).toList();
    }

    private static String word(IbbOutput output) {
        if (output instanceof Ended ended) {
            return ended.end().name();
        }
        Packet stanza = ((Send) output).stanza();
        assertEquals(PEER, stanza.getTo());
        assertEquals(OWN, stanza.getFrom());
        if (stanza.getError() != null) {
            return stanza.getError().getCondition().toXMPP() + " "
                    + stanza.getError().getType();
        }
        IQ iq = (IQ) stanza;
        return iq.getType() == IQ.Type.result ? "result" : iq.getChildElement().getName();
    }

    private void opened() {
        assertEquals(List.of("result"), receive(open("block-size='4096' sid='" + SID + "'")));
    }

    private String written() {
        return file.toString(StandardCharsets.US_ASCII);
    }

    @Nested
    class Opening {

        @Test
        @Requirement("0047-08")
        void isAcceptedByAnEmptyResult() {
            IQ open = open("block-size='4096' sid='" + SID + "' stanza='iq'");
            Send send = (Send) receiver.receive(open).get(0);

            assertEquals(List.of("result"), words(List.of(send)));
            assertEquals(open.getID(), send.stanza().getID());
            assertTrue(send.stanza().getElement().elements().isEmpty());
            assertTrue(receiver.isOpen());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "stanza='iq'", "stanza='message'"})
        @Requirement("0047-06")
        void takesEitherKindOfStanza(String stanza) {
            assertEquals(List.of("result"), receive(open("block-size='1' sid='" + SID + "' " + stanza)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "block-size=''",
                    "block-size='0'",
                    "block-size='-1'",
                    "block-size='65536'",
                    "block-size='99999999999'",
                    "block-size='4e3'",
                    "block-size='4096' stanza='foo'"
                })
        @Requirement({"0047-02", "0047-03", "0047-06"})
        void isRefusedIfItBreaksTheSchema(String attributes) {
            assertEquals(List.of("bad-request cancel"), receive(open("sid='" + SID + "' " + attributes)));
            assertFalse(receiver.isOpen());
        }

        @Test
        @Requirement("0047-04")
        void isRefusedWithoutId() {
            assertEquals(List.of("bad-request cancel"), receive(open("block-size='4096'")));
            assertEquals(List.of("bad-request cancel"), receive(open("block-size='4096' sid=''")));
        }

        @Test
        @Requirement({"0047-03", "0047-10"})
        void mayBeTriedAgainWithASmallerBlock() {
            assertEquals(List.of("resource-constraint modify"), receive(open("block-size='8193' sid='" + SID + "'")));
            assertEquals(List.of("result"), receive(open("block-size='8192' sid='" + SID + "'")));
        }

        @Test
        @Requirement({"0047-12", "0095-26"})
        void isRefusedUnderAnotherId() {
            assertEquals(List.of("not-acceptable cancel"), receive(open("block-size='4096' sid='other'")));
        }

        @Test
        @Requirement("0047-04")
        void isRefusedTwice() {
            opened();
            assertEquals(List.of("not-acceptable cancel"), receive(open("block-size='1' sid='" + SID + "'")));
            assertEquals(List.of("result"), receive(data(0, "unharmed")));
        }

        @Test
        @Requirement("0047-15")
        void comesBeforeData() {
            assertEquals(List.of("item-not-found cancel"), receive(data(0, "a")));
            assertEquals("", written());
        }

        @Test
        void mayNeverCome() {
            assertEquals(List.of("TIMED_OUT"), words(receiver.timeout()));
            assertTrue(receiver.isOver());
        }
    }

    @Nested
    class Blocks {

        @Test
        @Requirement({"0047-19", "0047-21", "0047-24", "0047-36"})
        void areCountedFromZero() {
            opened();
            assertEquals(List.of("result"), receive(data("0", "QQ==")));
            assertEquals(List.of("result"), receive(data("1", "QUI=")));
            assertEquals(List.of("result"), receive(data("2", "QUJD")));
            assertEquals(List.of("result"), receive(data("3", "")));
            assertEquals("AABABC", written());
            assertEquals(6, receiver.received());
        }

        @Test
        @Requirement("0047-22")
        void areCountedFromZeroAgain() {
            opened();
            for (int seq = 0; seq < 65_538; seq++) {
                assertEquals(List.of("result"), receive(data(seq % 65_536, "a")));
            }
            assertEquals(65_538, receiver.received());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-1", "65536", "x", "1.0", "99999999999", "１"})
        @Requirement("0047-20")
        void needANumber(String seq) {
            opened();
            assertEquals(List.of("bad-request cancel", "close"), receive(data(seq, "QUJD")));
        }

        @Test
        @Requirement({"0047-29", "0047-33"})
        void areNotUsedTwice() {
            opened();
            receive(data(0, "a"));
            assertEquals(List.of("unexpected-request cancel", "close"), receive(data(0, "a")));
            assertEquals(List.of("item-not-found cancel"), receive(data(1, "b")));
            assertEquals("a", written());
        }

        @Test
        @Requirement({"0047-33", "0047-34"})
        void areNotUsedAfterAGap() {
            opened();
            receive(data(0, "a"));
            assertEquals(List.of("unexpected-request cancel", "close"), receive(data(2, "c")));
            assertEquals(List.of("item-not-found cancel"), receive(data(1, "b")));
            assertEquals("a", written());
        }

        @Test
        @Requirement("0047-16")
        void areNotLargerThanAgreed() {
            receive(open("block-size='4' sid='" + SID + "'"));
            assertEquals(List.of("result"), receive(data(0, "abcd")));
            assertEquals(List.of("bad-request cancel", "close"), receive(data(1, "abcde")));
            assertEquals("abcd", written());
        }

        @Test
        @Requirement({"0047-23", "0047-28"})
        void belongToTheirStreamAlone() {
            opened();
            IQ stranger =
                    set(new JID("tybalt@capulet.com/x"), "<data " + NS + " sid='" + SID + "' seq='0'>QQ==</data>");
            Send refusal = (Send) receiver.receive(stranger).get(0);

            assertEquals(
                    "item-not-found", refusal.stanza().getError().getCondition().toXMPP());
            assertEquals(
                    List.of("item-not-found cancel"), receive(set("<data " + NS + " sid='other' seq='0'>QQ==</data>")));
            assertEquals(List.of("bad-request cancel"), receive(set("<data " + NS + " seq='0'>QQ==</data>")));
            assertEquals(List.of("bad-request cancel"), receive(set("<what " + NS + " sid='" + SID + "'/>")));
            assertEquals(List.of("result"), receive(data(0, "unharmed")));
        }

        @Test
        @Requirement({"0096-21", "0047-16"})
        void areNotMoreThanTheFile() {
            receiver = receiver(OptionalLong.of(3));
            opened();
            assertEquals(List.of("result"), receive(data(0, "ab")));
            assertEquals(List.of("bad-request cancel", "close"), receive(data(1, "cd")));
            assertEquals(List.of("PEER_FAULT"), receive(answer("result", "our0", PEER)));
            assertEquals("ab", written());
        }

        @Test
        @Requirement("0047-18")
        void mayComeInMessages() {
            opened();
            assertEquals(List.of(), receive(message(0)));
            assertEquals("ABC", written());
            assertEquals(List.of("unexpected-request cancel", "close"), receive(message(0)));
        }

        @Test
        void areNotAnsweredInErrors() {
            opened();
            Message bounce = Xml.message("<message type='error' from='" + PEER + "' to='" + OWN + "'><data " + NS
                    + " sid='" + SID + "' seq='0'>QUJD</data></message>");
            assertEquals(List.of(), receive(bounce));
            assertEquals("", written());
        }
    }

    @Nested
    class Base64Text {

        /** The block of XEP-0047 §2.2, with its line breaks. */
        private static final String EXAMPLE = """
                qANQR1DBwU4DX7jmYZnncmUQB/9KuKBddzQH+tZ1ZywKK0yHKnq57kWq+RFtQdCJ
                WpdWpR0uQsuJe7+vh3NWn59/gTc5MDlX8dS9p0ovStmNcyLhxVgmqS8ZKhsblVeu
                IpQ0JgavABqibJolc3BKrVtVV1igKiX/N7Pi8RtY1K18toaMDhdEfhBRzO/XB0+P
                AQhYlRjNacGcslkhXqNjK5Va4tuOAPy2n1Q8UUrHbUd0g+xJ9Bm0G0LZXyvCWyKH
                kuNEHFQiLuCY6Iv0myq6iX6tjuHehZlFSh80b5BVV9tNLwNR5Eqz1klxMhoghJOA
                """;

        @Test
        @Requirement({"0047-50", "0047-19"})
        void mayHaveLineBreaks() throws Exception {
            opened();
            assertEquals(List.of("result"), receive(data("0", EXAMPLE)));
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(file.toByteArray());
            assertEquals(240, file.size());
            assertEquals(
                    "769c154c418f4e787b5fbd3223ea9785d6e4ffe4", HexFormat.of().formatHex(digest));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "=AAA",
                    "BBBB=CCC",
                    "QQ==QQ==",
                    "QQ==QUJD",
                    "QUJD*",
                    "QUJ*",
                    "QU-D",
                    "QU_D",
                    "ＱＵＪＤ",
                    "QQ",
                    "QUI",
                    "Q",
                    "QQ=",
                    "Q===",
                    "====",
                    "=",
                    "QUJD=",
                    "Q=Q=",
                    "QU\u00a0JD",
                    "QUJD\u2028",
                    "QUJ\u00e4",
                    "QUJ\u0141"
                })
        @Requirement({"0047-30", "0047-46", "0047-47", "0047-49", "0047-50"})
        void isNotRepaired(String base64) {
            opened();
            assertEquals(List.of("bad-request cancel", "close"), receive(data("0", base64)));
            assertEquals(0, file.size());
        }

        @Test
        void isNotDecodedIfItIsTooLong() {
            receive(open("block-size='3' sid='" + SID + "'"));
            assertEquals(List.of("bad-request cancel", "close"), receive(data("0", "QUJD".repeat(2))));
        }
    }

    @Property
    @Requirement("0047-48")
    void anyTextIsAnsweredWithoutException(@ForAll("garbage") String base64, @ForAll("garbage") String seq) {
        file.reset();
        receiver = receiver(OptionalLong.empty());
        opened();
        IQ data = data("0", "");
        data.getChildElement().addAttribute("seq", seq.isEmpty() ? "0" : seq).setText(base64);

        List<String> outputs = receive(data);

        assertTrue(outputs.equals(List.of("result")) || outputs.get(1).equals("close"), outputs::toString);
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("QUJD=+/-_ \n").ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.just(""));
    }

    @Property(tries = 200)
    void anyBlockIsReadAsItWasWritten(@ForAll byte[] block) {
        var data = Data.write(SID, 7, block);
        assertArrayEquals(block, Data.block(data, Math.max(1, block.length)).orElseThrow());
        assertEquals(7, Data.seq(data));
        assertFalse(data.getText().matches("(?s).*\\s.*"));
    }

    @Nested
    class ABusySink {

        @Test
        @Requirement("0047-24")
        void holdsTheAcknowledgementBack() {
            opened();
            ready = Readiness.BUSY;
            assertEquals(List.of(), receive(data(0, "a")));
            ready = Readiness.READY;
            assertEquals(List.of("result"), words(receiver.resume()));
            assertEquals(List.of("result"), receive(data(1, "b")));
            assertEquals("ab", written());
        }

        @Test
        @Requirement({"0047-25", "0047-32", "0047-40"})
        void getsWhatComesMeanwhileInOrder() {
            opened();
            ready = Readiness.BUSY;
            receive(data(0, "a"));
            receive(data(1, "b"));
            assertEquals(List.of(), receive(close()));
            assertEquals(List.of("item-not-found cancel"), receive(data(2, "c")));
            assertEquals(List.of("result", "result", "result", "COMPLETE"), words(receiver.resume()));
            assertEquals("ab", written());
        }

        @Test
        void isNotFloodedByAPeerThatDoesNotWait() {
            opened();
            ready = Readiness.BUSY;
            for (int seq = 0; seq < 17; seq++) {
                assertEquals(List.of(), receive(data(seq, "a")));
            }
            List<String> outputs = receive(data(17, "a"));

            List<String> expected = new ArrayList<>(List.of("resource-constraint wait"));
            expected.addAll(Collections.nCopies(17, "item-not-found cancel"));
            expected.add("close");
            assertEquals(expected, outputs);
            assertEquals(List.of("OVERLOADED"), words(receiver.timeout()));
            assertEquals(17, file.size());
        }

        @Test
        void isNotFloodedByMessagesEither() {
            opened();
            ready = Readiness.BUSY;
            for (int seq = 0; seq < 17; seq++) {
                assertEquals(List.of(), receive(message(seq)));
            }
            assertEquals(List.of("resource-constraint wait", "close"), receive(message(17)));
        }

        @Test
        void isNotAnsweredForAfterTheEnd() {
            opened();
            ready = Readiness.BUSY;
            receive(data(0, "a"));
            assertEquals(List.of("item-not-found cancel", "close"), words(receiver.cancel()));
            assertEquals(List.of(), words(receiver.resume()));
        }
    }

    @Nested
    class APacedSink {

        @Test
        void holdsTheAcknowledgementBack() {
            opened();
            ready = Readiness.PACED;
            assertEquals(List.of(), receive(data(0, "a")));
            ready = Readiness.READY;
            assertEquals(List.of(), receive(data(1, "b")), "in order");
            assertEquals(List.of("result", "result"), words(receiver.resume()));
            assertEquals("ab", written());
        }

        @Test
        void takesMessagesWhichCannotBeHeldBack() {
            opened();
            ready = Readiness.PACED;
            for (int seq = 0; seq < 100; seq++) {
                assertEquals(List.of(), receive(message(seq)));
            }
            assertEquals(300, file.size());
            assertEquals(List.of(), receive(close()));
            assertEquals(List.of("result", "COMPLETE"), words(receiver.resume()));
        }

        @Test
        void holdsFewAcknowledgements() {
            opened();
            ready = Readiness.PACED;
            for (int seq = 0; seq < 17; seq++) {
                assertEquals(List.of(), receive(data(seq, "a")));
            }
            assertEquals("resource-constraint wait", receive(data(17, "a")).get(0));
        }

        @Test
        void mayBecomeBusy() {
            opened();
            ready = Readiness.BUSY;
            receive(message(0));
            ready = Readiness.PACED;
            for (int seq = 1; seq < 17; seq++) {
                assertEquals(List.of(), receive(message(seq)));
            }
            assertEquals(List.of("resource-constraint wait", "close"), receive(message(17)));
        }
    }

    @Nested
    class Closing {

        @Test
        @Requirement({"0047-39", "0047-40", "0047-42", "0047-43", "0096-21"})
        void isAnsweredOnce() {
            receiver = receiver(OptionalLong.of(1));
            opened();
            receive(data(0, "a"));
            assertEquals(List.of("result", "COMPLETE"), receive(close()));
            assertEquals(List.of("item-not-found cancel"), receive(close()));
            assertEquals(List.of("item-not-found cancel"), receive(data(1, "b")));
        }

        @Test
        @Requirement("0096-21")
        void mayComeTooEarly() {
            receiver = receiver(OptionalLong.of(2));
            opened();
            receive(data(0, "a"));
            assertEquals(List.of("result", "CLOSED_EARLY"), receive(close()));
        }

        @Test
        @Requirement("0096-21")
        void isAllOfAnEmptyFile() {
            receiver = receiver(OptionalLong.of(0));
            opened();
            assertEquals(List.of("result", "COMPLETE"), receive(close()));
        }

        @Test
        @Requirement("0047-42")
        void ofAnotherStreamFindsNothing() {
            opened();
            assertEquals(List.of("item-not-found cancel"), receive(set("<close " + NS + " sid='other'/>")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"result", "error"})
        @Requirement({"0047-41", "0047-43"})
        void endsWithAnyAnswer(String type) {
            opened();
            assertEquals(List.of("close"), words(receiver.cancel()));
            assertFalse(receiver.isOver());
            assertEquals(List.of(), receive(answer(type, "our1", PEER)));
            assertEquals(List.of(), receive(answer(type, "our0", new JID("tybalt@capulet.com/x"))));
            assertEquals(List.of("CANCELLED"), receive(answer(type, "our0", PEER)));
            assertTrue(receiver.isOver());
        }

        @Test
        @Requirement("0047-41")
        void endsWithoutAnswerTooAsOfLibpurple() {
            opened();
            receiver.cancel();
            assertEquals(List.of("CANCELLED"), words(receiver.timeout()));
            assertEquals(List.of(), words(receiver.timeout()));
        }

        @Test
        void mayHappenOnBothSidesAtOnce() {
            opened();
            receiver.cancel();
            assertEquals(List.of("result", "CANCELLED"), receive(close()));
        }

        @Test
        void isOursIfThePeerForgetsIt() {
            receiver = receiver(OptionalLong.of(1));
            opened();
            receive(data(0, "a"));
            assertEquals(List.of("close"), words(receiver.timeout()));
            assertEquals(List.of("COMPLETE"), words(receiver.timeout()));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void isNotSaidToAPeerThatIsGone(boolean wasOpen) {
            if (wasOpen) {
                opened();
            }
            assertEquals(List.of("PEER_GONE"), words(receiver.peerGone()));
            assertEquals(List.of("item-not-found cancel"), receive(data(0, "a")));
            assertEquals(List.of(), words(receiver.peerGone()));
            assertEquals(List.of(), words(receiver.cancel()));
        }
    }
}
