package org.igniterealtime.openfire.plugin.intermediateim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dom4j.DocumentException;
import org.igniterealtime.openfire.plugin.intermediateim.testing.BundledLibrary;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.junit.jupiter.api.Test;

/** The plugin jar carries its license, and the licenses and notices of the libraries in it. */
class PackagingIT {

    private static final String CODE = "lib/plugin-intermediateim.jar";

    private final Map<String, byte[]> plugin = entries(EmbeddedOpenfire.pluginJar());

    PackagingIT() throws IOException {}

    @Test
    void pluginHoldsLicenseAndNotice() throws IOException {
        assertEquals(Files.readString(Path.of("LICENSE")), text(plugin, "LICENSE"));
        assertEquals(Files.readString(Path.of("src/assembly/NOTICE")), text(plugin, "NOTICE"));
    }

    @Test
    void codeHoldsLicenseAndNotice() throws IOException {
        Map<String, byte[]> code = entries(plugin.get(CODE));
        assertEquals(text(plugin, "LICENSE"), text(code, "META-INF/LICENSE"));
        assertEquals(text(plugin, "NOTICE"), text(code, "META-INF/NOTICE"));
    }

    @Test
    void noticeHoldsTheNoticeOfEveryLibrary() throws IOException, DocumentException {
        String notice = text(plugin, "NOTICE");
        for (BundledLibrary library : BundledLibrary.all()) {
            Map<String, byte[]> published = entries(library.jar());
            assertTrue(notice.contains(library.coordinates()), library.coordinates());
            published(published, "META-INF/NOTICE")
                    .ifPresent(text -> assertTrue(notice.contains(text.strip()), library.coordinates()));
        }
    }

    /** A library that brings other terms needs its own license in the jar. */
    @Test
    void everyLibraryHasOurLicense() throws IOException, DocumentException {
        for (BundledLibrary library : BundledLibrary.all()) {
            Map<String, byte[]> published = entries(library.jar());
            Optional<String> license = published(published, "META-INF/LICENSE");
            if (license.isPresent()) {
                assertEquals(terms(text(plugin, "LICENSE")), terms(license.get()), library.coordinates());
            }
        }
    }

    /** Some libraries have it as a text file. */
    private static Optional<String> published(Map<String, byte[]> entries, String name) {
        return Stream.of(name, name + ".txt")
                .filter(entries::containsKey)
                .map(each -> text(entries, each))
                .findFirst();
    }

    /** What comes before the appendix, where a library may have filled in its copyright line; spaces don't count. */
    private static String terms(String license) {
        return license.substring(0, license.indexOf("END OF TERMS AND CONDITIONS"))
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static String text(Map<String, byte[]> entries, String name) {
        assertTrue(entries.containsKey(name), name + " is not in the jar");
        return new String(entries.get(name), UTF_8).replace("\r\n", "\n");
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        return entries(Files.readAllBytes(jar));
    }

    private static Map<String, byte[]> entries(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
