package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * XHTML to styling. In tables, {@code |} ends a line and {@code ·} is a no-break space, {@code ␣} a
 * leading blank, {@code ¶} a line feed in the markup.
 */
class StylingTest {

    private static void writes(String expected, String content) {
        assertEquals(
                expected.replace('|', '\n').replace('␣', ' '),
                Styling.of(Xhtml.of(content.replace('·', '\u00A0').replace('¶', '\n'))),
                content);
    }

    @Nested
    class Spans {

        @Requirement("0071-25")
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<strong>x</strong> → *x*",
                    "<b>x</b> → *x*",
                    "<em>x</em> → _x_",
                    "<i>x</i> → _x_",
                    "<cite>x</cite> → _x_",
                    "<s>x</s> → ~x~",
                    "<strike>x</strike> → ~x~",
                    "<del>x</del> → ~x~",
                    "<code>x</code> → `x`",
                    "<tt>x</tt> <kbd>y</kbd> <samp>z</samp> → `x` `y` `z`",
                    "<h1>x</h1> → *x*",
                    "<u>x</u><font color='red'>y</font> → xy",
                    "<span style='font-weight: bold'>x</span> → *x*",
                    "<span style='font-weight: bolder'>x</span> → *x*",
                    "<span style='font-weight: 600'>x</span> → *x*",
                    "<span style='font-weight: 599'>x</span> → x",
                    "<span style='font-weight: fat'>x</span> → x",
                    "<span style='font-style: italic'>x</span> → _x_",
                    "<span style='font-style: oblique'>x</span> → _x_",
                    "<span style='text-decoration: line-through'>x</span> → ~x~",
                    "<span style='text-decoration: underline line-through'>x</span> → ~x~",
                    "<span style='text-decoration: underline'>x</span> → x",
                    "<span style='font-family: monospace'>x</span> → `x`",
                    "<span style='font-family: Menlo, Monospace'>x</span> → `x`",
                    "<span style='font-family: Courier New'>x</span> → x",
                    "<span style='FONT-WEIGHT:BOLD !important;;x'>x</span> → *x*",
                    "<span style='font-weight:bold;font-weight:normal'>x</span> → x",
                    "<span style='font-family:\"a;font-weight:bold\"'>x</span> → x",
                    "<span style='font-family:\"a;b\";font-weight:bold'>x</span> → *x*",
                    "<span style='color: red'>x</span> → x",
                    "<span style='font-weight:bold;font-style:italic'>x</span> → *_x_*"
                })
        void areWrittenForWhatIsSeen(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<strong>a <em>b</em> c</strong> → *a _b_ c*",
                    "<em><strong>a</strong></em> → _*a*_",
                    "<strong><em>a</em></strong> → *_a_*",
                    "<strong>a <strong>b</strong> c</strong> → *a b c*",
                    "<strong>a <b style='font-weight:bold'>b</b></strong> → *a b*",
                    "<strong>a</strong><strong>b</strong> → *ab*",
                    "<strong>a <span style='font-weight:normal'>b</span> c</strong> → *a* b *c*",
                    "<strong style='font-weight:normal'>a</strong> → a",
                    "<strong style='font-weight:inherit'>a</strong> → *a*",
                    "<em style='font-style:normal'>a</em> → a",
                    "<s>a <span style='text-decoration:none'>b</span></s> → ~a b~",
                    "<s style='text-decoration:none'>a</s> → a",
                    "<code style='font-family:serif'>a</code> → a",
                    "<code>a <b>b</b> <i>c</i></code> → `a b c`",
                    "<b>a <code>b</code></b> → *a `b`*",
                    "<b><code>a</code></b><code>b</code> → *`a`*b",
                    "<b>a <i>b</i></b><i> c</i> → *a _b_* _c_",
                    "<i><b>a</b></i><b> b</b> → *_a_ b*",
                    "<em>a <span style='font-style:inherit'>b</span></em> → _a b_",
                    "<i>a <b>b</b></i><b>c</b> → _a *b*_c"
                })
        void nestAsTheGrammarLets(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "a<strong> b </strong>c → a *b* c",
                    "a <strong> b</strong> c → a *b* c",
                    "<b>a </b><b>b</b> → *a b*",
                    "<b>a</b> <b>b</b> → *a* *b*",
                    "<b>a <i>b </i></b>c → *a _b_* c",
                    "<b>·a</b> → ␣*a*",
                    "<b> </b>a<b>·</b>b → a b",
                    "<b>a<br/>b</b> → *a*|*b*",
                    "<b>a<i>  <br/> b</i></b> → *a*|*_b_*",
                    "<b><p>a</p><p>b</p></b> → *a*|*b*"
                })
        void hugTheirTextInEveryLine(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "foo<b>bar</b>baz → foobarbaz",
                    "foo<b>bar</b> <b>baz</b> → foobar *baz*",
                    "<b>foo</b>bar → *foo*bar",
                    "(<b>a</b>) → (a)",
                    "<b>a</b>-<b>b</b> → *a*-b",
                    "<b>a</b><i>b</i> → *a*b",
                    "<b>a*b</b> <i>c</i> → a*b _c_",
                    "<b>2 * 3</b> → *2 * 3*",
                    "<b>*a</b> → *a",
                    "<b>a*</b> → a*",
                    "<b>*</b> → *",
                    "<code>a`b</code> → a`b",
                    "<code>`</code> → `",
                    "x *y <b>z</b> → x *y z",
                    "_x <b>y_ z</b> → _x y_ z",
                    "*x* <b>y</b> → *x* *y*",
                    "2 *3* 4 → 2 *3* 4",
                    "2*3*4 <b>x</b> → 2*3*4 *x*",
                    "&gt;<b>a</b> → >*a*",
                    "<b>&gt; a</b> → *> a*",
                    "&gt;_a <b>b_ c</b> → >_a b_ c"
                })
        void areLeftOutWhereTheyWouldBeMisread(String content, String expected) {
            writes(expected, content);
        }

        @Test
        void areLeftOutOfALineWhereEachSpoilsTheNext() {
            writes("*x" + " a".repeat(20), "*x" + " <b>a</b>".repeat(20));
        }
    }

    @Nested
    class Blocks {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "<blockquote>a</blockquote>b → > a|b",
                    "<blockquote><b>a</b><br/>b</blockquote> → > *a*|> b",
                    "a<blockquote>b<blockquote>c</blockquote>d</blockquote>e → a|> b|> > c|> d|e",
                    "<blockquote>a<br/><br/>b</blockquote> → > a|>|> b",
                    "<pre>a  b¶¶ *c*</pre>d → ```|a  b|| *c*|```|d",
                    "<pre>a<b>b</b><br/>c</pre> → ```|ab|c|```",
                    "<p style='font-family: monospace'>a<br/>··b</p> → ```|a|  b|```",
                    "<p style='font-family: serif'>a</p> → a",
                    "<div style='font-family: monospace'>a b</div> → `a b`",
                    "<pre>a</pre><pre>b</pre> → ```|a|```|```|b|```",
                    "<pre> </pre>a → ```| |```|a",
                    "<pre></pre>a → a",
                    "<p style='font-family:monospace'> </p>a → a",
                    "<blockquote>a<pre>b¶¶c</pre></blockquote>d → > a|> ```|> b|>|> c|> ```|d",
                    "<pre>a<blockquote>b</blockquote><ul><li>c</li></ul><pre>d</pre></pre> → ```|a|b|c|d|```",
                    "<ul><li>a</li><li><b>b</b></li></ul> → - a|- *b*",
                    "<ul><li>a<pre>b</pre>c</li><li><pre>d</pre></li></ul> → - a|```|b|```|  c|-|```|d|```"
                })
        void areWrittenLineByLine(String content, String expected) {
            writes(expected, content);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '→',
                value = {
                    "```<br/><b>a</b><br/>``` → ```|a|```",
                    "```a <b>b</b><pre>c</pre> → ```a b|c",
                    "&gt; ``` <b>b</b> → > ``` b",
                    "<blockquote>```<br/><b>a</b></blockquote><b>b</b> → > ```|> a|b",
                    "<pre>a¶```¶b</pre><b>c</b> → a|```|b|c",
                    "x ``` <b>a</b> → x ``` *a*"
                })
        void ofTheAuthorsOwnMakingAreLeftAlone(String content, String expected) {
            writes(expected, content);
        }

        @Test
        void nestNoDeeperThanTheyAreRead() {
            writes("> ".repeat(8) + "a", "<blockquote>".repeat(9) + "a" + "</blockquote>".repeat(9));
        }
    }

    @Test
    void leavesItsInputAlone() {
        Element html = Xhtml.of("<p>a <b>b</b><br/></p>");
        String before = html.asXML();
        Styling.of(html);

        assertEquals(before, html.asXML());
    }

    @Test
    void tellsOnceWhereALinkLeadsThatClaimsAnotherTarget() {
        writes(
                "https://bank.example (https://evil.example/) now",
                "<a href='https://evil.example/'>https://bank.example</a> [https://evil.example/] now");
        writes(
                "a (https://b.example/) [https://c.example/]",
                "<a href='https://b.example/'>a</a> [https://c.example/]");
    }

    @Test
    void writesALinkOutsideTheStyleOfItsText() {
        writes("*see* (http://a_b.example/) *there*", "<b><a href='http://a_b.example/'>see</a> there</b>");
        writes("*http://example.org/*", "<b><a href='http://example.org/'>http://example.org/</a></b>");
    }
}
