package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the settings of links. */
class LinkSettingsTest {

    @ParameterizedTest(name = "runs {0}, port {1}, base \"{2}\", proxy {3}: {4}")
    @CsvSource({
        "true, 7443, '', false, https://capulet.lit:7443",
        "true, 443, '', false, https://capulet.lit",
        "true, 7443, https://files.capulet.lit/x/, false, https://files.capulet.lit/x",
        "true, , '', false, ",
        "true, , https://files.capulet.lit, false, ",
        "true, , https://files.capulet.lit, true, https://files.capulet.lit",
        "true, , '', true, ",
        "false, 7443, https://files.capulet.lit, true, "
    })
    void linksBeginWithThis(boolean runs, Integer port, String base, boolean proxied, String expected) {
        Settings settings =
                Settings.DEFAULTS.with(LinkSettings.BASE_URL, base).with(LinkSettings.BEHIND_TLS_PROXY, proxied);
        assertEquals(
                Optional.ofNullable(expected),
                LinkSettings.base(settings, runs, Optional.ofNullable(port), "capulet.lit"));
        assertEquals(
                Optional.empty(),
                LinkSettings.base(
                        settings.with(LinkSettings.ENABLED, false), runs, Optional.ofNullable(port), "capulet.lit"));
    }

    @Test
    void aNameIsWrittenInAscii() {
        assertEquals(
                Optional.of("https://xn--mnchen-3ya.example:7443"),
                LinkSettings.base(Settings.DEFAULTS, true, Optional.of(7443), "münchen.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://files.example.org, https://files.example.org",
        "' https://files.example.org:8443/a/ ', https://files.example.org:8443/a/",
        "'', ''"
    })
    void readsABaseUrl(String text, String url) {
        assertEquals(url, LinkSettings.BASE_URL.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.example.org",
                "files.example.org",
                "https://",
                "https://a/?b",
                "https://a/#b",
                "https://user:password@a/",
                "javascript:alert(1)",
                "https://a b/"
            })
    void nothingElseIsABaseUrl(String text) {
        assertThrows(InvalidSettingException.class, () -> LinkSettings.BASE_URL.read(text));
    }

    @Test
    void zeroHoursAreNoExpiry() {
        assertEquals(new LinkPolicy(true, false, Optional.empty()), LinkSettings.policy(Settings.DEFAULTS));
        assertEquals(
                new LinkPolicy(true, true, Optional.of(Duration.ofHours(3))),
                LinkSettings.policy(Settings.DEFAULTS
                        .with(LinkSettings.EXPIRY_HOURS, 3L)
                        .with(LinkSettings.BEHIND_TLS_PROXY, true)));
    }
}
