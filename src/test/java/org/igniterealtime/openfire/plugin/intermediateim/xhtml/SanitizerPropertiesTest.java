package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dom4j.Attribute;
import org.dom4j.Element;
import org.dom4j.QName;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/** What holds of any markup, legitimate or hostile. */
class SanitizerPropertiesTest {

    private static final String[] PROFILE = {"p", "span", "em", "strong", "cite", "blockquote", "ul", "ol", "li"};
    private static final String[] OTHER = {
        "a", "img", "br", "b", "i", "u", "s", "font", "div", "h1", "h4", "pre", "code", "small", "big", "foo", "table",
        "td", "body", "html", "B", "title", "dl"
    };
    private static final String[] HOSTILE = {
        "script", "style", "iframe", "SCRIPT", "svg", "template", "x:p", "x:script", "object"
    };
    private static final String[] NAMES = {
        "style", "href", "src", "alt", "type", "width", "color", "size", "face", "onclick", "class", "x:href"
    };
    private static final String[] PIECES = {
        "javascript:",
        "https:",
        "http:",
        "//",
        "/",
        "\\",
        "a.example",
        "evil.example",
        "@",
        ":",
        "?",
        "#",
        "cid:",
        "data:",
        "mailto:",
        "xmpp:",
        "[",
        "]",
        "%0a",
        "\t",
        "\n",
        " ",
        "\u202e",
        "\u200b",
        "\u3002",
        "\"",
        "<",
        "color",
        "font-size",
        "margin-left",
        "font-family",
        "background",
        "text-decoration",
        ": ",
        ":",
        ";",
        "; ",
        "red",
        "#fff",
        "2em",
        "0",
        "0.5em",
        "400%",
        "12px",
        "larger",
        "rgb(1,2,3)",
        "rgb(",
        ")",
        "url(x)",
        "expression(1)",
        "!important",
        "/*",
        "*/",
        "'",
        "Arial",
        ",",
        "-1px",
        "{",
        "}",
        "underline",
        "transparent",
        "text/html",
        "12",
        "50%"
    };
    private static final String[] TEXTS = {
        "a",
        " ",
        "text",
        "bank.example",
        "https://bank.example/",
        "<b>",
        "&amp;",
        "]]>",
        "\n",
        " [https://evil.example/]",
        "\u202e",
        "\u00e9",
        "\ud83d\ude00",
        "www.a.example",
        "a@b.example",
        "*x*"
    };

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    @Provide
    Arbitrary<Element> markup() {
        return html(
                Arbitraries.oneOf(List.of(Arbitraries.of(PROFILE), Arbitraries.of(OTHER), Arbitraries.of(HOSTILE))),
                Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces)));
    }

    @Provide
    Arbitrary<Element> markupThatOnlyLosesTags() {
        return html(
                Arbitraries.of("p", "span", "em", "ul", "li", "b", "font", "div", "h1", "foo", "td", "code", "a"),
                Arbitraries.just("x"));
    }

    @Provide
    Arbitrary<Element> legitimateMarkup() {
        return html(
                        Arbitraries.of(PROFILE),
                        Arbitraries.of(
                                "color: red",
                                "color:#ff0000;",
                                " font-weight:600;",
                                "font-family: 'Comic Sans MS', cursive; font-style: italic",
                                "text-decoration: underline",
                                "margin-left: 5%",
                                "font-size: medium",
                                "background-color: rgb(1, 2, 3)",
                                "text-align: center"))
                .map(html -> strip(html, html.element("body")));
    }

    private static Element strip(Element html, Element element) {
        for (Object child : element.elements()) {
            Element inner = (Element) child;
            for (Object attribute : List.copyOf(inner.attributes())) {
                Attribute present = (Attribute) attribute;
                if (!present.getName().equals("style") || inner.getName().matches("em|strong")) {
                    inner.remove(present);
                }
            }
            strip(html, inner);
            if (inner.nodeCount() == 0) {
                inner.addText("x");
            }
        }
        return html;
    }

    private static Arbitrary<Element> html(Arbitrary<String> names, Arbitrary<String> values) {
        Arbitrary<Element> leaf =
                element(names, values, Arbitraries.of(TEXTS).list().ofMaxSize(2).map(texts -> List.copyOf(texts)));
        Arbitrary<Element> tree = leaf;
        for (int level = 0; level < 4; level++) {
            Arbitrary<Object> child = Arbitraries.oneOf(List.of(
                    tree.map(element -> (Object) element), Arbitraries.of(TEXTS).map(text -> (Object) text)));
            tree = element(names, values, child.list().ofMaxSize(4).map(children -> List.copyOf(children)));
        }
        Arbitrary<Element> top = tree;
        return top.list().ofMinSize(1).ofMaxSize(3).map(children -> {
            Element html = Markup.html("");
            children.forEach(child -> html.element("body").add(child.createCopy()));
            return html;
        });
    }

    private static Arbitrary<Element> element(
            Arbitrary<String> names, Arbitrary<String> values, Arbitrary<List<Object>> children) {
        Arbitrary<List<String>> attributes =
                Arbitraries.of(NAMES).list().uniqueElements().ofMaxSize(3);
        return Combinators.combine(names, attributes, values, values, children)
                .as((name, present, one, two, content) -> {
                    Element element = new DefaultElement(
                            name.startsWith("x:")
                                    ? QName.get(name.substring(2), "x", "urn:x")
                                    : QName.get(name, "http://www.w3.org/1999/xhtml"));
                    for (int i = 0; i < present.size(); i++) {
                        String attribute = present.get(i);
                        element.addAttribute(
                                attribute.startsWith("x:")
                                        ? QName.get(attribute.substring(2), "x", "urn:x")
                                        : QName.get(attribute),
                                i == 0 ? one : two);
                    }
                    for (Object child : content) {
                        if (child instanceof Element nested) {
                            element.add(nested.createCopy());
                        } else {
                            element.addText((String) child);
                        }
                    }
                    return element;
                });
    }

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    void whatIsLeftIsWithinTheProfileForXmlAndHtmlParsers(@ForAll("markup") Element html) {
        sanitizer.clean(html).ifPresent(clean -> {
            ProfileChecker.check(clean);
            ProfileChecker.check(Markup.parse(clean.asXML()));
            HtmlReading.check(clean.asXML());
        });
    }

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    void cleaningAgainChangesNothing(@ForAll("markup") Element html) {
        sanitizer.clean(html).ifPresent(clean -> {
            SanitizerReport report = SanitizerReport.detailed();
            Element received = Markup.parse(clean.asXML());
            assertEquals(
                    received.asXML(),
                    sanitizer.clean(received, report).map(Element::asXML).orElse("-"));
            assertEquals(List.of(), report.findings());
        });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theInputIsLeftAsItIs(@ForAll("markup") Element html) {
        String before = html.asXML();
        sanitizer.clean(html);
        assertEquals(before, html.asXML());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void noMarkupMakesTheSanitizerFail(@ForAll("markup") Element html) {
        SanitizerReport report = SanitizerReport.counting();
        sanitizer.clean(html, report);
        assertEquals(0, report.count(Rule.FAILURE));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void textIsKeptWhereOnlyTagsGo(@ForAll("markupThatOnlyLosesTags") Element html) {
        Optional<Element> clean = sanitizer.clean(html);
        assertEquals(letters(html), clean.map(SanitizerPropertiesTest::letters).orElse(letters(html)));
        assertTrue(clean.isPresent() || html.getStringValue().isBlank());
    }

    /** Blanks may come between texts that tags have kept apart. */
    private static String letters(Element html) {
        return html.getStringValue().replaceAll("\\s", "");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void legitimateMarkupStaysToTheLetter(@ForAll("legitimateMarkup") Element html) {
        assertEquals(html.asXML(), sanitizer.clean(html).map(Element::asXML).orElse(html.asXML()));
    }
}
