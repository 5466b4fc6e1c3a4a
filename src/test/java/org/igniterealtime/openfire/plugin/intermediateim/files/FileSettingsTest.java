package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.ScanPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.ScannerAddress;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.WhenDown;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.junit.jupiter.api.Test;

class FileSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheStore() {
        assertEquals(Limits.DEFAULTS, FileSettings.limits(Settings.DEFAULTS));
        assertEquals(TypePolicy.ALL, FileSettings.types(Settings.DEFAULTS));
    }

    @Test
    void theLargestValuesFit() {
        Settings largest = Settings.DEFAULTS
                .with(FileSettings.INBOX_MIB, FileSettings.INBOX_MIB.read("1073741824"))
                .with(FileSettings.TOTAL_MIB, FileSettings.TOTAL_MIB.read("1073741824"));
        assertTrue(FileSettings.limits(largest).totalBytes() > 0);
        assertThrows(InvalidSettingException.class, () -> FileSettings.FILE_MIB.read("0"));
    }

    @Test
    void typesAreReadAsTheyAreTyped() {
        Settings settings = Settings.DEFAULTS
                .with(FileSettings.ALLOWED_TYPES, FileSettings.ALLOWED_TYPES.read("Image/*, application/pdf"))
                .with(FileSettings.REFUSED_TYPES, FileSettings.REFUSED_TYPES.read(".EXE, image/svg+xml"));
        assertEquals(
                new TypePolicy(Set.of("image/*", "application/pdf"), Set.of(".exe", "image/svg+xml")),
                FileSettings.types(settings));
        assertThrows(InvalidSettingException.class, () -> FileSettings.ALLOWED_TYPES.read(".exe"));
        assertThrows(InvalidSettingException.class, () -> FileSettings.REFUSED_TYPES.read("exe"));
    }

    @Test
    void withoutAScannerEverythingPasses() {
        assertEquals(Optional.empty(), FileSettings.scanning(Settings.DEFAULTS).scanner());
        assertEquals(Admission.PASS, FileSettings.scanning(Settings.DEFAULTS).of(Long.MAX_VALUE));
    }

    @Test
    void theScannerIsReadAsItIsTyped() {
        Settings settings = Settings.DEFAULTS
                .with(FileSettings.SCANNER, FileSettings.SCANNER.read(" localhost:3310\n"))
                .with(FileSettings.SCANNER_MIB, 2L)
                .with(FileSettings.SCANNER_DOWN, FileSettings.SCANNER_DOWN.read("pass"));
        ScanPolicy policy = FileSettings.scanning(settings);
        assertEquals(
                new ScanPolicy(
                        Optional.of(new ScannerAddress.Tcp("localhost", 3310)),
                        2 << 20,
                        WhenDown.PASS,
                        Admission.REFUSE),
                policy);
        assertEquals(Admission.HOLD, policy.of(2 << 20));
        assertEquals(Admission.REFUSE, policy.of((2 << 20) + 1));
        assertEquals("", FileSettings.SCANNER.read(" "));
        assertThrows(InvalidSettingException.class, () -> FileSettings.SCANNER.read("localhost"));
        assertThrows(InvalidSettingException.class, () -> FileSettings.SCANNER_MIB.read("4096"));
    }

    @Test
    void theDirectoryIsOneLine() {
        assertEquals(Kind.TEXT, FileSettings.DIRECTORY.kind());
        assertEquals("/var/files a", FileSettings.DIRECTORY.read(" /var/files\r\na "));
    }
}
