package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dom4j.DocumentHelper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * XHTML to plain text. In tables, {@code |} ends a line and {@code ·} is a no-break space, {@code ␣} a
 * leading blank, {@code ¶} a line feed in the markup.
 */
class PlainTextTest {

    private static void writes(String expected, String content) {
        assertEquals(
                expected.replace('|', '\n').replace('␣', ' '),
                PlainText.of(Xhtml.of(content.replace('·', '\u00A0').replace('¶', '\n'))),
                content);
    }

    @Nested
    class WhiteSpace {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "'  a ¶\t b  ' → a b",
                    "a <b> b</b> → a b",
                    "<p> a </p> <p> b </p> → a|b",
                    "a <br/> b → a|b",
                    "a··b → a  b",
                    "a· b → a  b",
                    "<p>·</p><p>a</p> → |a",
                    "a·<br/>b → a|b",
                    "<pre> a¶\tb </pre>c → ␣a|\tb |c",
                    "<pre>a¶<b>¶b</b></pre> → a||b"
                })
        void isAsInABrowser(String content, String expected) {
            writes(expected, content);
        }

        @Test
        void atTheStartOfALineStaysIfItIsNoBreakSpace() {
            writes("a\n  b", "a<br/>··b");
        }
    }

    @Nested
    class Lines {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<p>a</p><p>b</p> → a|b",
                    "a<p>b</p>c → a|b|c",
                    "<div><div>a</div></div><h2>b</h2>c → a|b|c",
                    "<p>a</p><p></p><p>b</p> → a|b",
                    "<p>a</p><p><br/></p><p>b</p> → a||b",
                    "<p>a<br/></p><p>b</p> → a|b",
                    "<p>a<br/><br/></p><p>b</p> → a||b",
                    "a<br/><br/><br/> → a",
                    "<br/>a → |a",
                    "a<hr/>b → a|b",
                    "<table><tr><td>a</td></tr><tr><td>b</td></tr></table> → a|b",
                    "<table><caption>t</caption><tr><th>a</th><td>b</td></tr><tr><td/><td>c</td></tr></table> → t|a b|c",
                    "<details><summary>a</summary>b</details> → a|b",
                    "a<img alt='b'/><img alt='c'/>d<img alt=' '/>e → a b c de",
                    "<dl><dt>a</dt><dd>b</dd></dl> → a|b"
                })
        void endWithBlocksAndBreaks(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<ul><li>a</li><li>b</li></ul> → - a|- b",
                    "<ol><li>a</li><li>b</li></ol>c → 1. a|2. b|c",
                    "x<ul> <li>a<ol><li>b</li><li>c</li></ol></li> <li>d</li></ul> → x|- a|  1. b|  2. c|- d",
                    "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol> → 1. a|   - b|2. c",
                    "<ul><li>a<br/>b<p>c</p></li></ul>d → - a|  b|  c|d",
                    "<ul><li></li><li>a</li></ul> → -|- a",
                    "<ul><li><ul><li>a</li></ul></li></ul> → -|  - a",
                    "<ul><li><p>a</p></li></ul> → - a",
                    "<li>a</li> → - a",
                    "<ul><li>a</li>b</ul> → - a|b",
                    "<ul><li></li></ul> → -",
                    "<ul><li>a<blockquote>b</blockquote>c</li></ul> → - a|> b|  c",
                    "<ul><li><blockquote>a</blockquote></li></ul> → > - a",
                    "<blockquote><ol><li>a</li></ol></blockquote> → > 1. a",
                    "<ol><li>a<br/><br/>b</li></ol> → 1. a||   b"
                })
        void ofListsAndQuotesAreMarked(String content, String expected) {
            writes(expected, content);
        }

        @Test
        void areNotIndentedWithoutEnd() {
            String[] lines = PlainText.of(Xhtml.of("<ul><li>a".repeat(40) + "</li></ul>".repeat(40)))
                    .split("\n");
            assertEquals(" ".repeat(30) + "- a", lines[15]);
            assertEquals(" ".repeat(30) + "- a", lines[39]);
        }
    }

    @Nested
    class Addresses {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<a href='http://e.org/x'>there</a> → there (http://e.org/x)",
                    "<a href='http://e.org/x'>a <b>b</b> </a>c → a b (http://e.org/x)c",
                    "<a href='http://e.org/'>http://e.org/</a> → http://e.org/",
                    "<a href='http://e.org/'>http://e.org</a> → http://e.org",
                    "<a href='http://e.org'>E.org/</a> → E.org/",
                    "<a href='https://e.org'>http://e.org</a> → http://e.org",
                    "<a href='mailto:a@e.org'>a@e.org</a> → a@e.org",
                    "<a href='xmpp:a@e.org'> a@e.org </a> → a@e.org",
                    "<a href='tel:+1'>+1</a> → +1",
                    "<a href='http://evil.org/'>http://e.org/</a> → http://e.org/ (http://evil.org/)",
                    "<a href='http://e.org/x'>e.org</a> → e.org (http://e.org/x)",
                    "<a href='http://e.org/x'></a> → http://e.org/x",
                    "x <a href='http://e.org/x'><br/></a> → x|(http://e.org/x)",
                    "<a href='http://e.org/x'>http://e.org/x<br/>y</a> → http://e.org/x|y (http://e.org/x)",
                    "<a href=' http://e.org/a b¶'>x</a> → x (http://e.org/a%20b)",
                    "<a href='http://e.org/'>http://e.org/ and a good deal more than that</a> → http://e.org/ and a good deal more than that (http://e.org/)",
                    "<a href='/x'>x</a> → x",
                    "<a href='javascript:alert(1)'>x</a> → x",
                    "<a href='JAVA&#10;SCRIPT:alert(1)'>x</a> → x",
                    "<a href='data:text/html,x'>x</a> → x",
                    "<a href='vbscript:x'>x</a> → x",
                    "<a href='http:'>x</a> → x",
                    "<a>x</a> → x"
                })
        void ofLinksAreToldUnlessTheTextDoes(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<img alt='A' src='http://e.org/a.png'/> → A (http://e.org/a.png)",
                    "<img alt='A' src='HTTPS://e.org/a.png'/> → A (HTTPS://e.org/a.png)",
                    "<img alt='A' src='cid:x@bob.xmpp.org'/> → A",
                    "<img alt='A' src='httpx://e.org/a.png'/> → A",
                    "<img alt='A' src='data:image/png;base64,AA'/> → A",
                    "<img alt='A'/> → A",
                    "<img src='http://e.org/a.png'/> → http://e.org/a.png",
                    "a<img src='cid:x'/>b → ab",
                    "<b><img alt='A' src='https://e.org/a'/></b>c → A (https://e.org/a) c",
                    "<a href='http://e.org/'><img alt='A' src='cid:x'/></a> → A (http://e.org/)"
                })
        void ofImagesFollowTheirText(String content, String expected) {
            writes(expected, content);
        }
    }

    @Nested
    class Unsanitized {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "applet",
                    "embed",
                    "frameset",
                    "head",
                    "iframe",
                    "noscript",
                    "object",
                    "script",
                    "style",
                    "template",
                    "title"
                })
        void textThatIsNeverShownIsDropped(String name) {
            writes("ab", "a<" + name + ">x<p>y</p></" + name + ">b");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "a<foo>b<em>c</em></foo> → abc",
                    "a<svg xmlns='http://www.w3.org/2000/svg'>x<p xmlns='http://www.w3.org/1999/xhtml'>y</p></svg>b → ab",
                    "a<!-- x --><?x y?>b → ab",
                    "a<![CDATA[<b> & c]]> → a<b> & c",
                    "say <q>a <q>b</q></q> → say “a “b””",
                    "<ins>a</ins><acronym>b</acronym> → ab",
                    "<div>a</div>b → a|b"
                })
        void everythingElseIsRead(String content, String expected) {
            writes(expected, content);
        }

        @Test
        void onlyTheFirstBodyCounts() {
            assertEquals(
                    "a",
                    PlainText.of(Xhtml.parse("<html xmlns='http://jabber.org/protocol/xhtml-im'>x<y/>"
                            + "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='en'>a</body>"
                            + "<body xmlns='http://www.w3.org/1999/xhtml' xml:lang='de'>b</body></html>")));
        }

        @Test
        void aBodyOrAnyOtherXhtmlElementWillDo() {
            assertEquals("a\nb", PlainText.of(Xhtml.of("a<p>b</p>").element("body")));
            assertEquals("a", PlainText.of(Xhtml.parse("<span xmlns='http://www.w3.org/1999/xhtml'>a</span>")));
        }

        @Test
        void withoutABodyThereIsNoText() {
            assertEquals(
                    "",
                    PlainText.of(
                            Xhtml.parse("<html xmlns='http://jabber.org/protocol/xhtml-im'><body>a</body></html>")));
            assertEquals("", PlainText.of(DocumentHelper.createElement("x").addText("a")));
            assertEquals("", Styling.of(Xhtml.of(" <p/> ")));
        }
    }
}
