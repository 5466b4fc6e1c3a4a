package org.igniterealtime.openfire.plugin.intermediateim.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
    private static final Markup NOTHING = new Markup(List.of(), List.of(), false);

    private static Markup read(String content, int length) {
        return Markup.read(Xml.element("<markup xmlns='urn:xmpp:markup:0'>" + content + "</markup>"), length);
    }

    @Test
    void readsTheExamplesOfTheXep() {
        assertEquals(
                new Markup(List.of(new MarkupSpan(Set.of(SpanStyle.EMPHASIS), 9, 15)), List.of(), false),
                read("<span start='9' end='15'><emphasis/></span>", 37));
        assertEquals(
                new Markup(
                        List.of(),
                        List.of(
                                new MarkupBlock.Code(23, 48, Optional.of("bash")),
                                new MarkupBlock.Items(48, 89, false, List.of(48, 61, 69)),
                                new MarkupBlock.Quote(89, 92),
                                new MarkupBlock.Quote(90, 91)),
                        false),
                read(
                        "<bcode start='23' end='48' language='bash'/><list start='48' end='89' ordered='false'>"
                                + "<li start='48'/><li start='61'/><li start='69'/></list>"
                                + "<bquote start='89' end='92'/><bquote start='90' end='91'/>",
                        92));
    }

    @Test
    void writesWhatItReads() {
        Markup markup = new Markup(
                List.of(
                        new MarkupSpan(Set.of(SpanStyle.STRONG, SpanStyle.DELETED), 0, 2),
                        new MarkupSpan(Set.of(SpanStyle.CODE), 1, 3)),
                List.of(
                        new MarkupBlock.Code(0, 9, Optional.empty()),
                        new MarkupBlock.Items(1, 9, true, List.of(1, 4)),
                        new MarkupBlock.Quote(2, 9)),
                false);
        assertEquals(markup, Markup.read(Xml.element(markup.toElement().asXML()), 9));
    }

    @Test
    void cutsWhatReachesOverTheEnd() {
        assertEquals(
                List.of(new MarkupSpan(Set.of(SpanStyle.STRONG), 3, 5)),
                read("<span start='3' end='99'><strong/></span>", 5).spans());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<span start='5' end='6'><strong/></span>",
                "<span start='3' end='3'><strong/></span>",
                "<span start='4' end='2'><strong/></span>",
                "<span start='-1' end='2'><strong/></span>",
                "<span start='1' end='99999999999999999999'><strong/></span>",
                "<span start='a' end='\u0663'><strong/></span>",
                "<span end='2'><strong/></span>",
                "<span start='1' end='2'/>",
                "<bcode/>",
                "<bquote start='9' end='10'/>",
                "<list start='0' end='3'/>",
                "<list start='0' end='3'><li start='4'/><li/><li start='3'/></list>"
            })
    void leavesOutWhatMakesNoSense(String content) {
        assertEquals(NOTHING, read(content, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<emoji xmlns='urn:xmpp:emoji:0' start='0' end='1'/>",
                "<underline start='0' end='1'/>",
                "<span start='0' end='1'><underline/></span>",
                "<span start='0' end='1' ><strong xmlns='urn:x'/></span>",
                "<list start='0' end='3'><li start='0'/><x start='1'/></list>"
            })
    void tellsThatItHasNotUnderstoodAll(String content) {
        assertTrue(read(content, 5).hasUnknown());
        assertFalse(read("<span start='0' end='1'><strong/></span>", 5).hasUnknown());
    }

    @Test
    void readsABoundedNumber() {
        String spans = "<span start='0' end='1'><strong/></span>".repeat(100_000);
        String items = "<list start='0' end='9'>" + "<li start='1'/>".repeat(100_000) + "</list>";
        String styles = "<span start='0' end='1'>" + "<strong/>".repeat(100_000) + "</span>";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Markup markup = read(spans, 5);
            assertTrue(markup.hasUnknown());
            assertEquals(MarkupReader.MAX_ELEMENTS / 2, markup.spans().size());
            assertTrue(read(items, 9).hasUnknown());
            assertTrue(read(styles, 9).hasUnknown());
        });
    }

    @Property
    void offsetsAreInTheBody(
            @ForAll @Size(max = 20) List<@IntRange(min = -3, max = 12) Integer> offsets,
            @ForAll @IntRange(max = 9) int length) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i + 1 < offsets.size(); i += 2) {
            content.append("<span start='%d' end='%d'><code/></span>".formatted(offsets.get(i), offsets.get(i + 1)));
        }
        for (MarkupSpan span : read(content.toString(), length).spans()) {
            assertTrue(span.start() >= 0 && span.start() < span.end() && span.end() <= length, span::toString);
        }
    }

    @Property
    void codePointsAndIndexesAgree(@ForAll @StringLength(max = 30) String text, @ForAll boolean astral) {
        String used = astral ? text.replace('a', 'b') + "\uD83D\uDE00x\uD83D\uDE00" : text;
        CodePoints points = new CodePoints(used);
        assertEquals(used.codePointCount(0, used.length()), points.count());
        for (int i = 0; i <= points.count(); i++) {
            assertEquals(used.offsetByCodePoints(0, i), points.toIndex(i));
            assertEquals(i, points.fromIndex(points.toIndex(i)));
        }
    }

    @Test
    void readsPrefixedMarkup() {
        Element markup = Xml.element(
                "<m:markup xmlns:m='urn:xmpp:markup:0'><m:span start='0' end='1'><m:strong/></m:span>" + "</m:markup>");
        assertEquals(1, Markup.read(markup, 5).spans().size());
    }
}
