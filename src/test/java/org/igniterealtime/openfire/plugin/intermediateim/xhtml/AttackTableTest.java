package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code attacks.txt} and {@code clients.txt}: the exact result. */
class AttackTableTest {

    private final XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    static Stream<Arguments> attacks() {
        return Table.arguments("attacks.txt");
    }

    static Stream<Arguments> clients() {
        return Table.arguments("clients.txt");
    }

    @Requirement({"0071-56", "0071-57"})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void leavesExactlyThisOfAnAttack(String heading, String markup, String left) {
        assertEquals(left, Markup.cleaned(markup));
    }

    @Requirement({"0071-24", "0071-29"})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("clients")
    void keepsWhatClientsSend(String heading, String markup, String left) {
        assertEquals(
                Markup.html(left).asXML(),
                sanitizer.clean(Markup.html(markup)).orElseThrow().asXML());
    }
}
