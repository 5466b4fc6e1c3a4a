package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/** Makes markup up, and texts. */
final class Markup {
    private static final List<String> NAMES = List.of(
            "strong",
            "em",
            "s",
            "code",
            "span",
            "foo",
            "p",
            "div",
            "blockquote",
            "ul",
            "ol",
            "li",
            "pre",
            "a",
            "q",
            "script");

    private Markup() {}

    static Arbitrary<String> any() {
        return of(
                NAMES,
                "k",
                "b c",
                " ",
                "\n",
                "\u00A0",
                "<br/>",
                "*",
                "_",
                "~",
                "`",
                "```",
                "&gt;",
                "&gt; ",
                " *x",
                "x* ",
                "<img alt='A' src='http://e.org/i'/>",
                "<span style='font-weight:normal'>n</span>",
                "<span style='font-style:italic;font-weight:bold'>n</span>");
    }

    /** Without characters that could be directives by accident. */
    static Arbitrary<String> clean() {
        return of(
                List.of("strong", "em", "s", "code", "foo", "p", "blockquote", "li", "pre"),
                "k",
                "b c",
                " ",
                " d",
                "e ",
                "<br/>");
    }

    /** Paragraphs and breaks, nothing that needs a mark. */
    static Arbitrary<String> flowing() {
        return of(List.of("p", "div", "strong", "em", "span"), "k", "b c", " ", " d", "e ", "\n", "<br/>", "*x* ", "|");
    }

    private static Arbitrary<String> of(List<String> names, String... texts) {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of(names)),
                        Tuple.of(3, Arbitraries.just("/")),
                        Tuple.of(5, Arbitraries.of(texts)))
                .list()
                .ofMaxSize(30)
                .map(Markup::content);
    }

    /** Names open an element, {@code /} closes the last one, everything else is text. */
    private static String content(List<String> pieces) {
        StringBuilder xml = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        for (String piece : pieces) {
            if (NAMES.contains(piece)) {
                open.push(piece);
                xml.append('<').append(piece).append(" href='http://e.org/'>");
            } else if (!piece.equals("/")) {
                xml.append(piece);
            } else if (!open.isEmpty()) {
                xml.append("</").append(open.pop()).append('>');
            }
        }
        open.forEach(name -> xml.append("</").append(name).append('>'));
        return xml.toString();
    }

    /** Text that uses the grammar a lot, rightly or not. */
    static Arbitrary<String> styledText() {
        return Arbitraries.of(
                        "*",
                        "_",
                        "~",
                        "`",
                        "```",
                        "\n",
                        "\n> ",
                        ">",
                        " ",
                        "  ",
                        "a",
                        "b",
                        "\t",
                        "http://e.org/",
                        "\u00A0",
                        "&",
                        "\r")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }

    /** Styling as its writer writes it: no blanks at the end of lines, no text that looks like a directive, no tabs. */
    static Arbitrary<String> canonicalStyling() {
        Arbitrary<String> word = Arbitraries.of("a", "bc", "d  e", "http://e.org/x", "f.", "x (http://e.org/y)");
        Arbitrary<String> mono = word.map(text -> "`" + text + "`");
        Arbitrary<String> strike = line(Arbitraries.oneOf(word, mono)).map(text -> "~" + text + "~");
        Arbitrary<String> emphasis = line(Arbitraries.oneOf(word, mono, strike)).map(text -> "_" + text + "_");
        Arbitrary<String> strong = line(Arbitraries.oneOf(word, mono, emphasis)).map(text -> "*" + text + "*");
        Arbitrary<String> line = line(Arbitraries.oneOf(word, mono, strike, emphasis, strong));
        Arbitrary<String> code = Arbitraries.of("", "a", "  b", "*c*", "> d", "e  f")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(lines -> "```\n" + String.join("\n", lines) + "\n```");
        Arbitrary<String> block = Arbitraries.oneOf(line, line.map(text -> "  " + text), code, Arbitraries.just(""));
        Arbitrary<String> quote = lines(block).map(Markup::quoted);
        return lines(Arbitraries.oneOf(
                        block, quote, lines(Arbitraries.oneOf(block, quote)).map(Markup::quoted)))
                .filter(text -> !text.matches("(?s)(.*\n)?[> ]*") && StylingParser.isStyled(text));
    }

    private static Arbitrary<String> line(Arbitrary<String> items) {
        return items.list().ofMinSize(1).ofMaxSize(3).map(words -> String.join(" ", words));
    }

    private static Arbitrary<String> lines(Arbitrary<String> blocks) {
        return blocks.list().ofMinSize(1).ofMaxSize(4).map(each -> String.join("\n", each));
    }

    private static String quoted(String text) {
        return Stream.of(text.split("\n", -1))
                .map(line -> line.isEmpty() ? ">" : "> " + line)
                .collect(joining("\n"));
    }
}
