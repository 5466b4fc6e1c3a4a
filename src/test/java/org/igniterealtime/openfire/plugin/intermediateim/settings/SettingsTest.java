package org.igniterealtime.openfire.plugin.intermediateim.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final SettingsArea lamps = SettingsArea.ofFeature("lamps");
    private final Setting<Long> watts = lamps.number("watts", 60, 1, 100, new Unit("watts"));
    private final SettingsArea house = SettingsArea.of("house");
    private final Setting<String> subdomain = house.subdomain("subdomain", "home");

    @Nested
    class AnArea {

        @Test
        void knowsItsSettingsInTheirOrder() {
            assertEquals(List.of(lamps.enabled(), watts), lamps.settings());
            assertEquals(List.of(subdomain), house.settings());
        }

        @Test
        void isTheFirstPartOfTheirNames() {
            assertEquals("lamps.watts", watts.name());
            assertEquals("plugin.intermediateim.lamps.watts", watts.property());
            assertSame(lamps, watts.area());
        }

        @Test
        void hasItsPropertiesAlone() {
            assertTrue(lamps.has("plugin.intermediateim.lamps.watts"));
            assertFalse(lamps.has("plugin.intermediateim.lamps2.watts"));
            assertFalse(lamps.has("lamps.watts"));
        }

        @Test
        void hasASwitchIfItIsAFeatures() {
            assertEquals("lamps.enabled", lamps.enabled().name());
            assertTrue(lamps.enabled().defaultValue());
            assertThrows(IllegalStateException.class, house::enabled);
        }
    }

    @Nested
    class ASnapshot {

        @Test
        void holdsDefaultsUntilChanged() {
            Settings changed = Settings.DEFAULTS.with(subdomain, "cellar");

            assertEquals("cellar", changed.get(subdomain));
            assertEquals("home", Settings.DEFAULTS.get(subdomain));
            assertEquals(60, changed.get(watts));
        }

        @Test
        void tellsWhatAnotherHasDifferently() {
            Settings one = Settings.DEFAULTS.with(subdomain, "cellar").with(watts, 60L);
            Settings other = Settings.DEFAULTS.with(watts, 40L).with(lamps.enabled(), true);

            assertEquals(List.of(subdomain, watts), one.differences(other));
            assertEquals(List.of(), one.differences(one));
        }
    }
}
