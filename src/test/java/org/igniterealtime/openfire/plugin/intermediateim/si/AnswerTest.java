package org.igniterealtime.openfire.plugin.intermediateim.si;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class AnswerTest {

    private static final String S5B = "http://jabber.org/protocol/bytestreams";
    private static final String IBB = "http://jabber.org/protocol/ibb";
    private static final JID SENDER = new JID("sender@jabber.org/resource");
    private static final JID RECEIVER = new JID("receiver@jabber.org");
    private static final long SIZE = 1022;

    private final Offer ranged = offer(true, StreamMethod.SOCKS5, StreamMethod.IN_BAND);

    private static Offer offer(boolean ranged, StreamMethod... methods) {
        FileDescription file =
                new FileDescription("test.txt", SIZE, Optional.empty(), Optional.empty(), Optional.empty(), ranged);
        return new Offer("a0", "text/plain", file, List.of(methods));
    }

    private static IQ result(String attributes, String content) {
        return Xml.iq("<iq type='result' id='offer1' from='" + RECEIVER + "' to='" + SENDER + "'>"
                + "<si xmlns='http://jabber.org/protocol/si' " + attributes + ">" + content + "</si></iq>");
    }

    private static IQ result(String content) {
        return result("", content);
    }

    private static String choice(String formType, String values) {
        return "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data'" + formType
                + "><field var='stream-method'>" + values + "</field></x></feature>";
    }

    private static String choice(String method) {
        return choice(" type='submit'", "<value>" + method + "</value>");
    }

    private static String file(String content) {
        return "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer'>" + content + "</file>";
    }

    private static Optional<Range> range(String attributes, Offer offer) {
        return Answer.read(result(choice(IBB) + file("<range " + attributes + "/>")), offer)
                .map(Answer::range);
    }

    @Nested
    class Writing {

        private final IQ offer = ranged.toIq(SENDER, RECEIVER);

        private Element write(StreamMethod method, Range range) {
            IQ answer = ranged.accept(method, range).toIq(offer);
            assertEquals(IQ.Type.result, answer.getType());
            assertEquals(offer.getID(), answer.getID());
            assertEquals(RECEIVER, answer.getFrom());
            assertEquals(SENDER, answer.getTo());
            return answer.getChildElement();
        }

        @Test
        @Requirement({"0095-16", "0095-17", "0095-18", "0020-04", "0096-17"})
        void choosesOneMethod() {
            Element form =
                    write(StreamMethod.IN_BAND, Range.WHOLE).element("feature").element("x");

            assertEquals("submit", form.attributeValue("type"));
            assertEquals(1, form.elements().size());
            assertEquals("stream-method", form.element("field").attributeValue("var"));
            assertEquals(1, form.element("field").elements().size());
            assertEquals(IBB, form.element("field").elementText("value"));
        }

        @Test
        @Requirement({"0095-19", "0096-01", "0096-09"})
        void repeatsNothingOfTheOffer() {
            Element whole = write(StreamMethod.SOCKS5, Range.WHOLE);
            Element part = write(StreamMethod.SOCKS5, new Range(128, OptionalLong.of(256)));

            assertEquals(0, whole.attributeCount());
            assertNull(whole.element("file"));
            assertEquals(0, part.element("file").attributeCount());
            assertNull(part.element("file").element("desc"));
        }

        @Test
        @Requirement({"0095-20", "0096-10", "0096-11", "0096-12"})
        void asksForAPart() {
            Element both = write(StreamMethod.SOCKS5, new Range(128, OptionalLong.of(256)));
            Element tail = write(StreamMethod.SOCKS5, new Range(128, OptionalLong.empty()));
            Element head = write(StreamMethod.SOCKS5, new Range(0, OptionalLong.of(256)));

            assertEquals("128", both.element("file").element("range").attributeValue("offset"));
            assertEquals("256", both.element("file").element("range").attributeValue("length"));
            assertNull(tail.element("file").element("range").attributeValue("length"));
            assertNull(head.element("file").element("range").attributeValue("offset"));
        }

        @Test
        @Requirement({"0095-16", "0096-10"})
        void neverAsksForWhatWasNotOffered() {
            Offer inBand = offer(false, StreamMethod.IN_BAND);
            Range tooFar = new Range(SIZE + 1, OptionalLong.empty());
            Range tail = new Range(1, OptionalLong.empty());

            assertThrows(IllegalArgumentException.class, () -> inBand.accept(StreamMethod.SOCKS5, Range.WHOLE));
            assertThrows(IllegalArgumentException.class, () -> inBand.accept(StreamMethod.IN_BAND, tail));
            assertThrows(IllegalArgumentException.class, () -> ranged.accept(StreamMethod.IN_BAND, tooFar));
        }
    }

    @Nested
    class Reading {

        @ParameterizedTest
        @ValueSource(strings = {" type='submit'", " type='result'", " type='form'", ""})
        void takesTheChoiceFromAnyForm(String formType) {
            IQ result = result(choice(formType, "<value> " + S5B + " </value>"));
            assertEquals(Optional.of(new Answer(StreamMethod.SOCKS5, Range.WHOLE)), Answer.read(result, ranged));
        }

        @Test
        @Requirement("0095-19")
        void takesAttributes() {
            IQ result = result("id='a0' profile='x'", choice(IBB));
            assertEquals(Optional.of(new Answer(StreamMethod.IN_BAND, Range.WHOLE)), Answer.read(result, ranged));
        }

        @Test
        @Requirement("0095-18")
        void takesThePreferredOfTwo() {
            IQ result = result(choice("", "<value>" + IBB + "</value><value>" + S5B + "</value>"));
            assertEquals(
                    StreamMethod.SOCKS5,
                    Answer.read(result, ranged).orElseThrow().method());
        }

        @Test
        @Requirement("0095-18")
        void refusesWhatWasNotOffered() {
            Offer inBand = offer(false, StreamMethod.IN_BAND);

            assertEquals(Optional.empty(), Answer.read(result(choice(S5B)), inBand));
            assertEquals(Optional.empty(), Answer.read(result(choice("jabber:iq:oob")), ranged));
            assertEquals(Optional.empty(), Answer.read(result(choice("", "")), ranged));
            assertEquals(
                    Optional.empty(),
                    Answer.read(result(choice(" type='cancel'", "<value>" + IBB + "</value>")), ranged));
            assertEquals(Optional.empty(), Answer.read(result(""), ranged));
            assertEquals(
                    Optional.empty(), Answer.read(Xml.iq("<iq type='result' id='1' from='a@b' to='c@d'/>"), ranged));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<range/>", "<range xmlns=''/>", "<other/>"})
        @Requirement({"0096-13", "0096-14"})
        void takesTheWholeFileIfNoPartIsNamed(String content) {
            Optional<Answer> answer =
                    Answer.read(result(file(content) + choice(IBB)), offer(false, StreamMethod.IN_BAND));
            assertEquals(Optional.of(Range.WHOLE), answer.map(Answer::range));
        }

        @ParameterizedTest
        @CsvSource({
            "offset='128' length='256', 128, 256",
            "length='256', 0, 256",
            "offset='128', 128, 894",
            "offset='1022', 1022, 0",
            "length='1022', 0, 1022",
            "offset='0' length='0', 0, 0",
            "offset='1021' length='1', 1021, 1"
        })
        @Requirement({"0096-11", "0096-12", "0096-15"})
        void servesAPartThatThereIs(String attributes, long offset, long bytes) {
            Range range = range(attributes, ranged).orElseThrow();
            assertEquals(offset, range.offset());
            assertEquals(OptionalLong.of(bytes), range.bytesOf(SIZE));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "offset='1023'",
                    "length='1023'",
                    "offset='128' length='895'",
                    "offset='-1'",
                    "length='-1'",
                    "offset='x'",
                    "length=''",
                    "length='1.5'",
                    "offset='1' length='999999999999999999'",
                    "offset='999999999999999999' length='999999999999999999'",
                    "offset='9223372036854775807' length='9223372036854775807'",
                    "offset='18446744073709551616'"
                })
        @Requirement("0096-16")
        void refusesAPartThatThereIsNot(String attributes) {
            assertEquals(Optional.empty(), range(attributes, ranged));
        }

        @Test
        @Requirement("0096-10")
        void refusesAPartIfNoneWasOffered() {
            assertEquals(Optional.empty(), range("offset='1'", offer(false, StreamMethod.IN_BAND)));
        }
    }

    @Nested
    class ARefusal {

        private static IQ error(String content) {
            return Xml.iq(
                    "<iq type='error' id='1' from='a@b' to='c@d'><error type='cancel'" + content + "</error></iq>");
        }

        @ParameterizedTest
        @CsvSource({
            "forbidden, DECLINED",
            "service-unavailable, NOT_SUPPORTED",
            "feature-not-implemented, NOT_SUPPORTED",
            "recipient-unavailable, NOT_SUPPORTED",
            "item-not-found, NOT_SUPPORTED",
            "bad-request, NO_VALID_STREAMS",
            "not-acceptable, FAILED",
            "internal-server-error, FAILED"
        })
        @Requirement("0095-24")
        void isToldByTheCondition(String condition, Refusal refusal) {
            String xml = "><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
            assertEquals(refusal, Refusal.of(error(xml)));
        }

        @Test
        void isToldByTheOldCode() {
            assertEquals(Refusal.DECLINED, Refusal.of(error(" code='403'>")));
        }

        @Test
        void isToldByTheProfile() {
            String xml = "><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                    + "<bad-profile xmlns='http://jabber.org/protocol/si'/>";
            assertEquals(Refusal.NOT_SUPPORTED, Refusal.of(error(xml)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {">", " code='x'>", " code='999'>", "><nonsense xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                })
        void isWhatNobodyUnderstands(String xml) {
            assertEquals(Refusal.FAILED, Refusal.of(error(xml)));
        }

        @Test
        void isAnErrorWithoutAnything() {
            assertEquals(Refusal.FAILED, Refusal.of(Xml.iq("<iq type='error' id='1' from='a@b' to='c@d'/>")));
        }
    }

    @Property
    void readsWhatItWrites(
            @ForAll StreamMethod method,
            @ForAll @LongRange(min = 0, max = SIZE) long offset,
            @ForAll @LongRange(min = -1, max = SIZE) long length) {
        OptionalLong bytes = length < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(length, SIZE - offset));
        Answer answer = ranged.accept(method, new Range(offset, bytes));

        IQ written = answer.toIq(ranged.toIq(SENDER, RECEIVER));

        assertEquals(Optional.of(answer), Answer.read(Xml.iq(written.toXML()), ranged));
    }
}
