package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is left of every row of {@code attacks.txt} and {@code clients.txt}, read by parsers that know nothing of the
 * sanitizer.
 */
class CrossCheckTest {

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    static Stream<Arguments> both() {
        return Stream.concat(Table.arguments("attacks.txt"), Table.arguments("clients.txt"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("both")
    void leavesNothingToAHtmlParserThatIsNotInTheProfile(String heading, String markup, String left) {
        sanitizer.clean(Markup.html(markup)).ifPresent(clean -> HtmlReading.check(clean.asXML()));
    }

    @Requirement("0071-03")
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("both")
    void leavesNothingToAnXmlParserThatIsNotInTheProfile(String heading, String markup, String left) {
        sanitizer.clean(Markup.html(markup)).ifPresent(clean -> ProfileChecker.check(Markup.parse(clean.asXML())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("both")
    void findsNothingToChangeTheSecondTime(String heading, String markup, String left) {
        Optional<Element> once = sanitizer.clean(Markup.html(markup));
        once.ifPresent(clean -> {
            SanitizerReport report = SanitizerReport.detailed();
            Element again = sanitizer.clean(Markup.parse(clean.asXML()), report).orElseThrow();
            assertEquals(clean.asXML(), again.asXML());
            assertEquals(List.of(), report.findings());
        });
    }
}
