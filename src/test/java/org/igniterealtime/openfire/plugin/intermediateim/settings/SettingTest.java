package org.igniterealtime.openfire.plugin.intermediateim.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(strings = {"a", "suite", "im-2", "0", "x23456789012345678901234567890123456789012345678901234567890123"})
    void aDomainLabelIsTaken(String label) {
        assertEquals(label, Settings.SERVICE_SUBDOMAIN.read(label));
    }

    @Test
    void aDomainLabelIsTakenInLowerCase() {
        assertEquals("suite", Settings.SERVICE_SUBDOMAIN.read(" Suite\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "a-", "a.b", "a b", "ä", "<b>",
        "x234567890123456789012345678901234567890123456789012345678901234"})
    void noOtherDomainLabelIs(String label) {
        assertProblem("intermediateim.problem.domain-label", Settings.SERVICE_SUBDOMAIN, label);
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
        assertEquals(key, assertThrows(InvalidSettingException.class, () -> setting.read(text)).key());
    }
}
