package org.igniterealtime.openfire.plugin.intermediateim;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;

/** Every setting that the code defines. */
final class AllSettings {

    private AllSettings() {}

    static List<Setting<?>> list() {
        return areas().stream()
                .<Setting<?>>flatMap(area -> ((SettingsArea) valueOf(area)).settings().stream())
                .toList();
    }

    /** @return the constants that are an area of settings */
    static List<JavaField> areas() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ArchitectureTest.BASE).stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                && field.getRawType().isEquivalentTo(SettingsArea.class))
                        .toList();
    }

    private static Object valueOf(JavaField constant) {
        try {
            return constant.reflect().get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(constant.getFullName() + " is not public", e);
        }
    }
}
