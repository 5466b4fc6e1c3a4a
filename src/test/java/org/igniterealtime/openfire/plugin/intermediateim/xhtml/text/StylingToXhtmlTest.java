package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Styling to XHTML. In tables, {@code |} ends a line and {@code ·} is a no-break space. */
class StylingToXhtmlTest {
    private static final String EVERYTHING = """
        Hello *strong* _emphasis_ ~strike~ `code  here` *_~`all`~_*,
          indented, see https://example.org/?a=1&b=2 <now>\u00A0"quoted"

        > quote
        >> *inner*
        > ```
        > code & more
        > ```
        ```java
        if (a)\tb;

            c;
        ```
        - item
        1. item
        """;

    private static void writes(String expected, String body) {
        Element html = StylingToXhtml.html(body.replace('|', '\n').replace('·', '\u00A0'))
                .orElseThrow();
        assertEquals(expected, Xhtml.content(html).replace('\u00A0', '·'));
    }

    @Nested
    class Spans {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "*a* → <p><strong>a</strong></p>",
                    "_a_ → <p><em>a</em></p>",
                    "~a~ → <p><span style='text-decoration: line-through'>a</span></p>",
                    "`*a*` → <p><span style='font-family: monospace'>*a*</span></p>",
                    "x *a _b_* y → <p>x <strong>a <em>b</em></strong> y</p>"
                })
        void becomeElements(String body, String expected) {
            writes(expected, body);
        }
    }

    @Nested
    class Blocks {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "*a*|b → <p><strong>a</strong><br/>b</p>",
                    "*a*||b → <p><strong>a</strong><br/><br/>b</p>",
                    "> a|b → <blockquote><p>a</p></blockquote><p>b</p>",
                    "a||> b → <p>a<br/><br/></p><blockquote><p>b</p></blockquote>",
                    "|> b → <p><br/></p><blockquote><p>b</p></blockquote>",
                    "> a|>> b → <blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>",
                    "```x|*a*||b|```|c → <p style='font-family: monospace'>*a*<br/><br/>b</p><p>c</p>",
                    "```|a||``` → <p style='font-family: monospace'>a<br/><br/></p>",
                    "a|```||``` → <p>a</p><p style='font-family: monospace'><br/></p>"
                })
        void becomeParagraphsAndQuotes(String body, String expected) {
            writes(expected, body);
        }
    }

    @Nested
    class Fences {

        @Requirement("0071-42")
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "``` → ```", "```|``` → ```", "```code``` → ```code```", "```code```|*a* → ```code```<br/>*a*",
                    "```two words|a → ```two words<br/>a", "```word → ```word", "```word| → ```word<br/><br/>",
                            "```word|· → ```word<br/>·"
                })
        void areShownWhereTextWouldBeLost(String body, String expected) {
            writes("<p style='font-family: monospace'>" + expected + "</p>", body);
        }

        @ParameterizedTest
        @ValueSource(strings = {"```", "```java", "```c++", "``` ", "```objective-c", "```c#"})
        void areNotShownWhereTheyAreMarkup(String fence) {
            writes("<p style='font-family: monospace'>a</p>", fence + "\na\n```");
        }
    }

    @Nested
    class Blanks {

        @Requirement("0071-50")
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "*a*|  b → <p><strong>a</strong><br/>··b</p>",
                    "*a*   b → <p><strong>a</strong> ··b</p>",
                    "`a  b` → <p><span style='font-family: monospace'>a ·b</span></p>",
                    "```|  a  b|    c → <p style='font-family: monospace'>··a ·b<br/>····c</p>"
                })
        void thatXhtmlWouldDropAreNoBreakSpaces(String body, String expected) {
            writes(expected, body);
        }

        @Requirement("0071-50")
        @Test
        void ofATabAreFour() {
            writes("<p><strong>a</strong> ···b</p>", "*a*\tb");
        }
    }

    @Nested
    class Links {

        @Requirement("0071-52")
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "*a* http://e.org/x b → <p><strong>a</strong> <a href='http://e.org/x'>http://e.org/x</a> b</p>",
                    "*https://e.org* → <p><strong><a href='https://e.org'>https://e.org</a></strong></p>",
                    "_a_ xmpp:a@e.org?join → <p><em>a</em> <a href='xmpp:a@e.org?join'>xmpp:a@e.org?join</a></p>",
                    "_a_ mailto:a@e.org. → <p><em>a</em> <a href='mailto:a@e.org'>mailto:a@e.org</a>.</p>",
                    "_a_ HTTP://e.org → <p><em>a</em> <a href='HTTP://e.org'>HTTP://e.org</a></p>"
                })
        void areMadeOfAddresses(String body, String expected) {
            writes(expected, body);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "_a_ javascript:x → <p><em>a</em> javascript:x</p>",
                    "_a_ xhttp://e.org → <p><em>a</em> xhttp://e.org</p>",
                    "_a_ http://... → <p><em>a</em> http://...</p>",
                    "`http://e.org` → <p><span style='font-family: monospace'>http://e.org</span></p>",
                    "```|http://e.org → <p style='font-family: monospace'>http://e.org</p>"
                })
        void areNotMadeOfAnythingElse(String body, String expected) {
            writes(expected, body);
        }
    }

    @Nested
    class WithoutAnyStyle {

        @ParameterizedTest
        @ValueSource(strings = {"", "a", "2*3*4", "a\n\n  b", "http://e.org/", "`", "- a"})
        void plainTextIsEnough(String body) {
            assertEquals(Optional.empty(), StylingToXhtml.html(body));
        }
    }

    @Nested
    class TheProfile {
        private final Element html = StylingToXhtml.html(EVERYTHING).orElseThrow();

        @Requirement({"0071-07", "0071-09", "0071-12", "0071-15", "0071-26", "0071-36", "0071-49"})
        @Test
        void isNotLeft() {
            assertEquals(List.of(), RecommendedProfile.violations(html));
        }

        @Requirement({"0071-28", "0071-30", "0071-34"})
        @Test
        void hasNoOtherAttributes() {
            String xml = html.asXML();
            assertEquals(List.of(), RecommendedProfile.violations(html));
            assertFalse(
                    xml.contains("class=")
                            || xml.contains("id=")
                            || xml.contains("title=")
                            || xml.contains("xml:lang="),
                    xml);
        }

        @Requirement("0071-14")
        @Test
        void hasOneBodyInAnXhtmlImElement() {
            assertEquals("http://jabber.org/protocol/xhtml-im", html.getNamespaceURI());
            assertEquals("html", html.getName());
            assertEquals(1, html.elements().size());
            assertTrue(Xhtml.content(html).startsWith("<p>Hello"));
        }

        @Requirement("0071-48")
        @Test
        void hasStructureRatherThanStyle() {
            String content = Xhtml.content(html);
            assertTrue(
                    content.contains("<strong>strong</strong>")
                            && content.contains("<em>emphasis</em>")
                            && content.contains("<blockquote>"),
                    content);
            assertFalse(content.contains("bold") || content.contains("italic") || content.contains("margin"), content);
        }

        @Requirement({"0071-43", "0071-45", "0071-46"})
        @Test
        void needsNoEntitiesButThoseOfXml() {
            String xml = html.asXML();
            assertTrue(
                    xml.contains("href=\"https://example.org/?a=1&amp;b=2\"") && xml.contains("&lt;now&gt;\u00A0"),
                    xml);
            assertTrue(xml.replaceAll("&(amp|lt|gt|quot|apos|#\\d+);", "").indexOf('&') < 0, xml);
            assertEquals(Xhtml.content(html), Xhtml.content(Xhtml.parse(xml)));
        }

        @Requirement("0071-42")
        @Test
        void losesNoText() {
            assertEquals("""
                Hello strong emphasis strike code  here all,
                  indented, see https://example.org/?a=1&b=2 <now> "quoted"

                > quote
                > > inner
                > code & more
                if (a)    b;

                    c;
                - item
                1. item""", PlainText.of(html));
        }
    }

    @Test
    void leavesOutWhatXmlCannotHold() {
        writes("<p><strong>ab\uD83D\uDE00</strong></p>", "*a\u0000\u0008\uD800b\uD83D\uDE00\uFFFF*");
    }
}
