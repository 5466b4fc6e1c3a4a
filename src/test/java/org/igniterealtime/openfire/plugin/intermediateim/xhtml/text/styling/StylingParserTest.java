package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spans are shown as {@code S(…) E(…) K(…) M(…)}, blocks as {@code [line]}, {@code {info|code}} and {@code <quote>}.
 */
class StylingParserTest {

    static String parsed(String body) {
        return blocks(StylingParser.parse(body));
    }

    private static String blocks(List<Block> blocks) {
        return blocks.stream().map(StylingParserTest::show).collect(Collectors.joining());
    }

    private static String show(Block block) {
        if (block instanceof Block.Quote quote) {
            return "<" + blocks(quote.blocks()) + ">";
        }
        return block instanceof Block.Preformatted code
                ? "{" + code.info() + "|" + String.join("|", code.lines()) + "}"
                : "[" + spans(((Block.Plain) block).spans()) + "]";
    }

    private static String spans(List<Span> spans) {
        return spans.stream().map(StylingParserTest::show).collect(Collectors.joining());
    }

    private static String show(Span span) {
        return span instanceof Span.Styled styled
                ? "SEKM".charAt(styled.style().ordinal()) + "(" + spans(styled.children()) + ")"
                : ((Span.Text) span).characters();
    }

    @Nested
    class Spans {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                quoteCharacter = '"',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "plain span,[plain span]",
                    "*strong span*,[S(strong span)]",
                    "plain _emphasis_ plain,[plain E(emphasis) plain]",
                    "`pre` plain *strong*,[M(pre) plain S(strong)]",
                    "*strong*plain*,[S(strong)plain*]",
                    "* plain *strong*,[* plain S(strong)]",
                    "\"Two spans, both *alike in dignity*\",\"[Two spans, both S(alike in dignity)]\"",
                    "The full title is _Twelfth Night_ but,[The full title is E(Twelfth Night) but]",
                    "*most* people shorten it.,[S(most) people shorten it.]",
                    "Everyone ~dis~likes cake.,[Everyone K(dis)likes cake.]",
                    "This is `monospace`,[This is M(monospace)]",
                    "This is `*monospace*`,[This is M(*monospace*)]",
                    "This is *`monospace and bold`*,[This is S(M(monospace and bold))]"
                })
        void ofTheSpecificationAreRead(String line, String expected) {
            assertEquals(expected, parsed(line));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "not strong*",
                    "*not strong",
                    "*not *strong",
                    "**",
                    "***",
                    "****",
                    "* not strong*",
                    "*not strong *",
                    "not*strong*",
                    "2*3*4",
                    "**not**",
                    "***not***",
                    "*",
                    "`",
                    "*_not",
                    "*_~`",
                    "snake_case_name",
                    "(*not*)",
                    "*\u00A0not*",
                    "*not\u3000*",
                    "*\u2028not*",
                    "*\u0085not*",
                    "*not\u0085*",
                    "*\u000Bnot*",
                    "\u000Enot*",
                    "x\u000E*not*",
                    "_** "
                })
        void areNotSeenWhereTheGrammarHasNone(String line) {
            assertEquals("[" + line + "]", parsed(line));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "*a* *b*,[S(a) S(b)]",
                    "*a b *c*,[S(a b *c)]",
                    "_*a*_,[E(S(a))]",
                    "*_~`a`~_*,[S(E(K(M(a))))]",
                    "*a _b_ c*,[S(a E(b) c)]",
                    "*a _b* c_,[S(a _b) c_]",
                    "_no `with *c*`_,[E(no M(with *c*))]",
                    "*a*_b_,[S(a)_b_]",
                    "*a **,[S(a *)]",
                    "_**_,[E(**)]",
                    "_*_,[E(*)]",
                    "*a _b_*c_,[S(a E(b))c_]",
                    "**a *b*,[**a S(b)]",
                    "_a *b_ *c*,[E(a *b) S(c)]",
                    "*a `b* c`,[S(a `b) c`]",
                    "`a` `b`,[M(a) M(b)]",
                    "*x,[*x]",
                    "*x*,[S(x)]"
                })
        void areMatchedFromTheLeftAndAsShortAsPossible(String line, String expected) {
            assertEquals(expected, parsed(line));
        }

        @ParameterizedTest
        @ValueSource(strings = {" ", "\t", "\u00A0", "\u2003", "\u3000", "\u0085"})
        void mayOpenAfterAnyUnicodeWhiteSpace(String blank) {
            assertEquals("[a" + blank + "S(b)]", parsed("a" + blank + "*b*"));
        }

        @Test
        void doNotGoOnInTheNextLine() {
            assertEquals("[*not ][ strong*]", parsed("*not \n strong*"));
        }
    }

    @Nested
    class Blocks {

        @Test
        void ofNoTextAreOneEmptyLine() {
            assertEquals("[]", parsed(""));
        }

        @Test
        void ofTheSpecificationAreRead() {
            assertEquals(
                    "[There are three blocks in this body, one per line,][but there is no *formatting][as spans* may not escape blocks.]",
                    parsed(
                            "There are three blocks in this body, one per line,\nbut there is no *formatting\nas spans* may not escape blocks."));
            assertEquals(
                    "{ignored|(println \"Hello, world!\")}[][This should show up as monospace, preformatted text ⤴]",
                    parsed(
                            "```ignored\n(println \"Hello, world!\")\n```\n\nThis should show up as monospace, preformatted text ⤴"));
            assertEquals(
                    "<{|(println \"Hello, world!\")}>[][The entire blockquote is a preformatted text block, but this line][is plaintext!]",
                    parsed(
                            "> ```\n> (println \"Hello, world!\")\n\nThe entire blockquote is a preformatted text block, but this line\nis plaintext!"));
            assertEquals(
                    "<[That that is, is.]>[][Said the old hermit of Prague.]",
                    parsed("> That that is, is.\n\nSaid the old hermit of Prague."));
            assertEquals(
                    "<<[That that is, is.]>[Said the old hermit of Prague.]>[][Who?]",
                    parsed(">> That that is, is.\n> Said the old hermit of Prague.\n\nWho?"));
            assertEquals("<[_ <]>", parsed("> _ <"));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "a\\n,[a][]",
                    "a\\r\\nb\\rc,[a][b][c]",
                    "```,{|}",
                    "````,{`|}",
                    "```code```,{code```|}",
                    "```\\n```\\nx,{|}[x]",
                    "```\\na```\\n ```\\n``` \\n````\\n```\\n*x*,{|a```| ```|``` |````}[S(x)]",
                    "```\\n> a\\n*b*\\n\\n```,{|> a|*b*|}",
                    " ```\\nx,[ ```][x]",
                    ">,<[]>",
                    ">a,<[a]>",
                    ">  a,<[ a]>",
                    ">\u00A0a,<[a]>",
                    ">*a*\\n>\\n>b,<[S(a)][][b]>",
                    "> > a\\n> b,<<[a]>[b]>",
                    "> ```\\n> x\\n> ```\\n> y\\nz,<{|x}[y]>[z]",
                    " > a,[ > a]",
                    ">>>>>>>>a,<<<<<<<<[a]>>>>>>>>",
                    ">>>>>>>>>a,<<<<<<<<[>a]>>>>>>>>"
                })
        void endWhereTheyShould(String body, String expected) {
            assertEquals(expected, parsed(body.replace("\\n", "\n").replace("\\r", "\r")));
        }
    }

    @Nested
    class TellsWhether {

        @ParameterizedTest
        @ValueSource(strings = {"*a*", "> a", "```", "a\nb _c_", "x\n> `y`"})
        void textIsStyled(String body) {
            assertTrue(StylingParser.isStyled(body));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a", "2*3*4", "a > b", "a\nb", "*a\nb*", "`` `"})
        void textIsAsItLooks(String body) {
            assertFalse(StylingParser.isStyled(body));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                ">",
                "_*",
                "*a ",
                "*a _b ~c ",
                "a* ",
                "`",
                "*_~`",
                "> ",
                "\n",
                ">\n",
                "```\n",
                " *",
                "* *a",
                "*a*"
            })
    void takesHostileTextInItsStride(String unit) {
        String hostile = unit.repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> StylingParser.parse(hostile));
    }
}
