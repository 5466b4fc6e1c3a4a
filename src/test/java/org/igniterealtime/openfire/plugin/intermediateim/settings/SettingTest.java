package org.igniterealtime.openfire.plugin.intermediateim.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceSettings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.AccessPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    @Test
    void isAPropertyOfTheSameName() {
        assertEquals("plugin.intermediateim.xhtml.enabled", XhtmlSettings.ENABLED.property());
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertTrue(XhtmlSettings.ENABLED.read(" true "));
        assertFalse(XhtmlSettings.ENABLED.read("false"));
        assertProblem("intermediateim.problem.flag", XhtmlSettings.ENABLED, "yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "suite", "im-2", "0", "x23456789012345678901234567890123456789012345678901234567890123"})
    void aDomainLabelIsTaken(String label) {
        assertEquals(label, ServiceSettings.SUBDOMAIN.read(label));
    }

    @Test
    void aDomainLabelIsTakenInLowerCase() {
        assertEquals("suite", ServiceSettings.SUBDOMAIN.read(" Suite\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-a",
                "a-",
                "a.b",
                "a b",
                "ä",
                "<b>",
                "x234567890123456789012345678901234567890123456789012345678901234"
            })
    void noOtherDomainLabelIs(String label) {
        assertProblem("intermediateim.problem.domain-label", ServiceSettings.SUBDOMAIN, label);
    }

    @Test
    void aNumberIsTakenBetweenItsBounds() {
        assertEquals(1L, ProxySettings.PORT.read("1"));
        assertEquals(65_535L, ProxySettings.PORT.read(" 65535 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "", "x", "1.5", "99999999999999999999"})
    void noOtherNumberIs(String text) {
        assertProblem("intermediateim.problem.number", ProxySettings.PORT, text);
    }

    @Test
    void whatANumberMayBeIsTold() {
        InvalidSettingException problem =
                assertThrows(InvalidSettingException.class, () -> ProxySettings.PORT.read("0"));
        assertEquals(List.of(1L, 65_535L), problem.arguments());
    }

    @Test
    void aTimeIsWholeSeconds() {
        assertEquals(Duration.ofSeconds(90), ProxySettings.IDLE_TIMEOUT.read("90"));
        assertEquals("90", ProxySettings.IDLE_TIMEOUT.write(Duration.ofSeconds(90)));
        assertProblem("intermediateim.problem.number", ProxySettings.IDLE_TIMEOUT, "0");
    }

    @Test
    void aChoiceIsOneOfItsNames() {
        assertEquals(AccessPolicy.LocalParties.BOTH, ProxySettings.PARTIES.read("Both"));
        assertEquals("both", ProxySettings.PARTIES.write(AccessPolicy.LocalParties.BOTH));
        assertProblem("intermediateim.problem.choice", ProxySettings.PARTIES, "three");
    }

    @Test
    void aListIsSeparatedByCommas() {
        assertEquals(List.of("a@b", "c"), ProxySettings.BLOCKED.read(" a@b,, c ,"));
        assertEquals("a@b, c", ProxySettings.BLOCKED.write(List.of("a@b", "c")));
        assertEquals(List.of(), ProxySettings.BLOCKED.read(""));
    }

    @Test
    void schemesAreSeparatedByCommasAndHaveNoBlanks() {
        assertEquals(Set.of("https", "xmpp"), XhtmlSettings.LINK_SCHEMES.read(" HTTPS ,, xmpp,"));
        for (String text : List.of("https xmpp", "my scheme", "https\nxmpp", "https:", "1x", "javascript")) {
            assertProblem("intermediateim.problem.link-schemes", XhtmlSettings.LINK_SCHEMES, text);
        }
    }

    @Test
    void nothingIsLongerThanAPropertyCanBe() {
        String text = "a,".repeat(2001);
        assertProblem("intermediateim.problem.too-long", ProxySettings.BLOCKED, text);
        assertProblem("intermediateim.problem.too-long", XhtmlSettings.LINK_SCHEMES, text);
        assertProblem("intermediateim.problem.too-long", ProxySettings.STREAMHOSTS, text);
    }

    @Test
    void tellsAPageHowItIsShown() {
        assertEquals(Kind.FLAG, ProxySettings.ENABLED.kind());
        assertEquals(Kind.CHOICE, ProxySettings.PARTIES.kind());
        assertEquals(List.of("anyone", "one", "both"), ProxySettings.PARTIES.choices());
        assertEquals(Kind.NUMBER, ProxySettings.STREAM_RATE.kind());
        assertEquals(Unit.KIB_PER_SECOND, ProxySettings.STREAM_RATE.unit());
        assertEquals(Unit.SECONDS, ProxySettings.IDLE_TIMEOUT.unit());
        assertEquals(Unit.NONE, ProxySettings.PORT.unit());
        assertEquals(Kind.SUBDOMAIN, ProxySettings.SUBDOMAIN.kind());
        assertEquals(Kind.LIST, ProxySettings.GROUPS.kind());
        assertEquals(Kind.LINES, ProxySettings.STREAMHOSTS.kind());
    }

    private static void assertProblem(String key, Setting<?> setting, String text) {
        assertEquals(
                key,
                assertThrows(InvalidSettingException.class, () -> setting.read(text))
                        .key());
    }
}
