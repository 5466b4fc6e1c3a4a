package org.igniterealtime.openfire.plugin.intermediateim.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    @Test
    void isAPropertyOfTheSameName() {
        assertEquals("plugin.intermediateim.xhtml.enabled", Settings.XHTML_ENABLED.property());
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertTrue(Settings.XHTML_ENABLED.read(" true "));
        assertFalse(Settings.XHTML_ENABLED.read("false"));
        assertProblem("intermediateim.problem.flag", Settings.XHTML_ENABLED, "yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "suite", "im-2", "0", "x23456789012345678901234567890123456789012345678901234567890123"})
    void aDomainLabelIsTaken(String label) {
        assertEquals(label, Settings.SERVICE_SUBDOMAIN.read(label));
    }

    @Test
    void aDomainLabelIsTakenInLowerCase() {
        assertEquals("suite", Settings.SERVICE_SUBDOMAIN.read(" Suite\n"));
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
        assertProblem("intermediateim.problem.domain-label", Settings.SERVICE_SUBDOMAIN, label);
    }

    @Test
    void aNumberIsTakenBetweenItsBounds() {
        assertEquals(1L, Settings.SOCKS5_PORT.read("1"));
        assertEquals(65_535L, Settings.SOCKS5_PORT.read(" 65535 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "", "x", "1.5", "99999999999999999999"})
    void noOtherNumberIs(String text) {
        assertProblem("intermediateim.problem.number", Settings.SOCKS5_PORT, text);
    }

    @Test
    void whatANumberMayBeIsTold() {
        InvalidSettingException problem =
                assertThrows(InvalidSettingException.class, () -> Settings.SOCKS5_PORT.read("0"));
        assertEquals(List.of(1L, 65_535L), problem.arguments());
    }

    @Test
    void aTimeIsWholeSeconds() {
        assertEquals(Duration.ofSeconds(90), Settings.SOCKS5_IDLE_TIMEOUT.read("90"));
        assertEquals("90", Settings.SOCKS5_IDLE_TIMEOUT.write(Duration.ofSeconds(90)));
        assertProblem("intermediateim.problem.number", Settings.SOCKS5_IDLE_TIMEOUT, "0");
    }

    @Test
    void aChoiceIsOneOfItsNames() {
        assertEquals(Settings.Parties.BOTH, Settings.SOCKS5_PARTIES.read("Both"));
        assertEquals("both", Settings.SOCKS5_PARTIES.write(Settings.Parties.BOTH));
        assertProblem("intermediateim.problem.choice", Settings.SOCKS5_PARTIES, "three");
    }

    @Test
    void aListIsSeparatedByCommas() {
        assertEquals(List.of("a@b", "c"), Settings.SOCKS5_BLOCKED.read(" a@b,, c ,"));
        assertEquals("a@b, c", Settings.SOCKS5_BLOCKED.write(List.of("a@b", "c")));
        assertEquals(List.of(), Settings.SOCKS5_BLOCKED.read(""));
    }

    @Test
    void schemesAreSeparatedByCommasAndHaveNoBlanks() {
        assertEquals(Set.of("https", "xmpp"), Settings.XHTML_LINK_SCHEMES.read(" HTTPS ,, xmpp,"));
        for (String text : List.of("https xmpp", "my scheme", "https\nxmpp", "https:", "1x", "javascript")) {
            assertProblem("intermediateim.problem.link-schemes", Settings.XHTML_LINK_SCHEMES, text);
        }
    }

    @Test
    void nothingIsLongerThanAPropertyCanBe() {
        String text = "a,".repeat(2001);
        assertProblem("intermediateim.problem.too-long", Settings.SOCKS5_BLOCKED, text);
        assertProblem("intermediateim.problem.too-long", Settings.XHTML_LINK_SCHEMES, text);
        assertProblem("intermediateim.problem.too-long", Settings.SOCKS5_STREAMHOSTS, text);
    }

    @Test
    void everySettingReadsWhatItWrites() {
        for (Setting<?> setting : Settings.ALL) {
            assertRoundTrip(setting);
        }
    }

    private static <T> void assertRoundTrip(Setting<T> setting) {
        assertEquals(setting.defaultValue(), setting.read(setting.write(setting.defaultValue())), setting.name());
    }

    @Test
    void settingsAreDefaultsUntilChanged() {
        Settings changed = Settings.DEFAULTS.with(Settings.SERVICE_SUBDOMAIN, "suite");
        assertEquals("suite", changed.get(Settings.SERVICE_SUBDOMAIN));
        assertEquals("intermediateim", Settings.DEFAULTS.get(Settings.SERVICE_SUBDOMAIN));
        assertTrue(changed.get(Settings.XHTML_ENABLED));
    }

    @Test
    void everyFeatureHasASwitch() {
        assertEquals(Settings.XHTML_ENABLED, Settings.switchOf("xhtml"));
        assertThrows(IllegalArgumentException.class, () -> Settings.switchOf("nothing"));
    }

    private static void assertProblem(String key, Setting<?> setting, String text) {
        assertEquals(
                key,
                assertThrows(InvalidSettingException.class, () -> setting.read(text))
                        .key());
    }
}
