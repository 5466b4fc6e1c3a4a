package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.params.provider.Arguments;
import org.xmpp.packet.Message;

/** Messages and clients. */
final class Samples {
    static final Rendering XHTML = new Rendering(true, false, false);
    static final Rendering STYLING = new Rendering(false, true, false);
    static final Rendering MARKUP = new Rendering(false, false, true);
    static final Rendering XHTML_AND_STYLING = new Rendering(true, true, false);
    static final Rendering MARKUP_AND_STYLING = new Rendering(false, true, true);
    static final List<Rendering> EACH = Stream.of(true, false)
            .flatMap(xhtml -> Stream.of(true, false)
                    .flatMap(styling -> Stream.of(true, false).map(markup -> new Rendering(xhtml, styling, markup))))
            .toList();

    private Samples() {}

    static Stream<Rendering> each() {
        return EACH.stream();
    }

    static Stream<Rendering> renderingXhtml() {
        return each().filter(Rendering::xhtml);
    }

    static Stream<Rendering> noXhtml() {
        return each().filter(rendering -> !rendering.xhtml());
    }

    static Stream<Rendering> renderingMarkup() {
        return noXhtml().filter(Rendering::markup);
    }

    /** One of each kind. */
    static Stream<Arguments> conversions() {
        String html = "<body>a</body>" + html("<em>a</em>");
        String markup = "<body>a</body>" + markup("<span start='0' end='1'><emphasis/></span>");
        return Stream.of(
                Arguments.of(ConversionKind.XHTML_TO_STYLING, html, XHTML, STYLING),
                Arguments.of(ConversionKind.XHTML_TO_MARKUP, html, XHTML, MARKUP_AND_STYLING),
                Arguments.of(ConversionKind.XHTML_TO_PLAIN, html, XHTML, Rendering.PLAIN),
                Arguments.of(ConversionKind.STYLING_TO_XHTML, "<body>_a_</body>", STYLING, XHTML),
                Arguments.of(ConversionKind.MARKUP_TO_XHTML, markup, MARKUP, XHTML),
                Arguments.of(ConversionKind.MARKUP_TO_STYLING, markup, MARKUP, STYLING));
    }

    static Function<Element, Optional<Element>> sanitizer() {
        return new XhtmlSanitizer(XhtmlPolicy.DEFAULT)::clean;
    }

    static Message message(String content) {
        return Xml.message(
                "<message xmlns='jabber:client' from='a@d/x' to='b@d' type='chat' id='1'>" + content + "</message>");
    }

    static String html(String content) {
        return "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>" + content
                + "</body></html>";
    }

    static String markup(String content) {
        return "<markup xmlns='urn:xmpp:markup:0'>" + content + "</markup>";
    }

    /** The stanza as a text that does not depend on the order of its children, as a parser reads it. */
    static String content(Message message) {
        Element stanza = Xml.element(message.toXML());
        List<String> children = stanza.content().stream()
                .map(node -> ((Node) node).asXML())
                .sorted()
                .toList();
        stanza.clearContent();
        return stanza.asXML() + "\n" + String.join("\n", children);
    }
}
