package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Block;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives.Pair;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Span;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/** What holds for any markup and any text. */
class TextPropertiesTest {

    @Provide
    Arbitrary<String> anyMarkup() {
        return Markup.any();
    }

    @Provide
    Arbitrary<String> cleanMarkup() {
        return Markup.clean();
    }

    @Provide
    Arbitrary<String> flowingMarkup() {
        return Markup.flowing();
    }

    @Provide
    Arbitrary<String> styledText() {
        return Markup.styledText();
    }

    @Provide
    Arbitrary<String> canonicalStyling() {
        return Markup.canonicalStyling();
    }

    @Property(tries = 4000)
    void everyDirectiveWrittenIsUnderstood(@ForAll @From("anyMarkup") String content) {
        Element html = Xhtml.of(content);
        String styling = Styling.of(html);
        String plain = PlainText.of(html);
        if (StylingParser.parse(plain).stream().anyMatch(Block::hasPreformatted)) {
            assertEquals(plain, styling);
            return;
        }
        Deque<String> expected = new ArrayDeque<>(List.of(plain.split("\n", -1)));
        boolean fenced = false;
        for (String line : styling.split("\n", -1)) {
            if (line.matches("(> )*```")) {
                fenced = !fenced;
            } else {
                String text = expected.isEmpty() ? "" : expected.pop();
                List<Pair> read = fenced ? List.of() : Directives.in(line, StylingParser.textStart(line));
                assertTrue(isReached(text, line, read), () -> "«" + line + "» is not «" + text + "» and directives");
            }
        }

        assertTrue(expected.isEmpty() || plain.isEmpty());
    }

    /** Whether some of the spans that a reader sees in {@code line} are all that tells it from {@code text}. */
    private static boolean isReached(String text, String line, List<Pair> read) {
        boolean same = text.stripTrailing().equals(line.stripTrailing());
        if (same || read.isEmpty()) {
            return same;
        }
        List<Pair> rest = read.subList(1, read.size());
        Pair pair = read.get(0);
        String without = new StringBuilder(line)
                .deleteCharAt(pair.close())
                .deleteCharAt(pair.open())
                .toString();
        return isReached(
                        text,
                        without,
                        rest.stream().map(other -> moved(other, pair)).toList())
                || isReached(text, line, rest);
    }

    private static Pair moved(Pair pair, Pair gone) {
        return new Pair(pair.style(), moved(pair.open(), gone), moved(pair.close(), gone));
    }

    private static int moved(int at, Pair gone) {
        return at - (at > gone.open() ? 1 : 0) - (at > gone.close() ? 1 : 0);
    }

    @Property(tries = 4000)
    void withoutItsDirectivesStylingIsPlainText(@ForAll @From("cleanMarkup") String content) {
        Element html = Xhtml.of(content);
        assertEquals(
                PlainText.of(html), shown(StylingParser.parse(Styling.of(html))).stripTrailing());
    }

    private static String shown(List<Block> blocks) {
        return blocks.stream().flatMap(TextPropertiesTest::lines).collect(joining("\n"));
    }

    private static Stream<String> lines(Block block) {
        if (block instanceof Block.Quote quote) {
            return quote.blocks().stream()
                    .flatMap(TextPropertiesTest::lines)
                    .map(line -> line.isEmpty() ? ">" : "> " + line);
        }
        return block instanceof Block.Preformatted code
                ? code.lines().stream()
                : Stream.of(text(((Block.Plain) block).spans()));
    }

    private static String text(List<Span> spans) {
        return spans.stream()
                .map(span ->
                        span instanceof Span.Styled styled ? text(styled.children()) : ((Span.Text) span).characters())
                .collect(joining());
    }

    @Property(tries = 3000)
    void plainTextIsWhatABrowserShows(@ForAll @From("flowingMarkup") String content) {
        Element html = Xhtml.of(content);
        String edge = "\uE000";
        String visible = Xhtml.content(html)
                .replaceAll("\\s+", " ")
                .replaceAll("</?(p|div)\\b[^>]*>", edge)
                .replace("<br/>", "\n")
                .replaceAll("<[^>]*>", "")
                .replaceAll(" +", " ")
                .replaceAll(" ?([\n" + edge + "]) ?", "$1")
                .replaceAll(" ([\n" + edge + "])", "$1")
                .replaceAll("(^|[\n" + edge + "])" + edge + "+", "$1")
                .replace(edge, "\n");

        assertEquals(visible.replaceAll("^ | $|\n+$", "").stripTrailing(), PlainText.of(html));
    }

    @Property(tries = 3000)
    void canonicalStylingSurvivesTheWayThroughXhtml(@ForAll @From("canonicalStyling") String styling) {
        assertEquals(styling, Styling.of(StylingToXhtml.html(styling).orElseThrow()));
    }

    @Property(tries = 3000)
    void spansSurviveTheWayThroughStyling(@ForAll @From("cleanMarkup") String content) {
        Element html = Xhtml.of(content);
        String styling = Styling.of(html);

        assertEquals(
                trimmed(styling),
                trimmed(StylingToXhtml.html(styling).map(Styling::of).orElse(styling)));
    }

    private static String trimmed(String text) {
        return text.lines().map(String::stripTrailing).collect(joining("\n"));
    }

    @Requirement({"0071-07", "0071-09", "0071-36", "0071-43"})
    @Property(tries = 3000)
    void whateverIsStyledStaysInTheProfile(@ForAll @From("styledText") String body) {
        StylingToXhtml.html(body).ifPresent(html -> {
            assertEquals(List.of(), RecommendedProfile.violations(html));
            assertEquals(Xhtml.content(html), Xhtml.content(Xhtml.parse(html.asXML())));
            assertFalse(PlainText.of(html).isEmpty() && body.matches("(?s).*\\w.*"));
        });
    }

    @Property(tries = 1000)
    void anyTextCanBeRead(@ForAll @StringLength(max = 200) String body) {
        assertEquals(
                StylingParser.isStyled(body), StylingParser.parse(body).stream().anyMatch(Block::isStyled));
        StylingToXhtml.html(body).ifPresent(html -> Xhtml.parse(html.asXML()));
    }
}
