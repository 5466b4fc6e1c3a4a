package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.EXODUS;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.FEATURES;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFiles.TooMuchException;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapsFilesTest {

    private static final Announcement ANNOUNCEMENT =
            new Announcement("sha-1", "http://code.google.com/p/exodus", "QgayPKawpkPSDYmwT/WM94uAlu0=");
    private static final String NAME =
            "sha-1_http%3A%2F%2Fcode.google.com%2Fp%2Fexodus%23QgayPKawpkPSDYmwT%2FWM94uAlu0%3D.xml";
    private static final DiscoInfo INFO = DiscoInfo.in(query(EXODUS + FEATURES)).orElseThrow();

    @TempDir
    Path folder;

    private static CapsFile file(String name, String content) {
        return new CapsFile(name, content.getBytes(UTF_8));
    }

    @Test
    void areNamedByWhatIsAnnounced() {
        CapsFile file = CapsFile.of(ANNOUNCEMENT, INFO);
        assertEquals(NAME, file.name());
        assertEquals(Optional.of(ANNOUNCEMENT), file.announcement());
        assertEquals(ANNOUNCEMENT.discoNode(), file.query().orElseThrow().attributeValue("node"));
        assertInstanceOf(
                Verified.class, CapsVerifier.verify(ANNOUNCEMENT, file.query().orElseThrow()));
    }

    @Property(tries = 300)
    void areNamedSoThatTheNameCanBeRead(
            @ForAll @StringLength(min = 1, max = 40) String node,
            @ForAll @AlphaChars @StringLength(min = 1, max = 9) String ver) {
        if (UTF_8.newEncoder().canEncode(node)) {
            Announcement announcement = new Announcement("sha-256", node, ver + "+/=");
            CapsFile file = CapsFile.of(announcement, new DiscoInfo(List.of(), List.of()));
            assertEquals(Optional.of(announcement), file.announcement());
            assertEquals("", file.name().replaceAll("[A-Za-z0-9%._-]", ""), "nothing that a file system minds");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.xml", "_x#y.xml", "sha-1_x.xml", "sha-1_x#.xml", "sha-1_#y.xml", "sha-1_x#y.txt", ".xml"
            })
    void mayHaveOtherNames(String name) {
        assertFalse(file(name, "<a/>").isNamedSo());
    }

    @Test
    void areNamedAlsoWithoutEscapes() {
        assertEquals(
                Optional.of(new Announcement("sha-1", "a+b%zz", "c+d=")),
                file("sha-1_a+b%zz#c+d=.xml", "").announcement());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<query", "<!DOCTYPE query><query/>"})
    void mayHoldNoXml(String content) {
        assertEquals(Optional.empty(), file(NAME, content).query());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "<iq type='result'>%s</iq>",
                "<query xmlns='http://jabber.org/protocol/disco#info'>%s</query>"
            })
    void mayHoldTheirXmlInsideOther(String around) {
        String query = new String(CapsFile.of(ANNOUNCEMENT, INFO).content(), UTF_8);
        assertInstanceOf(
                Verified.class,
                CapsVerifier.verify(
                        ANNOUNCEMENT,
                        file(NAME, around.formatted(query)).query().orElseThrow()));
    }

    @Test
    void mayBeTooLarge() {
        assertEquals(
                Optional.empty(),
                file(NAME, "<a>" + " ".repeat(CapsFile.MAX_OCTETS) + "</a>").query());
    }

    @Test
    void areWrittenToAndReadFromAFolder() throws IOException {
        CapsFiles.writeFolder(folder, List.of(CapsFile.of(ANNOUNCEMENT, INFO)));
        Files.writeString(folder.resolve("README.md"), "no capabilities");
        Files.write(folder.resolve("a.xml"), new byte[CapsFile.MAX_OCTETS + 10]);
        List<CapsFile> files = new ArrayList<>();
        CapsFiles.readFolder(folder, files::add);

        assertEquals(List.of("a.xml", NAME), files.stream().map(CapsFile::name).toList());
        assertEquals(CapsFile.MAX_OCTETS + 1, files.get(0).content().length);
        assertArrayEquals(
                CapsFile.of(ANNOUNCEMENT, INFO).content(), files.get(1).content());
    }

    private static byte[] zip(CapsFile... files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CapsFiles.writeZip(out, List.of(files));
        return out.toByteArray();
    }

    private static List<String> namesIn(byte[] zip, int mostFiles, long mostOctets) throws IOException {
        List<String> names = new ArrayList<>();
        CapsFiles.readZip(new ByteArrayInputStream(zip), file -> names.add(file.name()), mostFiles, mostOctets);
        return names;
    }

    @Test
    void areWrittenToAndReadFromAZip() throws IOException {
        List<CapsFile> files = new ArrayList<>();
        CapsFiles.readZip(new ByteArrayInputStream(zip(CapsFile.of(ANNOUNCEMENT, INFO))), files::add);

        assertEquals(NAME, files.get(0).name());
        assertArrayEquals(
                CapsFile.of(ANNOUNCEMENT, INFO).content(), files.get(0).content());
    }

    @Test
    void areReadFromAZipWhateverFoldersItHas() throws IOException {
        assertEquals(
                List.of("b.xml", "d.xml", "passwd.xml"),
                namesIn(
                        zip(
                                file("a/b.xml", "1"),
                                file("a/c.txt", "2"),
                                file("d.xml", "3"),
                                file("../../passwd.xml", "4")),
                        100,
                        1_000));
    }

    @Test
    void areNotReadFromWhatIsNoZip() throws IOException {
        assertEquals(List.of(), namesIn("no zip".getBytes(UTF_8), 1, 1));
    }

    @Test
    void areNotReadFromAZipOfTooMany() throws IOException {
        byte[] zip = zip(file("a.xml", "12"), file("b.xml", "34"));
        assertEquals(2, namesIn(zip, 2, 4).size());
        assertThrows(TooMuchException.class, () -> namesIn(zip, 1, 4));
        assertThrows(TooMuchException.class, () -> namesIn(zip, 2, 3));
    }

    @Test
    void areNotReadFromAZipBomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream bomb = new ZipOutputStream(out)) {
            bomb.putNextEntry(new ZipEntry("a.xml"));
            for (int i = 0; i < 1_000; i++) {
                bomb.write(new byte[100_000]);
            }
        }

        assertThrows(TooMuchException.class, () -> namesIn(out.toByteArray(), 100, CapsFiles.MAX_OCTETS));
    }
}
