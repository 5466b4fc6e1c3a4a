package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.EACH;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.MARKUP;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.MARKUP_AND_STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.XHTML;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.html;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.message;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.sanitizer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.xmpp.packet.Message;

/** What holds for any message. */
class ConversionPropertiesTest {
    private final MessageConverter converter = new MessageConverter(sanitizer());

    /** A piece of text that has styles. */
    record Run(Set<String> styles, String text) {

        String markup() {
            String markup = escaped(text).replace("\n", "<br/>");
            for (String style : styles) {
                markup = switch (style) {
                    case "deleted" -> "<span style='text-decoration: line-through'>" + markup + "</span>";
                    case "code" -> "<span style='font-family: monospace'>" + markup + "</span>";
                    default -> "<" + style + ">" + markup + "</" + style + ">";
                };
            }
            return markup;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static Arbitrary<List<Run>> runs(String... texts) {
        Arbitrary<Set<String>> styles = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Set.<String>of())),
                Tuple.of(4, Arbitraries.of("strong", "em", "deleted", "code").map(Set::of)),
                Tuple.of(2, Arbitraries.of("strong", "em", "deleted").set().ofSize(2)));
        return Combinators.combine(styles, Arbitraries.of(texts))
                .as(Run::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    /** Some can be said in styling, as they are separated by blanks. */
    @Provide
    Arbitrary<List<Run>> words() {
        return runs("a", "bc d", "😀", "e.", "f/g", "2+2")
                .map(runs -> runs.stream()
                        .flatMap(run -> List.of(run, new Run(Set.of(), " ")).stream())
                        .toList());
    }

    /** Text that uses the grammar of styling, rightly or not. */
    @Provide
    Arbitrary<List<Run>> anything() {
        return runs(
                "a", " ", "b c", "*", "_x_ ", " *y* ", "~", "`", "```", "\n", "\n> ", "> ", "😀", "/me ", "&", "- ");
    }

    private static Message written(List<Run> runs) {
        String body = runs.stream().map(Run::text).collect(Collectors.joining());
        String markup = runs.stream().map(Run::markup).collect(Collectors.joining());
        Element html = sanitizer().apply(Xml.element(html(markup))).orElse(null);
        Message message = message("<body>" + escaped(body) + "</body>");
        if (html != null) {
            message.getElement().add(html);
        }
        return message;
    }

    /** Each visible code point of a text in XHTML, with its styles; read in a way of its own. */
    private static List<String> seen(Element html) {
        List<String> seen = new ArrayList<>();
        see(html, Set.of(), seen);
        return seen;
    }

    private static void see(Element element, Set<String> outer, List<String> seen) {
        Set<String> styles = new TreeSet<>(outer);
        String style = element.attributeValue("style", "");
        if (!outer.contains("code")) { // has no styles within
            if (Set.of("strong", "em").contains(element.getName())) {
                styles.add(element.getName());
            }
            if (style.contains("line-through")) {
                styles.add("deleted");
            }
            if (style.contains("monospace")) {
                styles.add("code");
            }
        }
        for (Iterator<?> nodes = element.nodeIterator(); nodes.hasNext(); ) {
            Node node = (Node) nodes.next();
            if (node instanceof Element child) {
                see(child, styles, seen);
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                node.getText()
                        .codePoints()
                        .filter(c -> !Character.isSpaceChar(c) && !Character.isWhitespace(c))
                        .forEach(c -> seen.add(Character.toString(c) + styles));
            }
        }
    }

    private Message converted(Message message, Rendering sender, Rendering recipient) {
        return converter
                .convert(message, from -> sender, recipient, ConversionPolicy.DEFAULT)
                .map(Conversion::copy)
                .orElse(message);
    }

    private static Optional<Element> xhtml(Message message) {
        return Optional.ofNullable(message.getElement().element("html"));
    }

    private static String visible(String text) {
        return text.replaceAll("[\\s\\p{Z}]", "");
    }

    @Property(tries = 1000)
    void whatStylingCanSaySurvives(@ForAll @From("words") List<Run> runs) {
        Message message = written(runs);
        Message styled = converted(message, XHTML, STYLING);
        if (runs.stream().allMatch(run -> run.styles().isEmpty())) {
            assertEquals(message.getBody(), styled.getBody());
            return;
        }
        assertTrue(xhtml(styled).isEmpty());
        assertEquals(
                seen(xhtml(message).orElseThrow()),
                seen(xhtml(converted(styled, STYLING, XHTML)).orElseThrow()));
    }

    @Property(tries = 2000)
    void whatIsLiteralStaysLiteralOrTheBodyStays(@ForAll @From("anything") List<Run> runs) {
        Message message = written(runs);
        Message styled = converted(message, XHTML, STYLING);
        if (xhtml(message).isPresent() && !styled.getBody().equals(message.getBody())) {
            List<String> before = seen(xhtml(message).orElseThrow());
            // the marks of quotations, which are marks in the body too, are no text in XHTML
            before.removeIf(cell -> cell.startsWith(">"));
            before.replaceAll(cell -> withoutActionStyle(cell, message.getBody()));
            List<String> after = seen(xhtml(converted(styled, STYLING, XHTML)).orElseThrow());
            after.removeIf(cell -> cell.startsWith(">"));
            after.replaceAll(cell -> withoutActionStyle(cell, message.getBody()));
            assertEquals(before, after, styled::getBody);
        }
    }

    @Property(tries = 1000)
    void markupSaysAllOfIt(@ForAll @From("anything") List<Run> runs) {
        Message message = written(runs);
        Message marked = converted(message, XHTML, MARKUP);
        if (marked.getElement().element("markup") != null) {
            assertEquals(message.getBody(), marked.getBody());
            Element back = xhtml(converted(marked, MARKUP, XHTML)).orElseThrow();
            List<String> before = seen(xhtml(message).orElseThrow());
            before.replaceAll(cell -> withoutActionStyle(cell, message.getBody()));
            List<String> after = seen(back);
            after.replaceAll(cell -> withoutActionStyle(cell, message.getBody()));
            assertEquals(before, after);
        }
    }

    /** The four characters of an action have no style, so they are not compared. */
    private static String withoutActionStyle(String cell, String body) {
        return body.startsWith("/me ") && "/me".contains(cell.substring(0, 1)) ? cell.substring(0, 1) : cell;
    }

    @Requirement("0071-55")
    @Property(tries = 1000)
    void bodySaysTheSameToEverybody(@ForAll @From("anything") List<Run> runs) {
        Message message = written(runs);
        for (Rendering recipient : EACH) {
            Message copy = converted(message, XHTML, recipient);
            if (!recipient.styling()) {
                assertEquals(visible(message.getBody()), visible(copy.getBody()));
            }
            assertEquals(
                    visible(message.getBody()).replaceAll("[*_~`>]", ""),
                    visible(copy.getBody()).replaceAll("[*_~`>]", ""));
            assertEquals(message.getBody().startsWith("/me "), copy.getBody().startsWith("/me "));
            Message bare = message("<body>" + escaped(message.getBody()) + "</body>");
            assertFalse(!recipient.xhtml()
                    && xhtml(converted(bare, STYLING, recipient)).isPresent());
        }
    }

    @Property(tries = 1000)
    void convertingAgainChangesNothing(@ForAll @From("anything") List<Run> runs, @ForAll boolean asXhtml) {
        Message sent = written(runs);
        Message message = asXhtml ? sent : message("<body>" + escaped(sent.getBody()) + "</body>");
        Rendering sender = asXhtml ? XHTML : STYLING;
        for (Rendering recipient : EACH) {
            Message once = converted(message, sender, recipient);
            assertEquals(once.toXML(), converted(once, sender, recipient).toXML());
        }
    }

    @Requirement({"0071-54", "0071-36"})
    @Property(tries = 1000)
    void addedXhtmlIsBesideItsBodyAndPassesTheSanitizer(@ForAll @From("anything") List<Run> runs) {
        Message message = message("<body>" + escaped(written(runs).getBody()) + "</body>");
        Message copy = converted(message, STYLING, XHTML);
        assertEquals(message.getBody(), copy.getBody());
        xhtml(copy).ifPresent(html -> {
            assertTrue(XhtmlSanitizer.isClean(html));
            assertEquals(
                    html.asXML(),
                    new XhtmlSanitizer(XhtmlPolicy.DEFAULT)
                            .clean(Xml.element(html.asXML()))
                            .orElseThrow()
                            .asXML());
        });
    }

    @Property(tries = 1000)
    void markupBecomesStylingOrTheBodyStays(@ForAll @From("words") List<Run> runs) {
        Message marked = converted(written(runs), XHTML, MARKUP);
        Message styled = converted(marked, MARKUP, STYLING);
        if (marked.getElement().element("markup") != null) {
            assertEquals(
                    seen(xhtml(converted(marked, MARKUP, XHTML)).orElseThrow()),
                    seen(xhtml(converted(styled, STYLING, XHTML)).orElseThrow()));
        }
        assertEquals(
                styled.toXML(), converted(styled, MARKUP_AND_STYLING, STYLING).toXML());
    }
}
