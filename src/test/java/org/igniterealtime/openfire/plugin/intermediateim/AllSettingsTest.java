package org.igniterealtime.openfire.plugin.intermediateim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaField;
import java.util.HashSet;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.junit.jupiter.api.Test;

class AllSettingsTest {

    private final List<Setting<?>> all = AllSettings.list();

    @Test
    void eachReadsWhatItWrites() {
        all.forEach(AllSettingsTest::assertRoundTrip);
    }

    private static <T> void assertRoundTrip(Setting<T> setting) {
        assertEquals(setting.defaultValue(), setting.read(setting.write(setting.defaultValue())), setting.name());
    }

    @Test
    void eachHasANameOfItsOwn() {
        List<String> names = all.stream().map(Setting::name).toList();

        assertTrue(names.contains("socks5.port"));
        assertEquals(names.size(), new HashSet<>(names).size());
    }

    /** An area that no module adds is never read. */
    @Test
    void eachAreaIsAdded() {
        for (JavaField area : AllSettings.areas()) {
            assertTrue(
                    area.getAccessesToSelf().stream()
                            .anyMatch(access -> access.getOriginOwner().isEquivalentTo(IntermediateImPlugin.class)
                                    || access.getOriginOwner().getPackageName().endsWith(".modules")),
                    area.getFullName());
        }
    }
}
