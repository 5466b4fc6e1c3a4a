package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.EACH;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.XHTML;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.html;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.message;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.sanitizer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmpp.packet.Message;

class ConversionCacheTest {
    private int sanitized;
    private long now = Long.MAX_VALUE; // of System.nanoTime, which may overflow
    private MessageConverter converter;
    private ConversionCache cache;

    @BeforeEach
    void open() {
        converter = new MessageConverter(html -> {
            sanitized++;
            return sanitizer().apply(html);
        });
        cache = new ConversionCache(converter, () -> now);
    }

    private Optional<Conversion> convert(Message message, Rendering recipient) {
        return cache.convert(message, from -> STYLING, recipient, ConversionPolicy.DEFAULT);
    }

    private static Message styled(int number) {
        return message("<body>_" + number + "_</body>");
    }

    @ParameterizedTest
    @MethodSource("org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples#conversions")
    void givesWhatTheConverterGives(ConversionKind kind, String content, Rendering sender, Rendering recipient) {
        for (Rendering each : EACH) {
            String expected = converter
                    .convert(message(content), from -> sender, each, ConversionPolicy.DEFAULT)
                    .map(conversion -> conversion.kind() + conversion.copy().toXML())
                    .orElse("");
            for (int times = 0; times < 2; times++) {
                assertEquals(
                        expected,
                        cache.convert(message(content), from -> sender, each, ConversionPolicy.DEFAULT)
                                .map(conversion ->
                                        conversion.kind() + conversion.copy().toXML())
                                .orElse(""));
            }
        }
    }

    @Test
    void convertsARoomsMessageOnce() {
        Message shared = styled(1);
        for (String occupant : new String[] {"a@d/1", "b@d/1", "c@d/1"}) {
            shared.setTo(occupant);
            assertEquals(
                    occupant,
                    convert(shared, XHTML).orElseThrow().copy().getTo().toString());
            Message copy = shared.createCopy();
            copy.setID(occupant);
            assertEquals(occupant, convert(copy, XHTML).orElseThrow().copy().getID());
        }
        assertEquals(1, sanitized);
    }

    @Test
    void givesEachItsOwnCopy() {
        Message first = convert(styled(1), XHTML).orElseThrow().copy();
        Element html = first.getElement().element("html");
        String written = html.asXML();
        html.addElement("evil");
        Message second = convert(styled(1), XHTML).orElseThrow().copy();

        assertNotSame(html, second.getElement().element("html"));
        assertEquals(written, second.getElement().element("html").asXML());
    }

    @Test
    void isNotFooledByWhatAMessageBecomes() {
        Message message = message("<body>a b</body>" + html("<em>a</em> b"));
        assertEquals("_a_ b", convert(message, STYLING).orElseThrow().copy().getBody());
        Element em = message.getElement().element("html").element("body").element("em");
        em.setText("a b");
        em.getParent().node(em.getParent().nodeCount() - 1).detach();
        assertEquals("_a b_", convert(message, STYLING).orElseThrow().copy().getBody());
        assertEquals(
                "_a_ b",
                convert(message("<body>a b</body>" + html("<em>a</em> b")), STYLING)
                        .orElseThrow()
                        .copy()
                        .getBody());
    }

    @Test
    void tellsMessagesWithTheSameIdApart() {
        assertTrue(convert(styled(1), XHTML).orElseThrow().copy().toXML().contains("<em>1</em>"));
        assertTrue(convert(styled(2), XHTML).orElseThrow().copy().toXML().contains("<em>2</em>"));
    }

    @Test
    void tellsSendersApart() {
        convert(styled(1), XHTML).orElseThrow();
        assertEquals(
                Optional.empty(),
                cache.convert(styled(1), from -> Rendering.PLAIN, XHTML, ConversionPolicy.DEFAULT)
                        .map(Conversion::kind));
    }

    @Test
    void forgetsAfterItsTime() {
        convert(styled(1), XHTML);
        now += ConversionCache.LIFETIME.toNanos() - 1;
        convert(styled(1), XHTML);
        assertEquals(1, sanitized);
        now += 1;
        convert(styled(1), XHTML);
        assertEquals(2, sanitized);
        now += TimeUnit.MINUTES.toNanos(1);
        convert(styled(2), XHTML);
        assertEquals(1, cache.size());
    }

    @Test
    void doesNotKeepWhatWasBeingConvertedWhenItWasCleared() {
        converter = new MessageConverter(html -> {
            sanitized++;
            cache.clear();
            return sanitizer().apply(html);
        });
        cache = new ConversionCache(converter, () -> now);
        convert(styled(1), XHTML);
        assertEquals(0, cache.size());
        convert(styled(1), XHTML);
        assertEquals(2, sanitized);
    }

    @Test
    void keepsABoundedNumber() {
        for (int i = 0; i < 10 * ConversionCache.MAX_ENTRIES; i++) {
            convert(styled(i), XHTML);
        }
        assertEquals(ConversionCache.MAX_ENTRIES, cache.size());
    }

    @Test
    void keepsABoundedSize() {
        String large = "x".repeat(ConversionCache.MAX_CHARACTERS / 20);
        for (int i = 0; i < 100; i++) {
            convert(message("<body>_" + i + "_" + large + "</body>"), XHTML);
        }
        assertTrue(cache.size() <= 10, () -> "holds " + cache.size());
        cache.clear();
        assertEquals(0, cache.size());
    }
}
