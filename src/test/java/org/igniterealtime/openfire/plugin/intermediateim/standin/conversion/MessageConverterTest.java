package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

class MessageConverterTest {
    private static final Rendering XHTML = new Rendering(true, false, false);
    private static final Rendering STYLING = new Rendering(false, true, false);

    private final MessageConverter converter = new MessageConverter(new XhtmlSanitizer(XhtmlPolicy.DEFAULT)::clean);

    private static Message message(String content) {
        return Xml.message("<message xmlns='jabber:client' from='a@d/x' to='b@d' type='chat' id='1'>" + content
                + "<thread>t</thread></message>");
    }

    @Test
    void addsXhtmlToStyledBody() {
        Message message = message("<body>now *bold*</body>");
        String before = message.toXML();
        Conversion conversion = converter
                .convert(message, from -> STYLING, XHTML, ConversionPolicy.DEFAULT)
                .orElseThrow();

        assertEquals(before, message.toXML());
        assertEquals(ConversionKind.STYLING_TO_XHTML, conversion.kind());
        assertEquals("now *bold*", conversion.copy().getBody());
        assertTrue(conversion.copy().toXML().contains("<strong>bold</strong>"), conversion.copy()::toXML);
    }

    @Test
    void directivesOfAWriterWhoDoesNotSeeThemAreText() {
        assertEquals(
                Optional.empty(),
                converter.convert(
                        message("<body>2 *3* 4</body>"), from -> Rendering.PLAIN, XHTML, ConversionPolicy.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>a *b* c</body>",
                "<body>> a</body>",
                "<body>a\n> b</body>",
                "<body>a</body><html xmlns='http://jabber.org/protocol/xhtml-im'/>",
                "<body>a</body><markup xmlns='urn:xmpp:markup:0'/>",
                "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>"
                        + "<body>_a_</body></message></forwarded></sent>"
            })
    void mayConcern(String content) {
        assertTrue(MessageConverter.mayConcern(message(content)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>snake_case 3*4 a > b</body>",
                "<subject>*a*</subject>",
                "<body/>",
                "<x xmlns='urn:x'><body>*a*</body></x>"
            })
    void doesNotConcern(String content) {
        assertFalse(MessageConverter.mayConcern(message(content)));
    }
}
