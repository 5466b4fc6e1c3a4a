package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dom4j.Element;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Result;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaSanitizerTest {

    private static final String HOSTILE = html("<p onclick='x'>a</p>");
    private static final String CLEAN = html("<p>a</p>");
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private final StanzaSanitizer sanitizer = new StanzaSanitizer(new XhtmlSanitizer(XhtmlPolicy.DEFAULT));

    private static String html(String content) {
        return Markup.html(content).asXML();
    }

    private static String message(String content) {
        return "<message xmlns='jabber:client' from='a@b/c' type='chat'>" + content + "</message>";
    }

    private void assertBecomes(String expected, String stanza) {
        assertBecomes(expected, stanza, Mode.SANITIZE);
    }

    private void assertBecomes(String expected, String stanza, Mode mode) {
        Element element = Markup.parse(stanza);
        boolean changed = sanitizer.sanitize(element, mode).changed();
        assertEquals(Markup.parse(expected).asXML(), element.asXML());
        assertEquals(
                !Markup.parse(expected).asXML().equals(Markup.parse(stanza).asXML())
                        || stanza.contains("xhtml-im") && mode != Mode.OFF,
                changed);
    }

    @Nested
    class WhereverTheMarkupIs {

        @Requirement({"0071-06", "0071-56"})
        @Test
        void inAMessageItIsReplacedInItsPlace() {
            assertBecomes(
                    message("<body>a</body>" + CLEAN + "<x xmlns='urn:x'/>"),
                    message("<body>a</body>" + HOSTILE + "<x xmlns='urn:x'/>"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>a</body>%s</message></forwarded></sent>",
                    "<result xmlns='urn:xmpp:mam:2'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'/><message xmlns='jabber:client'><body>a</body>%s</message></forwarded></result>",
                    "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n'><item id='i'>%s</item></items></event>",
                    "<x xmlns='urn:x'>text<y/>%s<z>text</z></x>"
                })
        void deeperInAStanzaItIsFoundToo(String around) {
            assertBecomes(message(around.formatted(CLEAN)), message(around.formatted(HOSTILE)));
        }

        @Requirement("0071-39")
        @Test
        void inAnIqItIsCleanedAndNoTextIsWritten() {
            assertBecomes(
                    "<iq type='set'><query xmlns='urn:x'>" + CLEAN + "</query></iq>",
                    "<iq type='set'><query xmlns='urn:x'>" + HOSTILE + "</query></iq>");
        }

        @Test
        void moreThanOneAreAllCleaned() {
            assertBecomes(
                    message("<body>a</body>" + CLEAN + "<x xmlns='urn:x'>" + CLEAN + "</x>" + CLEAN),
                    message("<body>a</body>" + HOSTILE + "<x xmlns='urn:x'>" + HOSTILE + "</x>" + HOSTILE
                            + html("<script>x</script>")));
        }

        @Test
        void whatIsNestedInTheMarkupItselfGoesWithIt() {
            assertBecomes(message("<body>a</body>" + html("b")), message("<body>a</body>" + html("b" + HOSTILE)));
        }

        @Test
        void aPrefixMakesNoDifference() {
            assertBecomes(
                    "<message xmlns:h='http://jabber.org/protocol/xhtml-im'><body>a</body>" + CLEAN + "</message>",
                    "<message xmlns:h='http://jabber.org/protocol/xhtml-im'><body>a</body>"
                            + "<h:html><x:body xmlns:x='http://www.w3.org/1999/xhtml'><x:p onclick='x'>a</x:p></x:body></h:html></message>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTML", "Html", "x", "body"})
        void otherElementsOfItsNamespaceGo(String name) {
            assertBecomes(
                    message("<body>a</body>"),
                    message("<body>a</body><" + name
                            + " xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>x</body></"
                            + name + ">"));
        }

        @Test
        void xhtmlThatIsNotXhtmlImStays() {
            String atom = message(
                    "<entry xmlns='http://www.w3.org/2005/Atom'><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a</div></content></entry>");
            assertBecomes(atom, atom);
        }
    }

    @Nested
    class ThePlainText {

        @Requirement("0071-01")
        @Test
        void isNeverChanged() {
            assertBecomes(message("<body>x &lt;b&gt;</body>" + CLEAN), message("<body>x &lt;b&gt;</body>" + HOSTILE));
            assertBecomes(message("<body/>" + CLEAN), message("<body/>" + HOSTILE));
            assertBecomes(message(CLEAN + "<body>after</body>"), message(HOSTILE + "<body>after</body>"));
            assertBecomes(message("<body>x</body>"), message("<body>x</body>" + html("<script>a</script>")));
        }

        @Requirement("0071-38")
        @Test
        void isWrittenBeforeTheMarkupWhereItIsMissing() {
            assertBecomes(
                    message("<subject>s</subject><body>a</body>" + CLEAN), message("<subject>s</subject>" + HOSTILE));
        }

        @Requirement("0071-42")
        @Test
        void saysWhatTheMarkupSays() {
            assertBecomes(
                    message(
                            "<body>a b\nc\nd\n- x\n- y\n&gt; q\ntail :-) https://a.example/</body>"
                                    + html(
                                            "<p>a <em>b</em><br/>c</p><p>d</p><ul><li>x</li><li>y</li></ul><blockquote>q</blockquote>tail <img src=\"cid:a@b\" alt=\":-)\"/> https://a.example/")),
                    message(
                            html(
                                    "<p>a <em>b</em><br/>c</p><p>d</p><ul><li>x</li><li>y</li></ul><blockquote>q</blockquote>tail <img src='cid:a@b' alt=':-)'/> https://a.example/<script>alert(1)</script>")));
        }

        @Requirement("0071-44")
        @Test
        void isWrittenForEachLanguage() {
            String bodies =
                    "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'>yes</body>"
                            + "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='de'>ja</body></html>";
            assertBecomes(
                    message("<body xml:lang='en'>yes</body><body xml:lang='de'>ja</body>" + bodies), message(bodies));
        }

        @Test
        void isWrittenOnce() {
            assertBecomes(message("<body>a</body>" + CLEAN + CLEAN), message(HOSTILE + HOSTILE));
        }

        @Test
        void isWrittenFromTheFirstMarkupThatSaysSomething() {
            assertBecomes(message("<body>a</body>" + CLEAN), message(html("<script>x</script>") + HOSTILE));
            String image = html("<img src=\"cid:a@b\" alt=\"\"/>");
            assertBecomes(message(image + "<body>a</body>" + CLEAN), message(image + HOSTILE));
        }

        @Test
        void isWrittenInTheNamespaceOfTheStanza() {
            assertBecomes("<message><body>a</body>" + CLEAN + "</message>", "<message>" + HOSTILE + "</message>");
            assertBecomes(
                    "<s:message xmlns:s='jabber:server'><s:body>a</s:body>" + CLEAN + "</s:message>",
                    "<s:message xmlns:s='jabber:server'>" + HOSTILE + "</s:message>");
            assertBecomes(
                    message("<body xmlns='urn:x'>other</body><body>a</body>" + CLEAN),
                    message("<body xmlns='urn:x'>other</body>" + HOSTILE));
        }

        @Test
        void isWrittenInAForwardedMessage() {
            String around =
                    "<iq><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>%s</message></forwarded></iq>";
            assertBecomes(around.formatted("<body>a</body>" + CLEAN), around.formatted(HOSTILE));
        }

        @Requirement("0071-41")
        @Test
        void ofAPresenceIsItsStatus() {
            assertBecomes(
                    "<presence><status>a</status>" + CLEAN + "</presence>", "<presence>" + HOSTILE + "</presence>");
            assertBecomes(
                    "<presence><status>x</status>" + CLEAN + "</presence>",
                    "<presence><status>x</status>" + HOSTILE + "</presence>");
        }

        @Test
        void canBeWrittenInAnotherWay() {
            Element stanza = Markup.parse(message(HOSTILE));
            new StanzaSanitizer(new XhtmlSanitizer(XhtmlPolicy.DEFAULT), body -> "[" + body.getStringValue() + "]")
                    .sanitize(stanza, Mode.SANITIZE);
            assertEquals(Markup.parse(message("<body>[a]</body>" + CLEAN)).asXML(), stanza.asXML());
        }
    }

    @Test
    void aTextThatCanNotBeWrittenDoesNotSaveTheMarkup() {
        Element stanza = Markup.parse(message(HOSTILE));
        SanitizerReport report = SanitizerReport.counting();
        new StanzaSanitizer(new XhtmlSanitizer(XhtmlPolicy.DEFAULT), body -> {
                    throw new IllegalStateException("broken");
                })
                .sanitize(stanza, Mode.SANITIZE, report);
        assertEquals(Markup.parse(message(CLEAN)).asXML(), stanza.asXML());
        assertEquals(1, report.count(Rule.FAILURE));
    }

    @Nested
    class ByMode {

        @Test
        void strippedMarkupGoes() {
            assertBecomes(message("<body>x</body>"), message("<body>x</body>" + HOSTILE), Mode.STRIP);
        }

        @Test
        void strippedMarkupLeavesItsTextWhereThereIsNoOther() {
            assertBecomes(message("<body>a</body>"), message(HOSTILE), Mode.STRIP);
        }

        @Test
        void markupIsLeftWhenItIsOff() {
            assertBecomes(message("<body>x</body>" + HOSTILE), message("<body>x</body>" + HOSTILE), Mode.OFF);
        }

        @ParameterizedTest
        @EnumSource(Mode.class)
        void aStanzaWithoutMarkupIsNotTouched(Mode mode) {
            Element stanza = Markup.parse(message("<body>x</body><x xmlns='urn:x'><y/></x>"));
            Element body = stanza.element("body");
            assertFalse(sanitizer.sanitize(stanza, mode).changed());
            assertSame(body, stanza.node(1));
        }
    }

    @Nested
    class OnceItIsClean {

        private final Element stanza = Markup.parse(message("<body>x</body>" + HOSTILE));
        private final Result first = sanitizer.sanitize(stanza, Mode.SANITIZE);

        @Test
        void itIsNotCleanedAgain() {
            assertTrue(first.changed());
            Element html = stanza.element("html");
            assertFalse(StanzaSanitizer.concerns(stanza));
            assertFalse(sanitizer.sanitize(stanza, Mode.SANITIZE).changed());
            assertSame(html, stanza.element("html"));
        }

        @Test
        void aCopyOfTheStanzaIsCleanToo() {
            Element copy = stanza.createCopy();
            assertTrue(XhtmlSanitizer.isClean(copy.element("html")));
            assertFalse(StanzaSanitizer.concerns(copy));
        }

        @Test
        void otherMarkupBesideItIsStillCleaned() {
            stanza.add(Markup.html("<script>x</script>b"));
            Element html = stanza.element("html");
            assertTrue(sanitizer.sanitize(stanza, Mode.SANITIZE).changed());
            assertSame(html, stanza.element("html"));
            assertEquals(
                    Markup.parse(message("<body>x</body>" + CLEAN + html("b"))).asXML(), stanza.asXML());
        }

        @Test
        void anotherServerCannotSayThatItIs() {
            assertTrue(StanzaSanitizer.concerns(Markup.parse(stanza.asXML())));
        }

        @Test
        void signaturesOverItStayGood() {
            String signed = message("<body>a</body>" + CLEAN + "<signature xmlns='urn:x'>s</signature>");
            assertBecomes(signed, signed);
        }
    }

    @Test
    void tellsWhatItDid() {
        SanitizerReport report = SanitizerReport.counting();
        sanitizer.sanitize(Markup.parse(message(HOSTILE)), Mode.SANITIZE, report);
        assertEquals(1, report.count(Rule.ATTRIBUTE));
        assertEquals(1, report.count(Rule.TEXT_WRITTEN));
        assertEquals(0, report.count(Rule.STRIPPED));
        assertEquals(
                1,
                sanitizer
                        .sanitize(Markup.parse(message(HOSTILE)), Mode.STRIP)
                        .report()
                        .count(Rule.STRIPPED));
    }

    @Nested
    class OfHugeStanzas {

        @Test
        void aHundredThousandLevelsNeitherOverflowNorStall() {
            Element stanza = Markup.parse(message("<body>a</body>"));
            Element innermost = stanza;
            for (int i = 0; i < 100_000; i++) {
                Element next = new DefaultElement("x");
                innermost.add(next);
                innermost = next;
            }
            Element parent = innermost;
            parent.add(Markup.html("<script>x</script>b"));
            assertTimeoutPreemptively(
                    GENEROUS,
                    () -> assertTrue(sanitizer.sanitize(stanza, Mode.SANITIZE).changed()));
            assertEquals("b", parent.element("html").getStringValue());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<html xmlns='http://jabber.org/protocol/xhtml-im'/>",
                    "<x/><html xmlns='http://jabber.org/protocol/xhtml-im'/>"
                })
        void aHundredThousandMarkupsDoNotStall(String markup) {
            Element stanza = Markup.parse(message(markup.repeat(100_000)));
            assertTimeoutPreemptively(
                    GENEROUS,
                    () -> assertTrue(sanitizer.sanitize(stanza, Mode.SANITIZE).changed()));
            assertFalse(StanzaSanitizer.concerns(stanza));
        }
    }
}
