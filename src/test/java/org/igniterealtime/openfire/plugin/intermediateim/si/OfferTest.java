package org.igniterealtime.openfire.plugin.intermediateim.si;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

class OfferTest {

    private static final String S5B = "http://jabber.org/protocol/bytestreams";
    private static final String IBB = "http://jabber.org/protocol/ibb";
    private static final String FILE = "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' ";
    private static final String SI_ATTRIBUTES =
            "id='a0' mime-type='text/plain' profile='http://jabber.org/protocol/si/profile/file-transfer'";
    private static final String TEST_TXT = FILE + "name='test.txt' size='1022'/>";
    private static final JID SENDER = new JID("sender@jabber.org/resource");
    private static final JID RECEIVER = new JID("receiver@jabber.org/resource");

    private static String feature(String... methods) {
        StringBuilder options = new StringBuilder();
        for (String method : methods) {
            options.append("<option><value>").append(method).append("</value></option>");
        }
        return form("<field var='stream-method' type='list-single'>" + options + "</field>");
    }

    private static String form(String fields) {
        return "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'>" + fields
                + "</x></feature>";
    }

    private static IQ iq(String attributes, String content) {
        return Xml.iq("<iq type='set' id='offer1' from='" + SENDER + "' to='" + RECEIVER + "'>"
                + "<si xmlns='http://jabber.org/protocol/si' " + attributes + ">" + content + "</si></iq>");
    }

    private static IQ iq(String content) {
        return iq(SI_ATTRIBUTES, content);
    }

    private static Offer read(IQ iq) throws SiException {
        assertTrue(Offer.is(iq));
        return Offer.read(iq);
    }

    private static FileDescription readFile(String attributes, String children) throws SiException {
        String file = FILE + "name='test.txt' size='1022' " + attributes + ">" + children + "</file>";
        return read(iq(file + feature(S5B, IBB))).file();
    }

    private static void assertRefused(SiError error, IQ offer) {
        assertTrue(Offer.is(offer));
        SiException refused = assertThrows(SiException.class, () -> Offer.read(offer));
        assertEquals(error, refused.error());
    }

    private static Offer offer(FileDescription file, StreamMethod... methods) {
        return new Offer("a0", "text/plain", file, List.of(methods));
    }

    private static Offer reread(Offer offer) throws SiException {
        return read(Xml.iq(offer.toIq(SENDER, RECEIVER).toXML()));
    }

    @Nested
    class Reading {

        @Test
        @Requirement({"0096-04", "0096-05", "0096-06", "0096-07"})
        void takesTheExampleOfTheSpecification() throws SiException {
            Offer offer = read(iq(FILE + "name='test.txt' size='1022' hash='552da749930852c69ae5d2141d3766b1'"
                    + " date='1969-07-21T02:56:15Z'><desc>This is a test.</desc><range/></file>" + feature(S5B, IBB)));

            FileDescription file = new FileDescription(
                    "test.txt",
                    1022,
                    Optional.of(Instant.parse("1969-07-21T02:56:15Z")),
                    Optional.of("552da749930852c69ae5d2141d3766b1"),
                    Optional.of("This is a test."),
                    true);
            assertEquals(
                    new Offer("a0", "text/plain", file, List.of(StreamMethod.SOCKS5, StreamMethod.IN_BAND)), offer);
        }

        /** No MIME type, hash, date or range; a thumbnail in a namespace of its own. */
        @Test
        @Requirement("0095-10")
        void takesWhatLibpurpleSends() throws SiException {
            Offer offer = read(iq(
                    "id='purple1' profile='http://jabber.org/protocol/si/profile/file-transfer'",
                    FILE + "name='a.png' size='7'><thumbnail xmlns='urn:xmpp:thumbs:0' cid='x'/></file>"
                            + feature(S5B, IBB)));

            assertEquals("application/octet-stream", offer.mimeType());
            assertEquals(new FileDescription("a.png", 7), offer.file());
        }

        @ParameterizedTest
        @CsvSource({
            "text/plain, text/plain",
            "TEXT/Plain; charset=utf-8, text/plain",
            "image/svg+xml, image/svg+xml",
            "..%, application/octet-stream",
            "text, application/octet-stream",
            "a/b/c, application/octet-stream",
            "text/ plain, application/octet-stream"
        })
        @Requirement({"0095-08", "0095-10"})
        void makesAnUnknownTypeOctets(String written, String type) throws SiException {
            String profile = "profile='http://jabber.org/protocol/si/profile/file-transfer'";
            Offer offer = read(iq("id='a0' mime-type='" + written + "' " + profile, TEST_TXT + feature(IBB)));
            assertEquals(type, offer.mimeType());
        }

        @ParameterizedTest
        @ValueSource(strings = {"2005-11-29T11:21Z", "yesterday", ""})
        @Requirement("0096-04")
        void leavesABadDateOut(String date) throws SiException {
            assertEquals(Optional.empty(), readFile("date='" + date + "'", "").date());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "552da749930852c69ae5d2141d3766b", "zz2da749930852c69ae5d2141d3766b1"})
        @Requirement("0096-05")
        void leavesABadHashOut(String hash) throws SiException {
            assertEquals(Optional.empty(), readFile("hash='" + hash + "'", "").hash());
        }

        @Test
        @Requirement({"0096-05", "0096-22"})
        void readsAHashInAnyLetterCase() throws SiException {
            FileDescription file = readFile("hash='552DA749930852C69AE5D2141D3766B1'", "");
            assertEquals(Optional.of("552da749930852c69ae5d2141d3766b1"), file.hash());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<range/><desc>d</desc>",
                    "<desc xmlns=''>d</desc><range xmlns=''/>",
                    "<other/><desc>d</desc><x xmlns='urn:x'><range/></x><range/>",
                    "<desc xmlns='urn:x'>no</desc><desc>d</desc><range/>",
                    "<desc>d</desc><range offset='5' length='x'/>"
                })
        @Requirement("0096-08")
        void takesChildrenInAnyOrder(String children) throws SiException {
            FileDescription file = readFile("", children);
            assertEquals(Optional.of("d"), file.desc());
            assertTrue(file.ranged());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<desc/>", "<desc>  </desc>", "<range xmlns='urn:x'/>"})
        void takesNoChildren(String children) throws SiException {
            FileDescription file = readFile("", children);
            assertEquals(Optional.empty(), file.desc());
            assertFalse(file.ranged());
        }

        @Test
        @Requirement("0096-06")
        void cutsALongDescriptionBetweenCharacters() throws SiException {
            String desc = readFile("", "<desc>" + "d".repeat(4095) + "\uD83D\uDE00</desc>")
                    .desc()
                    .orElseThrow();
            assertEquals("d".repeat(4095), desc);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "4294967296, 4294967296", "999999999999999999, 999999999999999999", "' 7 ', 7"})
        @Requirement("0096-03")
        void takesSizesOf64Bits(String written, long size) throws SiException {
            Offer offer = read(iq(FILE + "name='n' size='" + written + "'/>" + feature(IBB)));
            assertEquals(size, offer.file().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b<&'é", "日本", "\uD83D\uDE00"})
        @Requirement("0095-28")
        void takesAnyStringAsId(String sid) throws SiException {
            IQ iq = iq(TEST_TXT + feature(IBB));
            iq.getChildElement().addAttribute("id", sid);
            assertEquals(sid, read(Xml.iq(iq.toXML())).sid());
        }
    }

    @Nested
    class Methods {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<field var='stream-method'>%s</field>",
                    "<field var='stream-method' type='text-single'>%s</field>",
                    "<field var='FORM_TYPE' type='hidden'><value>x</value></field><field var='stream-method'>%s</field>",
                    "<field var='times-to-meet' type='list-single'><option><value>x</value></option></field>"
                            + "<field var='stream-method' type='list-single'><value>x</value>%s</field>"
                })
        @Requirement({"0020-03", "0068-07", "0068-09"})
        void areReadByTheNameOfTheField(String fields) throws SiException {
            String option = "<option label='l'><value> " + IBB + " </value></option>";
            Offer offer = read(iq(TEST_TXT + form(fields.formatted(option))));
            assertEquals(List.of(StreamMethod.IN_BAND), offer.methods());
        }

        @Test
        @Requirement({"0096-18", "0096-20"})
        void areOrderedByOurPreference() throws SiException {
            Offer offer = read(iq(TEST_TXT + feature(IBB, "jabber:iq:oob", S5B, S5B)));
            assertEquals(List.of(StreamMethod.SOCKS5, StreamMethod.IN_BAND), offer.methods());
        }

        @Test
        @Requirement({"0047-14", "0096-18"})
        void preferSocks5WhereItCanWork() {
            Offer offer = offer(new FileDescription("n", 1), StreamMethod.IN_BAND, StreamMethod.SOCKS5);
            assertEquals(Optional.of(StreamMethod.SOCKS5), offer.choose(true, false));
        }

        @ParameterizedTest
        @CsvSource({"false, false", "false, true", "true, true"})
        void areInBandWhereSocks5CanNotWork(boolean advertised, boolean throughRoom) {
            Offer both = offer(new FileDescription("n", 1), StreamMethod.SOCKS5, StreamMethod.IN_BAND);

            assertEquals(Optional.of(StreamMethod.IN_BAND), both.choose(advertised, throughRoom));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void areSocks5AloneIfNothingElseIsOffered(boolean advertised) {
            Offer socks5 = offer(new FileDescription("n", 1), StreamMethod.SOCKS5);

            assertEquals(Optional.of(StreamMethod.SOCKS5), socks5.choose(advertised, false));
            assertEquals(Optional.empty(), socks5.choose(advertised, true));
        }

        @ParameterizedTest
        @CsvSource({"false, false", "false, true", "true, false", "true, true"})
        @Requirement("0095-16")
        void areNeverChosenUnlessOffered(boolean advertised, boolean throughRoom) {
            Offer inBand = offer(new FileDescription("n", 1), StreamMethod.IN_BAND);
            assertEquals(Optional.of(StreamMethod.IN_BAND), inBand.choose(advertised, throughRoom));
        }
    }

    @Nested
    class Refusing {

        @Test
        @Requirement("0095-05")
        void anOfferWithoutId() {
            String profile = " profile='http://jabber.org/protocol/si/profile/file-transfer'";
            assertRefused(SiError.BAD_REQUEST, iq(profile, TEST_TXT + feature(IBB)));
            assertRefused(SiError.BAD_REQUEST, iq("id=''" + profile, TEST_TXT + feature(IBB)));
            assertRefused(SiError.BAD_REQUEST, iq("id='" + "a".repeat(257) + "'" + profile, TEST_TXT + feature(IBB)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"id='a0'", "id='a0' profile=''", "id='a0' profile='urn:x'"})
        @Requirement({"0095-11", "0095-22"})
        void anotherProfile(String attributes) {
            assertRefused(SiError.BAD_PROFILE, iq(attributes, TEST_TXT + feature(IBB)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<file xmlns='urn:x' name='n' size='1'/>",
                    "<file xmlns='' name='n' size='1'/>",
                    TEST_TXT + TEST_TXT
                })
        @Requirement("0095-13")
        void anythingButOneFile(String files) {
            assertRefused(SiError.BAD_PROFILE, iq(files + feature(IBB)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"size='1'", "name='' size='1'", "name=' &#9;' size='1'"})
        @Requirement("0096-02")
        void aFileWithoutName(String attributes) {
            assertRefused(SiError.BAD_PROFILE, iq(FILE + attributes + "/>" + feature(IBB)));
        }

        @Test
        void aNameOfThousandsOfCharacters() {
            assertRefused(SiError.BAD_PROFILE, iq(FILE + "size='1' name='" + "n".repeat(4097) + "'/>" + feature(IBB)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "size=''",
                    "size='-1'",
                    "size='+1'",
                    "size='1.5'",
                    "size='1e3'",
                    "size='0x10'",
                    "size='１'",
                    "size='123456789012345678901234567890'",
                    "size='9223372036854775808'"
                })
        @Requirement("0096-03")
        void aFileWithoutSize(String size) {
            assertRefused(SiError.BAD_PROFILE, iq(FILE + "name='n' " + size + "/>" + feature(IBB)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<feature xmlns='urn:x'/>",
                    "<feature xmlns='http://jabber.org/protocol/feature-neg'/>",
                    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='urn:x'/></feature>"
                })
        @Requirement({"0095-15", "0020-19"})
        void anOfferWithoutNegotiation(String feature) {
            assertRefused(SiError.BAD_REQUEST, iq(TEST_TXT + feature));
        }

        @Test
        @Requirement("0020-19")
        void twoForms() {
            assertRefused(SiError.BAD_REQUEST, iq(TEST_TXT + feature(S5B) + feature(IBB)));
        }

        @Test
        @Requirement({"0095-14", "0095-21"})
        void anOfferWithoutAMethodOfOurs() {
            assertRefused(SiError.NO_VALID_STREAMS, iq(TEST_TXT + feature()));
            assertRefused(SiError.NO_VALID_STREAMS, iq(TEST_TXT + feature("jabber:iq:oob", "")));
            assertRefused(SiError.NO_VALID_STREAMS, iq(TEST_TXT + form("")));
            assertRefused(
                    SiError.NO_VALID_STREAMS,
                    iq(TEST_TXT + form("<field var='x'><option><value>" + IBB + "</value></option></field>")));
            assertRefused(
                    SiError.NO_VALID_STREAMS,
                    iq(TEST_TXT + form("<field var='stream-method'><value>" + IBB + "</value></field>")));
        }

        @Test
        void whatIsTooLarge() {
            String large = "<x xmlns='urn:x'>" + "x".repeat(1 << 16) + "</x>";
            assertRefused(SiError.BAD_REQUEST, iq(TEST_TXT + feature(IBB) + large));
        }

        @Test
        void nothingThatIsNoInitiation() {
            IQ result = iq(TEST_TXT + feature(IBB));
            result.setType(IQ.Type.result);

            assertFalse(Offer.is(result));
            assertFalse(Offer.is(Xml.iq("<iq type='set' id='1'><si xmlns='urn:x'/></iq>")));
            assertFalse(Offer.is(Xml.iq("<iq type='set' id='1'/>")));
        }

        @ParameterizedTest
        @CsvSource({
            "BAD_REQUEST, bad_request, 400, modify, ",
            "BAD_PROFILE, bad_request, 400, modify, bad-profile",
            "NO_VALID_STREAMS, bad_request, 400, cancel, no-valid-streams",
            "DECLINED, forbidden, 403, cancel, "
        })
        @Requirement({"0095-21", "0095-22", "0095-24"})
        void namesTheCondition(
                SiError error, PacketError.Condition condition, String code, PacketError.Type type, String detail) {
            IQ answer = Xml.iq(error.answer(iq("")).toXML());

            assertEquals(IQ.Type.error, answer.getType());
            assertEquals("offer1", answer.getID());
            assertEquals(RECEIVER, answer.getFrom());
            assertEquals(SENDER, answer.getTo());
            assertEquals(condition, answer.getError().getCondition());
            assertEquals(type, answer.getError().getType());
            assertEquals(code, answer.getError().getElement().attributeValue("code"));
            assertEquals(detail, answer.getError().getApplicationConditionName());
            assertEquals(
                    detail == null ? null : "http://jabber.org/protocol/si",
                    answer.getError().getApplicationConditionNamespaceURI());
        }

        @Test
        @Requirement({"0020-09", "0020-10"})
        void namesTheFeatureThatCanNotBeAgreedOn() {
            assertEquals(
                    "stream-method",
                    SiError.NO_VALID_STREAMS.answer(iq("")).getError().getText());
        }

        @Test
        void tellsPeopleWhy() {
            PacketError declined =
                    SiError.DECLINED.answer(iq(""), "The inbox is full.").getError();
            assertEquals("The inbox is full.", declined.getText());
            assertNull(SiError.DECLINED.answer(iq("")).getError().getText());
        }
    }

    @Nested
    class Writing {

        private final Element si = offer(
                        new FileDescription(
                                "test.txt",
                                1022,
                                Optional.of(Instant.parse("1969-07-21T02:56:15Z")),
                                Optional.of("552DA749930852C69AE5D2141D3766B1"),
                                Optional.of("This is a test."),
                                true),
                        StreamMethod.IN_BAND,
                        StreamMethod.SOCKS5)
                .toIq(SENDER, RECEIVER)
                .getChildElement();

        @Test
        @Requirement({"0095-04", "0095-05", "0095-09", "0095-11", "0095-12", "0095-13"})
        void sendsASetWithAllAttributes() {
            IQ iq = offer(new FileDescription("n", 1), StreamMethod.IN_BAND).toIq(SENDER, RECEIVER);

            assertEquals(IQ.Type.set, iq.getType());
            assertEquals(SENDER, iq.getFrom());
            assertEquals(RECEIVER, iq.getTo());
            assertEquals("http://jabber.org/protocol/si", si.getNamespaceURI());
            assertEquals("a0", si.attributeValue("id"));
            assertEquals("text/plain", si.attributeValue("mime-type"));
            assertEquals("http://jabber.org/protocol/si/profile/file-transfer", si.attributeValue("profile"));
            assertEquals(List.of("file", "feature"), names(si));
        }

        @Test
        @Requirement({"0096-01", "0096-02", "0096-03", "0096-04", "0096-05", "0096-06", "0096-07", "0096-08", "0082-07"
        })
        void writesTheFileCanonically() {
            Element file = si.element("file");
            assertEquals("http://jabber.org/protocol/si/profile/file-transfer", file.getNamespaceURI());
            assertEquals("test.txt", file.attributeValue("name"));
            assertEquals("1022", file.attributeValue("size"));
            assertEquals("552da749930852c69ae5d2141d3766b1", file.attributeValue("hash"));
            assertEquals("1969-07-21T02:56:15Z", file.attributeValue("date"));
            assertEquals("This is a test.", file.elementText("desc"));
            assertEquals(0, file.element("range").attributeCount());
        }

        @Test
        @Requirement({"0020-01", "0020-12", "0095-14", "0096-17", "0096-18", "0096-19", "0068-07"})
        void offersMethodsInOneListSingle() {
            Element feature = si.element("feature");
            Element form = feature.element("x");
            Element field = form.element("field");

            assertEquals("http://jabber.org/protocol/feature-neg", feature.getNamespaceURI());
            assertEquals(List.of("x"), names(feature));
            assertEquals("form", form.attributeValue("type"));
            assertEquals(List.of("field"), names(form));
            assertEquals("stream-method", field.attributeValue("var"));
            assertEquals("list-single", field.attributeValue("type"));
            assertEquals(
                    List.of(S5B, IBB),
                    field.elements("option").stream()
                            .map(option -> option.elementText("value"))
                            .toList());
            assertEquals(List.of("option", "option"), names(field));
        }

        private List<String> names(Element parent) {
            return parent.elements().stream().map(Element::getName).toList();
        }

        @Test
        void refusesWhatNobodyCouldRead() {
            FileDescription file = new FileDescription("n", 1);
            List<StreamMethod> methods = List.of(StreamMethod.IN_BAND);

            assertThrows(IllegalArgumentException.class, () -> new FileDescription("", 1));
            assertThrows(IllegalArgumentException.class, () -> new FileDescription("n", -1));
            assertThrows(IllegalArgumentException.class, () -> new Offer("", "a/b", file, methods));
            assertThrows(IllegalArgumentException.class, () -> new Offer("a", "..%", file, methods));
            assertThrows(IllegalArgumentException.class, () -> new Offer("a", "a/b", file, List.of()));
        }
    }

    @Property(tries = 300)
    void readsWhatItWrites(@ForAll("offers") Offer offer) throws SiException {
        assertEquals(offer, reread(offer));
    }

    @Provide
    Arbitrary<Offer> offers() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(text -> "n" + text);
        Arbitrary<FileDescription> files = Combinators.combine(
                        texts,
                        Arbitraries.longs().between(0, 999_999_999_999_999_999L),
                        Arbitraries.longs()
                                .between(-62_167_219_200_000L, 253_402_300_799_999L)
                                .map(Instant::ofEpochMilli)
                                .optional(),
                        Arbitraries.strings()
                                .withChars("0123456789abcdef")
                                .ofLength(32)
                                .optional(),
                        texts.optional(),
                        Arbitraries.of(true, false))
                .as(FileDescription::new);
        return Combinators.combine(
                        texts,
                        Arbitraries.of("application/octet-stream", "text/plain", "image/svg+xml"),
                        files,
                        Arbitraries.of(StreamMethod.class).set().ofMinSize(1).map(List::copyOf))
                .as(Offer::new);
    }

    @Property(tries = 300)
    void answersWhateverItReads(
            @ForAll("attributes") String id, @ForAll("attributes") String size, @ForAll("attributes") String name) {
        IQ iq = iq(FILE + "/>" + feature(IBB));
        Element si = iq.getChildElement();
        si.addAttribute("id", id);
        si.element("file").addAttribute("size", size).addAttribute("name", name);
        try {
            assertEquals(name, Offer.read(iq).file().name());
        } catch (SiException e) {
            assertEquals(IQ.Type.error, e.error().answer(iq).getType());
        }
    }

    @Provide
    Arbitrary<String> attributes() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "0", "-1", "12", "a", " "),
                Arbitraries.strings().ofMaxLength(300));
    }

    @ParameterizedTest
    @EnumSource(StreamMethod.class)
    void namesMethodsAsTheirSpecificationsDo(StreamMethod method) {
        assertEquals(method == StreamMethod.SOCKS5 ? S5B : IBB, method.namespace());
    }
}
