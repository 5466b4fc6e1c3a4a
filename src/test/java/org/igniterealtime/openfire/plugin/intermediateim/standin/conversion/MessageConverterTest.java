package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.EACH;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.MARKUP;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.MARKUP_AND_STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.XHTML;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.XHTML_AND_STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.content;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.html;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.markup;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.message;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.sanitizer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class MessageConverterTest {
    private static final ConversionPolicy NO_TARGETS = new ConversionPolicy(false, EnumSet.allOf(ConversionKind.class));
    private static final String LINK = "<a href='https://e.org/x'>here</a>";

    private final MessageConverter converter = new MessageConverter(sanitizer());

    private Optional<Conversion> convert(String content, Rendering sender, Rendering recipient) {
        return convert(content, sender, recipient, ConversionPolicy.DEFAULT);
    }

    private Optional<Conversion> convert(
            String content, Rendering sender, Rendering recipient, ConversionPolicy policy) {
        Message message = message(content);
        String before = message.toXML();
        Optional<Conversion> conversion = converter.convert(message, from -> sender, recipient, policy);
        assertEquals(before, message.toXML(), "the message was changed");
        return conversion;
    }

    private void becomes(ConversionKind kind, String expected, String content, Rendering sender, Rendering recipient) {
        Conversion conversion = convert(content, sender, recipient).orElseThrow();
        assertEquals(kind, conversion.kind());
        assertEquals(content(message(expected)), content(conversion.copy()));
    }

    private void stays(String content, Rendering sender, Rendering recipient) {
        assertEquals(
                Optional.empty(),
                convert(content, sender, recipient).map(Conversion::copy).map(Message::toXML));
    }

    private static String body(String text) {
        return "<body>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</body>";
    }

    @Nested
    class FromXhtml {
        private static final String BOLD = body("now bold") + "%s";

        private static String bold() {
            return BOLD.formatted(html("now <strong>bold</strong>"));
        }

        @ParameterizedTest
        @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#renderingXhtml")
        void staysForThoseWhoShowIt(Rendering recipient) {
            stays(bold(), Rendering.PLAIN, recipient);
        }

        @Test
        void becomesStyling() {
            becomes(ConversionKind.XHTML_TO_STYLING, body("now *bold*"), bold(), XHTML, STYLING);
        }

        @ParameterizedTest
        @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#renderingMarkup")
        void becomesMarkup(Rendering recipient) {
            becomes(
                    ConversionKind.XHTML_TO_MARKUP,
                    body("now bold") + markup("<span start='4' end='8'><strong/></span>"),
                    bold(),
                    XHTML,
                    recipient);
        }

        @Test
        void becomesPlain() {
            becomes(ConversionKind.XHTML_TO_PLAIN, body("now bold"), bold(), XHTML, Rendering.PLAIN);
        }

        @Test
        void countsCodePointsInMarkup() {
            becomes(
                    ConversionKind.XHTML_TO_MARKUP,
                    body("😀😀\n a b")
                            + markup("<span start='1' end='2'><emphasis/><strong/></span>"
                                    + "<span start='6' end='7'><deleted/></span>"),
                    body("😀😀\n a b")
                            + html("😀<strong><em>😀</em></strong><br/>a <span style='"
                                    + "text-decoration: line-through'>b</span>"),
                    XHTML,
                    MARKUP_AND_STYLING);
        }

        @Test
        void codeBecomesStylingForClientsWhoseMarkupDoesNotShowIt() {
            String code = body("run it") + html("run <span style='font-family: monospace'>it</span>");
            becomes(ConversionKind.XHTML_TO_STYLING, body("run `it`"), code, XHTML, MARKUP_AND_STYLING);
            becomes(
                    ConversionKind.XHTML_TO_MARKUP,
                    body("run it") + markup("<span start='4' end='6'><code/></span>"),
                    code,
                    XHTML,
                    MARKUP);
        }

        @Test
        void markupCanBeInsideWords() {
            String word = body("internal") + html("in<em>ter</em>nal");
            stays(word, XHTML, STYLING);
            becomes(
                    ConversionKind.XHTML_TO_MARKUP,
                    body("internal") + markup("<span start='2' end='5'><emphasis/></span>"),
                    word,
                    XHTML,
                    MARKUP_AND_STYLING);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "quotation: he said|so → he said<blockquote>so</blockquote> → he said|> so",
                    "typed quotation: > hi|so → > hi<br/><em>so</em> → > hi|_so_",
                    "list: one|two → <ul><li>one</li><li><em>two</em></li></ul> → - one|- _two_",
                    "list with marks: - one|- two → <ul><li>one</li><li><em>two</em></li></ul> → - one|- _two_",
                    "code: look|a  b → look<p style='font-family: monospace'>a\u00A0 b</p> → look|```|a  b|```",
                    "action: /me waves → <strong>/me waves</strong> → /me *waves*",
                    "layout: a   b||c → a b <br/><strong>c</strong> → a   b||*c*",
                    "blank: all bold → <strong>all </strong><strong>bold</strong> → *all bold*"
                })
        void becomesStyling(String sample, String markup, String expected) {
            String text = sample.substring(sample.indexOf(": ") + 2).replace('|', '\n');
            becomes(
                    ConversionKind.XHTML_TO_STYLING,
                    body(expected.replace('|', '\n')),
                    body(text) + html(markup.replace(">|", ">")),
                    XHTML,
                    STYLING);
        }

        @ParameterizedTest(name = "{0} beside {1}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "another text → <strong>a text</strong>",
                    "a → <strong>a b</strong>",
                    "2 *3* 4 → 2 *3* <strong>4</strong>",
                    "*a* b → *a* <em>b</em>",
                    "```|a → ```<br/><em>a</em>",
                    "a*b → a*<strong>b</strong>",
                    "a|b → <ul><li>a</li><li>c</li></ul>",
                    "a b → <blockquote>a</blockquote><strong>b</strong>"
                })
        void bodyStaysWhereStylingWouldSaySomethingElse(String text, String markup) {
            stays(body(text.replace('|', '\n')) + html(markup), XHTML, STYLING);
        }

        @Test
        void bodyThatIsStyledAlreadyStays() {
            stays(body("now *bold*") + html("now <strong>bold</strong>"), XHTML_AND_STYLING, STYLING);
        }

        @ParameterizedTest
        @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#noXhtml")
        void targetsOfLinksAreWritten(Rendering recipient) {
            Conversion conversion = convert(body("look here") + html("look " + LINK), XHTML, recipient)
                    .orElseThrow();
            assertEquals("look here (https://e.org/x)", conversion.copy().getBody());
        }

        @Test
        void targetsOfLinksAreWrittenOnlyIfThePolicySaysSo() {
            Conversion conversion = convert(
                            body("look here") + html("look " + LINK), XHTML, Rendering.PLAIN, NO_TARGETS)
                    .orElseThrow();
            assertEquals(content(message(body("look here"))), content(conversion.copy()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"here https://e.org/x", "here (https://e.org/x)", "here [https://e.org/x]"})
        void targetsThatTheBodyHasAreNotWrittenAgain(String text) {
            Conversion conversion = convert(body(text) + html(text.replace("here", LINK)), XHTML, Rendering.PLAIN)
                    .orElseThrow();
            assertEquals(text, conversion.copy().getBody());
        }

        @Test
        void bodyWithTargetsIsStillTheSameText() {
            becomes(
                    ConversionKind.XHTML_TO_STYLING,
                    body("*look* here (https://e.org/x)"),
                    body("look here (https://e.org/x)") + html("<strong>look</strong> " + LINK),
                    XHTML,
                    STYLING);
        }
    }

    @Nested
    class FromStyling {

        @ParameterizedTest
        @ValueSource(strings = {"now *bold*", "/me _waves_", "> quoted\nyes", "```\ncode\n```"})
        void becomesXhtml(String text) {
            Conversion conversion = convert(body(text), STYLING, XHTML).orElseThrow();
            assertEquals(ConversionKind.STYLING_TO_XHTML, conversion.kind());
            assertEquals(text, conversion.copy().getBody());
            assertTrue(conversion.copy().toXML().contains("http://jabber.org/protocol/xhtml-im"));
        }

        @Test
        void actionStaysFirst() {
            becomes(
                    ConversionKind.STYLING_TO_XHTML,
                    body("/me _waves_") + html("<p>/me <em>waves</em></p>"),
                    body("/me _waves_"),
                    STYLING,
                    XHTML);
        }

        @ParameterizedTest
        @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#each")
        void staysIfItsWriterDoesNotSeeIt(Rendering recipient) {
            stays(body("2 *3* 4"), XHTML, recipient);
        }

        @Test
        void staysForThoseWhoShowIt() {
            EACH.stream()
                    .filter(recipient -> recipient.styling() || !recipient.xhtml())
                    .forEach(recipient -> stays(body("now *bold*"), STYLING, recipient));
        }
    }

    @Nested
    class FromMarkup {
        private static final String STRONG = "<span start='4' end='8'><strong/></span>";

        @Test
        void becomesXhtml() {
            becomes(
                    ConversionKind.MARKUP_TO_XHTML,
                    body("now bold") + markup(STRONG) + html("<p>now <strong>bold</strong></p>"),
                    body("now bold") + markup(STRONG),
                    MARKUP_AND_STYLING,
                    XHTML);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "now bold → <span start='4' end='8'><strong/></span> → now *bold*",
                    "😀 bold → <span start='2' end='6'><strong/></span> → 😀 *bold*",
                    "a b c → <span start='0' end='5'><strong/></span><span start='2' end='3'><emphasis/></span>"
                            + " → *a _b_ c*",
                    "a b c → <span start='0' end='3'><strong/></span><span start='2' end='5'><emphasis/></span>"
                            + " → *a _b_* _c_",
                    "a b → <span start='2' end='99'><strong/></span><span start='7' end='9'><code/></span> → a *b*",
                    "a b  → <span start='1' end='3'><strong/></span> → a *b*",
                    "see:|x y|end → <bcode start='5' end='8'/> → see:|```|x y|```|end",
                    "see:|x y|end → <bcode start='5' end='9'/> → see:|```|x y|```|end",
                    "see:|x y|end → <bcode start='4' end='9'/> → stays",
                    "he:|so|no → <bquote start='4' end='7'/> → he:|> so|no",
                    "> a|>> b → <bquote start='0' end='8'/><bquote start='4' end='8'/> → > a|> > b",
                    "internal → <span start='2' end='5'><emphasis/></span> → stays",
                    "a *b* c → <span start='6' end='7'><strong/></span> → a *b* *c*",
                    "a * b → <span start='4' end='5'><strong/></span> → a * *b*",
                    "/me waves → <span start='0' end='9'><strong/></span> → /me *waves*",
                    "a b → <span start='2' end='3'><strong/><x/></span> → stays"
                })
        void becomesStyling(String text, String content, String expected) {
            String sent = body(text.replace('|', '\n')) + markup(content);
            if (expected.equals("stays")) {
                stays(sent, MARKUP_AND_STYLING, STYLING);
            } else {
                becomes(
                        ConversionKind.MARKUP_TO_STYLING,
                        body(expected.replace('|', '\n')),
                        sent,
                        MARKUP_AND_STYLING,
                        STYLING);
            }
        }

        @Test
        void directivesOfAWriterWhoSeesThemCountToo() {
            becomes(
                    ConversionKind.MARKUP_TO_XHTML,
                    body("> a\n_b_ c")
                            + markup("<span start='8' end='9'><strong/></span>")
                            + html("<blockquote><p>a</p></blockquote><p><em>b</em> <strong>c</strong></p>"),
                    body("> a\n_b_ c") + markup("<span start='8' end='9'><strong/></span>"),
                    MARKUP_AND_STYLING,
                    XHTML);
            becomes(
                    ConversionKind.MARKUP_TO_XHTML,
                    body("_b_ c")
                            + markup("<span start='4' end='5'><strong/></span>")
                            + html("<p>_b_ <strong>c</strong></p>"),
                    body("_b_ c") + markup("<span start='4' end='5'><strong/></span>"),
                    MARKUP,
                    XHTML);
        }

        @Test
        void staysForOthers() {
            stays(body("now bold") + markup(STRONG), MARKUP, MARKUP);
            stays(body("now bold") + markup(STRONG), MARKUP, MARKUP_AND_STYLING);
            stays(body("now bold") + markup(STRONG), MARKUP, Rendering.PLAIN);
        }
    }

    @Nested
    class Languages {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<body>a</body><body xml:lang='de'>b</body>HTML",
                    "<body xml:lang='de'>a</body>HTML",
                    "<body>a</body>HTMLHTML",
                    "HTML",
                })
        void areNotMixed(String content) {
            String html = "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
                    + "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'><em>a</em></body></html>";
            for (Rendering recipient : EACH) {
                stays(content.replace("HTML", html), XHTML, recipient);
            }
        }

        @Test
        void mayBeNamedOnce() {
            becomes(
                    ConversionKind.XHTML_TO_STYLING,
                    "<body xml:lang='en'>_a_</body>",
                    "<body xml:lang='en'>a</body>" + html("<em>a</em>"),
                    XHTML,
                    STYLING);
        }

        @Test
        void ofMarkupAreThoseOfTheBody() {
            stays("<body xml:lang='en'>a</body>" + markup("<span start='0' end='1'><strong/></span>"), MARKUP, STYLING);
        }
    }

    @Nested
    class Copies {
        private static final String INNER = "<message xmlns='jabber:client' from='c@d/y' to='a@d' type='chat' id='2'>"
                + "<body>now bold</body>%s<origin-id xmlns='urn:xmpp:sid:0' id='2'/></message>";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<received xmlns='urn:xmpp:carbons:2'>FORWARDED</received>",
                    "<sent xmlns='urn:xmpp:carbons:2'>FORWARDED</sent>",
                    "<result xmlns='urn:xmpp:mam:2' queryid='q' id='i'>FORWARDED</result>"
                })
        void withinOtherMessagesAreConverted(String envelope) {
            String forwarded = envelope.replace(
                    "FORWARDED",
                    "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>"
                            + INNER + "</forwarded>");
            Conversion conversion = convert(forwarded.formatted(html("now <strong>bold</strong>")), XHTML, STYLING)
                    .orElseThrow();
            assertEquals(
                    content(message(forwarded.formatted("").replace("now bold", "now *bold*"))),
                    content(conversion.copy()));
        }

        @Test
        void areRichTextIfTheirWriterSeesIt() {
            String carbon = "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                    + "<message xmlns='jabber:client' from='c@d/y'><body>*a*</body></message></forwarded></received>";
            JID writer = new JID("c@d/y");
            assertTrue(converter
                    .convert(
                            message(carbon),
                            from -> from.equals(writer) ? STYLING : Rendering.PLAIN,
                            XHTML,
                            ConversionPolicy.DEFAULT)
                    .isPresent());
        }

        @Test
        void forwardedByAPersonStay() {
            stays(
                    "<forwarded xmlns='urn:xmpp:forward:0'>" + INNER.formatted(html("<em>now</em> bold"))
                            + "</forwarded>",
                    XHTML,
                    STYLING);
        }

        @Requirement("0071-40")
        @Test
        void ofPresenceStay() {
            String presence = "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                    + "<presence xmlns='jabber:client' from='c@d/y'><status>*a*</status><body>*a*</body></presence>"
                    + "</forwarded></received>";
            assertFalse(MessageConverter.mayConcern(message(presence)));
            stays(presence, STYLING, XHTML);
        }

        @Test
        void nextToAnEmptyEnvelopeAreNotLookedFor() {
            for (String envelope : new String[] {
                "<received xmlns='urn:xmpp:carbons:2'/>",
                "<result xmlns='urn:xmpp:mam:2'><forwarded xmlns='urn:xmpp:forward:0'/></result>",
                "<fin xmlns='urn:xmpp:mam:2'><forwarded xmlns='urn:xmpp:forward:0'><x xmlns='jabber:client'/></forwarded></fin>"
            }) {
                assertFalse(MessageConverter.mayConcern(message(envelope)), envelope);
                stays(envelope, STYLING, XHTML);
            }
        }
    }

    @Test
    void correctionIsConvertedLikeAnyMessage() {
        String replace = "<replace xmlns='urn:xmpp:message-correct:0' id='0'/>";
        becomes(
                ConversionKind.XHTML_TO_STYLING,
                body("_a_") + replace,
                body("a") + html("<em>a</em>") + replace,
                XHTML,
                STYLING);
    }

    @ParameterizedTest
    @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#conversions")
    void kindThatIsSwitchedOffIsNotMade(ConversionKind kind, String content, Rendering sender, Rendering recipient) {
        assertEquals(
                kind, convert(content, sender, recipient).map(Conversion::kind).orElseThrow());
        ConversionPolicy policy = new ConversionPolicy(true, EnumSet.complementOf(EnumSet.of(kind)));
        assertFalse(convert(content, sender, recipient, policy)
                .filter(conversion -> conversion.kind() == kind)
                .isPresent());
    }

    @ParameterizedTest
    @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#conversions")
    void everythingElseStaysAsItWas(ConversionKind kind, String content, Rendering sender, Rendering recipient) {
        String rest = "<subject>s</subject><thread>t</thread><active xmlns='http://jabber.org/protocol/chatstates'/>"
                + "<request xmlns='urn:xmpp:receipts'/><origin-id xmlns='urn:xmpp:sid:0' id='o'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='s' by='d'/><store xmlns='urn:xmpp:hints'/>"
                + "<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>";
        Message copy = convert(content + rest, sender, recipient).orElseThrow().copy();
        for (String name : new String[] {"body", "html", "markup"}) {
            copy.getElement().elements(name).forEach(each -> ((Element) each).detach());
        }
        assertEquals(content(message(rest)), content(copy));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>a *b* c</body>",
                "<body>> a</body>",
                "<body>a\n> b</body>",
                "<body>a</body><html xmlns='http://jabber.org/protocol/xhtml-im'/>",
                "<body>a</body><markup xmlns='urn:xmpp:markup:0'/>",
                "<body>a</body><x xmlns='jabber:x:oob'/>",
                "<body>a</body><file-sharing xmlns='urn:xmpp:sfs:0'/>",
                "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>"
                        + "<body>_a_</body></message></forwarded></sent>",
                "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns=''>"
                        + "<body>_a_</body></message></forwarded></sent>"
            })
    void mayConcern(String content) {
        assertTrue(MessageConverter.mayConcern(message(content)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>snake_case 3*4 a > b</body>",
                "<subject>*a*</subject>",
                "<body/>",
                "<x xmlns='urn:x'><body>*a*</body></x>"
            })
    void doesNotConcern(String content) {
        assertFalse(MessageConverter.mayConcern(message(content)));
    }

    @Test
    void asksForNobodyIfTheSenderIsUnknown() {
        Message message = Xml.message("<message xmlns='jabber:client'><body>*a*</body></message>");
        assertTrue(converter
                .convert(message, from -> from == null ? STYLING : Rendering.PLAIN, XHTML, ConversionPolicy.DEFAULT)
                .isPresent());
    }
}
