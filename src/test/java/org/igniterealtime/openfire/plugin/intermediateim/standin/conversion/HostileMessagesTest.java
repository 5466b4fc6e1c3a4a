package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.EACH;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.sanitizer;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.markup.CodePoints;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StyledText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

/**
 * Messages that are made to cost much. The time that is allowed is for a busy machine: what is not linear takes longer.
 */
class HostileMessagesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MANY = 100_000;
    /** Larger than what is converted at all. */
    private static final int LARGE = TextRequest.MAX_CHARACTERS + MANY / 2;

    private static Element html() {
        return DocumentHelper.createElement(QName.get("html", "http://jabber.org/protocol/xhtml-im"));
    }

    private static Element bodyOf(Element html) {
        return html.addElement(QName.get("body", "http://www.w3.org/1999/xhtml"));
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                Arguments.of("1 MB of text", "x ".repeat(500_000)),
                Arguments.of("1 MB without a blank", "x".repeat(1_000_000)),
                Arguments.of("directives", "*".repeat(MANY)),
                Arguments.of("spans", "*a* ".repeat(MANY)),
                Arguments.of("spans that do not end", "*a _b ".repeat(MANY)),
                Arguments.of("code that does not end", "`a ".repeat(MANY)),
                Arguments.of("directives of all kinds", "*_~`a`~_* ".repeat(MANY / 10)),
                Arguments.of("quotations", ">".repeat(MANY)),
                Arguments.of("lines of quotations", "> a\n".repeat(MANY)),
                Arguments.of("nested quotations", (">".repeat(20) + "\n").repeat(MANY / 20)),
                Arguments.of("fences", "```\n".repeat(MANY)),
                Arguments.of("lines", "\n".repeat(MANY)),
                Arguments.of("addresses", "http://e.org/a ".repeat(MANY / 10)),
                Arguments.of("brackets", "http://e.org/" + "(".repeat(MANY)),
                Arguments.of("astral characters", "😀".repeat(MANY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void endSoonAsBodies(String name, String body) {
        MessageConverter converter = new MessageConverter(sanitizer());
        Message message = new Message();
        message.setBody(body);
        Message cut = new Message();
        cut.setBody(body.substring(0, Math.min(body.length(), TextRequest.MAX_CHARACTERS - 1)));
        Element markup = DocumentHelper.createElement(QName.get("markup", "urn:xmpp:markup:0"));
        int end = new CodePoints(cut.getBody()).count();
        for (int i = 0; i < 1_000; i++) {
            markup.addElement("span")
                    .addAttribute("start", Integer.toString(i % 7))
                    .addAttribute("end", Integer.toString(end - i % 5))
                    .addElement(i % 2 == 0 ? "strong" : "emphasis");
        }
        Message marked = cut.createCopy();
        marked.getElement().add(markup);
        assertTimeoutPreemptively(SOON, () -> {
            for (Message each : List.of(message, cut, marked)) {
                MessageConverter.mayConcern(each);
                EACH.forEach(
                        recipient -> converter.convert(each, from -> STYLING, recipient, ConversionPolicy.DEFAULT));
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void endSoonAsXhtml(String name, String text) {
        String body = text.substring(0, Math.min(text.length(), LARGE));
        Element html = html();
        Element parent = bodyOf(html);
        int at = 0;
        for (int i = 0; at < body.length(); i++) {
            int next = Math.min(body.length(), at + body.length() / 1_000 + 1);
            parent.addElement(i % 2 == 0 ? "strong" : "em").addText(body.substring(at, next));
            at = next;
        }
        assertTimeoutPreemptively(
                SOON,
                () -> StyledText.of(html, body, uri -> true).ifPresent(read -> {
                    read.styling();
                    read.html();
                    read.ranges();
                    read.blocks();
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"strong", "blockquote", "a", "p", "li"})
    void endSoonAtAnyDepth(String name) {
        MessageConverter converter = new MessageConverter(sanitizer());
        ConversionCache cache = new ConversionCache(converter);
        Message message = new Message();
        message.setBody("x".repeat(MANY / 10));
        Element html = html();
        Element at = bodyOf(html);
        for (int i = 0; i < MANY / 10; i++) {
            at = at.addElement(name).addAttribute("href", "http://e.org/" + i);
            at.addText("x");
        }
        message.getElement().add(html);
        assertTimeoutPreemptively(SOON, () -> {
            MessageConverter.mayConcern(message);
            EACH.forEach(recipient -> cache.convert(message, from -> STYLING, recipient, ConversionPolicy.DEFAULT));
            StyledText.of(html, message.getBody(), uri -> true).ifPresent(StyledText::styling);
        });
    }

    @Test
    void endSoonWithManyChildren() {
        MessageConverter converter = new MessageConverter(sanitizer());
        Message message = new Message();
        for (int i = 0; i < MANY; i++) {
            message.getElement().addElement(QName.get("received", "urn:xmpp:carbons:2"));
        }
        message.getElement().addElement("body").setText("*a*");
        assertTimeoutPreemptively(SOON, () -> {
            MessageConverter.mayConcern(message);
            EACH.forEach(recipient -> converter.convert(message, from -> STYLING, recipient, ConversionPolicy.DEFAULT));
        });
    }
}
