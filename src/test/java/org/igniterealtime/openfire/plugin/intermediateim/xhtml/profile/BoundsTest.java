package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import static org.igniterealtime.openfire.plugin.intermediateim.xhtml.Markup.cleaned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dom4j.Element;
import org.dom4j.QName;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.Markup;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.SanitizerReport;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    private static String nested(String name, int levels) {
        return nested(name, levels, "a");
    }

    private static String nested(String name, int levels, String innermost) {
        return ("<" + name + ">").repeat(levels) + innermost + ("</" + name + ">").repeat(levels);
    }

    private SanitizerReport tallied(String content) {
        SanitizerReport report = SanitizerReport.counting();
        sanitizer.clean(Markup.html(content), report);
        return report;
    }

    @Nested
    class Depth {

        @Requirement("0071-49")
        @Test
        void fortyLevelsStay() {
            assertEquals(nested("span", 39), cleaned(nested("span", 39)));
            assertEquals("-", cleaned(nested("span", 40)));
        }

        @Test
        void anElementWithoutContentIsALevelToo() {
            assertEquals(nested("em", 38, "a<br/>"), cleaned(nested("em", 38, "a<br/>")));
            assertEquals("-", cleaned(nested("em", 39, "a<br/>")));
            assertEquals("-", cleaned(nested("em", 39, "a<img src='cid:a@b' alt='c'/>")));
        }

        @Test
        void levelsOfTheResultAreCounted() {
            assertEquals("a", cleaned(nested("foo", 1000)));
            assertEquals("-", cleaned(nested("h1", 20)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"blockquote", "ul", "ol"})
        void eightIndentsStay(String name) {
            assertEquals(nested(name, 8), cleaned(nested(name, 8)));
            assertEquals("-", cleaned(nested(name, 9)));
        }

        @Test
        void indentsSideBySideDoNotAddUp() {
            String quote = "<blockquote>a</blockquote>";
            assertEquals(quote.repeat(20), cleaned(quote.repeat(20)));
        }

        @Test
        void aBrokenDepthIsCountedOnce() {
            assertEquals(1, tallied(nested("span", 1000)).count(Rule.DEPTH));
        }
    }

    @Nested
    class Nodes {

        @Test
        void fourThousandNodesStay() {
            assertEquals("a" + "<br/>".repeat(3_999), cleaned("a" + "<br/>".repeat(3_999)));
            assertEquals("-", cleaned("a" + "<br/>".repeat(4_000)));
            assertEquals(1, tallied("a" + "<br/>".repeat(4_000)).count(Rule.SIZE));
        }

        @Test
        void textCutIntoManyPiecesIsOneNode() {
            Element html = Markup.html("");
            Element body = html.element("body");
            for (int i = 0; i < 10_000; i++) {
                body.addText("a");
                body.addCDATA("&");
            }
            assertEquals(
                    "a&".repeat(10_000),
                    sanitizer.clean(html).orElseThrow().element("body").getText());
        }

        @Test
        void whatIsUnwrappedOrNoContentCountsToo() {
            assertEquals("-", cleaned("a" + "<foo/>".repeat(4_000)));
            assertEquals("-", cleaned("a" + "<!--x-->".repeat(4_000)));
            assertEquals("-", cleaned("a" + "<script/>".repeat(4_000)));
        }

        @Test
        void nodesThatAreAddedCountToo() {
            assertEquals("-", cleaned("<b style='color: red'>a</b>".repeat(1_334)));
            assertEquals("-", cleaned("<strong style='color: red'>a</strong>".repeat(1_334)));
            assertEquals("<strong>a</strong>".repeat(2_000), cleaned("<b>a</b>".repeat(2_000)));
            assertEquals("-", cleaned("<pre>" + "a\n".repeat(2_500) + "</pre>"));
            assertEquals("-", cleaned("<a href='https://evil.example/'>bank.example</a>".repeat(1_400)));
        }

        @Test
        void allBodiesOfAMessageShareTheBound() {
            String half =
                    "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='%s'>a" + "<br/>".repeat(2_000) + "</body>";
            Element html = Markup.parse("<html xmlns='http://jabber.org/protocol/xhtml-im'>" + half.formatted("de")
                    + half.formatted("en") + "</html>");
            assertTrue(sanitizer.clean(html).isEmpty());
        }
    }

    @Nested
    class Attributes {

        @Test
        void aTargetOf8KiBStaysAndALongerOneGoes() {
            String longest = "https://a.example/" + "x".repeat(8_192 - 18);
            assertEquals("<a href=\"" + longest + "\">a</a>", cleaned("<a href='" + longest + "'>a</a>"));
            assertEquals("a", cleaned("<a href='" + longest + "x'>a</a>"));
        }

        @Test
        void anImageWithALongerSourceBecomesItsText() {
            String longest = "cid:" + "x".repeat(8_188);
            assertEquals("<img src=\"" + longest + "\" alt=\"a\"/>", cleaned("<img src='" + longest + "' alt='a'/>"));
            assertEquals("a", cleaned("<img src='" + longest + "x' alt='a'/>"));
        }

        @Test
        void sizesAreCountedAsTheyAreOnTheWire() {
            String longest = "\u00e9".repeat(4_096);
            assertEquals(
                    "<img src=\"cid:a@b\" alt=\"" + longest + "\"/>",
                    cleaned("<img src='cid:a@b' alt='" + longest + "'/>"));
            assertEquals("<img src=\"cid:a@b\" alt=\"\"/>", cleaned("<img src='cid:a@b' alt='" + longest + "x'/>"));
            String euros = "\u20ac".repeat(2_731);
            assertEquals("<img src=\"cid:a@b\" alt=\"\"/>", cleaned("<img src='cid:a@b' alt='" + euros + "'/>"));
        }

        @Test
        void whatGrowsOverItsBoundWhenItIsRewrittenGoesToo() {
            assertEquals("a", cleaned("<a href='https://a.example/" + " ".repeat(4_000) + "x'>a</a>"));
            assertEquals("<p>a</p>", cleaned("<p style='top:0;" + "color:red;".repeat(400) + "'>a</p>"));
        }

        @Test
        void aTextOf8KiBStaysAndALongerOneGoes() {
            String longest = "x".repeat(8_192);
            assertEquals(
                    "<img src=\"cid:a@b\" alt=\"" + longest + "\"/>",
                    cleaned("<img src='cid:a@b' alt='" + longest + "'/>"));
            assertEquals("<img src=\"cid:a@b\" alt=\"\"/>", cleaned("<img src='cid:a@b' alt='" + longest + "x'/>"));
            assertEquals(longest, cleaned("<img alt='" + longest + "'/>"));
            assertEquals("a", cleaned("a<img alt='" + longest + "x'/>"));
            assertEquals(
                    1, tallied("<img src='cid:a@b' alt='" + longest + "x'/>").count(Rule.SIZE));
        }

        @Test
        void aStyleOf4KiBStaysAndALongerOneGoes() {
            String longest = "color: red" + ";".repeat(4_086);
            assertEquals("<p style=\"" + longest + "\">a</p>", cleaned("<p style='" + longest + "'>a</p>"));
            assertEquals("<p>a</p>", cleaned("<p style='" + longest + ";'>a</p>"));
            assertEquals(1, tallied("<p style='" + longest + ";'>a</p>").count(Rule.SIZE));
        }
    }

    @Test
    void eightBodiesStay() {
        StringBuilder bodies = new StringBuilder();
        for (char c = 'a'; c < 'a' + 9; c++) {
            bodies.append("<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='d")
                    .append(c)
                    .append("'>")
                    .append(c)
                    .append("</body>");
        }
        SanitizerReport report = SanitizerReport.detailed();
        Element clean = sanitizer
                .clean(Markup.parse("<html xmlns='http://jabber.org/protocol/xhtml-im'>" + bodies + "</html>"), report)
                .orElseThrow();
        assertEquals("abcdefgh", clean.getStringValue());
        assertEquals(1, report.count(Rule.BODY));
    }

    @Nested
    class OfHugeInput {

        private Element deep(String name, int levels) {
            Element html = Markup.html("");
            QName qname = QName.get(name, "http://www.w3.org/1999/xhtml");
            Element innermost = html.element("body");
            for (int i = 0; i < levels; i++) {
                Element next = new DefaultElement(qname);
                innermost.add(next);
                innermost = next;
            }
            innermost.addText("a");
            return html;
        }

        @ParameterizedTest
        @ValueSource(strings = {"span", "foo", "b", "div", "font", "a", "img", "br", "blockquote", "pre"})
        void aHundredThousandLevelsNeitherOverflowNorStall(String name) {
            Element html = deep(name, 100_000);
            assertTimeoutPreemptively(
                    GENEROUS, () -> assertTrue(sanitizer.clean(html).isEmpty()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<span/>",
                    "<p>a</p>",
                    "<foo/>",
                    "<br/>",
                    "<b>a</b>",
                    "<!--x-->",
                    "<x xmlns='urn:x'/>",
                    "<div/>"
                })
        void aHundredThousandSiblingsDoNotStall(String sibling) {
            Element html = Markup.html("<div>" + sibling.repeat(100_000) + "</div>");
            assertTimeoutPreemptively(
                    GENEROUS, () -> assertTrue(sanitizer.clean(html).isEmpty()));
        }

        @Test
        void longTextsAndAttributesDoNotStall() {
            String[] contents = {
                "a".repeat(1_000_000),
                "&lt;".repeat(250_000),
                "<![CDATA[a]]>".repeat(75_000),
                "a.".repeat(500_000),
                "<a href='https://a.example/'>" + "a.".repeat(500_000) + "</a>",
                "<a href='https://a.example/'>" + "a.b/ ".repeat(200_000) + "</a>",
                "<a href='https://a.example/'>a" + ".".repeat(900_000) + "a</a>",
                "<a href='https://a.example/'>a" + "\u0301\u0323".repeat(200_000) + "</a>",
                "<a href='https://a.example/'>a" + "\u0301\u200d\u0323".repeat(200_000) + "</a>",
                "<a href='https://a.example/'>" + distinctLetters() + ".example</a>",
                "<a href='https://a.example/'>" + "a@".repeat(400_000) + "</a>",
                "<a href='https://a.example/'>" + "a.b".repeat(300_000) + "/</a>",
                "<a href='https://a.example/'>" + "://".repeat(300_000) + "</a>",
                "<a href='https://a.example/'>" + "a.bc ".repeat(200_000) + "</a>",
                "<a href='https://a.example/'>" + "\u202f\u3002".repeat(300_000) + "</a>",
                "<pre>" + "\n".repeat(1_000_000) + "</pre>",
                "<p style='" + "x:(".repeat(300_000) + "'>a</p>",
                "<font face='" + "a,".repeat(500_000) + "'>a</font>",
                "<p style='font-size:" + "9".repeat(4_000) + "em'>a</p>",
                "<p style='" + "(".repeat(4_000) + "'>a</p>",
                "<a href='" + "\t".repeat(1_000_000) + "'>a</a>",
                "<a href='https://" + "a.".repeat(4_000) + "/'>a</a>",
                "<a href='https://a.example/'>a</a>bank.example ".repeat(1_300),
                "<a href='https://" + "@".repeat(8_000) + "'>a</a>",
                "<p " + manyAttributes(9_000) + ">a</p>"
            };
            for (String content : contents) {
                Element html = Markup.html(content);
                assertTimeoutPreemptively(GENEROUS, () -> {
                    sanitizer.clean(html);
                });
            }
        }

        private static String distinctLetters() {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < 300_000; i++) {
                letters.append((char) (0x4e00 + i % 20_000));
            }
            return letters.toString();
        }

        private static String manyAttributes(int count) {
            StringBuilder attributes = new StringBuilder();
            for (int i = 0; i < count; i++) {
                attributes.append(" a").append(i).append("='x'");
            }
            return attributes.toString();
        }
    }
}
