package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SanitizerReportTest {

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    static Stream<Arguments> findings() {
        return Stream.of(
                found("<foo>a</foo>", Rule.ELEMENT_UNWRAPPED, "foo"),
                found("<b>a</b>", Rule.ELEMENT_REWRITTEN, "b"),
                found("<em style='color: red'>a</em>", Rule.ELEMENT_REWRITTEN, "em"),
                found("<script>x</script>a", Rule.ELEMENT_DROPPED, "script"),
                found("<x xmlns='urn:x'/>a", Rule.FOREIGN_NAMESPACE, "x"),
                found("a<!--x-->", Rule.NOT_CONTENT, "Comment"),
                found("a<?x y?>", Rule.NOT_CONTENT, "ProcessingInstruction"),
                found("a<em/>", Rule.EMPTY, "em"),
                found("a<p style='color: red'/>", Rule.EMPTY, "p"),
                found("<p onclick='x'>a</p>", Rule.ATTRIBUTE, "onclick"),
                found("<a href='https://a.example/' type='x'>a</a>", Rule.ATTRIBUTE, "type"),
                found("<p style='top: 0'>a</p>", Rule.STYLE_PROPERTY, "top: 0"),
                found("<p style='color: x'>a</p>", Rule.STYLE_VALUE, "color: x"),
                found("<p style='color: red !important'>a</p>", Rule.STYLE_VALUE, "color: red"),
                found("<p style='color: \\72 ed'>a</p>", Rule.STYLE_VALUE, "color: \\72 ed"),
                found("<a href='javascript:x'>a</a>", Rule.LINK, "javascript:x"),
                found("<a>a</a>", Rule.LINK, ""),
                found("<a href='https://evil.example/'>bank.example</a>", Rule.LINK_HONESTY, "[https://evil.example/]"),
                found("<img src='javascript:x' alt='a'/>", Rule.IMAGE, "javascript:x"),
                found("<em>".repeat(40) + "a" + "</em>".repeat(40), Rule.DEPTH, "html"),
                found("a" + "<br/>".repeat(4_000), Rule.SIZE, "html"),
                found("<img src='cid:a' alt='" + "x".repeat(9_000) + "'/>", Rule.SIZE, "alt"),
                found("<p style='" + ";".repeat(5_000) + "'>a</p>", Rule.SIZE, "style"),
                found(" ", Rule.NOTHING_LEFT, "html"));
    }

    private static Arguments found(String markup, Rule rule, String what) {
        return Arguments.of(rule, what, markup);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("findings")
    void saysWhatWasRemovedByWhichRule(Rule rule, String what, String markup) {
        SanitizerReport report = SanitizerReport.detailed();
        sanitizer.clean(Markup.html(markup), report);
        assertEquals(List.of(new Finding(rule, what)), report.findings());
        assertEquals(1, report.count(rule));
        assertFalse(report.isEmpty());
    }

    @Test
    void isEmptyWhenNothingWasRemoved() {
        SanitizerReport report = SanitizerReport.counting();
        sanitizer.clean(Markup.html("<p style='color: red'>a <em>b</em><br/></p><p/>"), report);
        assertTrue(report.isEmpty());
        assertEquals(0, report.count(Rule.EMPTY));
    }

    @Test
    void counts() {
        SanitizerReport report = SanitizerReport.counting();
        sanitizer.clean(Markup.html("<p onclick='x' onfoo='y'>a<script/></p>"), report);
        assertEquals(2, report.count(Rule.ATTRIBUTE));
        assertEquals(1, report.count(Rule.ELEMENT_DROPPED));
        assertEquals(0, report.count(Rule.LINK));
        assertEquals(List.of(), report.findings());
    }

    @Test
    void shortensWhatIsLong() {
        assertEquals("x".repeat(200), new Finding(Rule.LINK, "x".repeat(200)).what());
        assertEquals("x".repeat(200) + "\u2026", new Finding(Rule.LINK, "x".repeat(201)).what());
    }

    @Test
    void keepsAThousandFindingsAndCountsAll() {
        SanitizerReport report = SanitizerReport.detailed();
        sanitizer.clean(Markup.html("a" + "<script/>".repeat(1_500)), report);
        assertEquals(1_000, report.findings().size());
        assertEquals(1_500, report.count(Rule.ELEMENT_DROPPED));
        assertThrows(
                UnsupportedOperationException.class, () -> report.findings().clear());
    }

    @Test
    void countsAFailureAsTheReasonThatTheMarkupWent() {
        Element html = Markup.html("");
        html.element("body")
                .add(new DefaultElement("p", Markup.html("").element("body").getNamespace()) {
                    @Override
                    public int nodeCount() {
                        throw new IllegalStateException("broken");
                    }
                });
        SanitizerReport report = SanitizerReport.detailed();
        assertTrue(sanitizer.clean(html, report).isEmpty());
        assertEquals(List.of(new Finding(Rule.FAILURE, "java.lang.IllegalStateException: broken")), report.findings());
    }
}
