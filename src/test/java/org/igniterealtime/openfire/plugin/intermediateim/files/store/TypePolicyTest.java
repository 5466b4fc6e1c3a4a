package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypePolicyTest {

    private static MediaTypes types;

    @BeforeAll
    static void readTable() throws IOException {
        types = new MediaTypes();
    }

    @Nested
    class Detects {

        @ParameterizedTest
        @CsvSource({
            "a.pdf, application/pdf",
            "A.JPG, image/jpeg",
            "a.exe, application/x-dosexec",
            "a.bat, application/x-bat",
            "a.html, text/html",
            "a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        })
        void typesByName(String name, String type) {
            assertEquals(Optional.of(type), types.byName(FileName.of(name)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"photo", "a.unheard-of", "archive", "a.bin"})
        void nothingByNamesThatDoNotTell(String name) {
            assertEquals(Optional.empty(), types.byName(FileName.of(name)));
        }

        @ParameterizedTest
        @CsvSource({
            "'', application/octet-stream",
            "'\u0000\u0001\u0002', application/octet-stream",
            "'plain words', text/plain",
            "'%PDF-1.4\n', application/pdf",
            "'GIF89a', image/gif",
            "'MZ\u0090\u0000', application/x-msdownload",
            "'\u007FELF', application/x-elf",
            "'PK\u0003\u0004', application/zip",
            "'<html><script>alert(1)</script>', text/html",
            "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', image/svg+xml",
        })
        void typesByContentWhateverTheName(String content, String type) {
            assertEquals(type, types.byContent(content.getBytes(ISO_8859_1)));
        }

        @Test
        void kindsOfTheContentByName() {
            byte[] zip = "PK\u0003\u0004".getBytes(UTF_8);
            assertEquals("application/java-archive", types.byContent(zip, FileName.of("a.jar")));
            assertEquals("application/zip", types.byContent(zip, FileName.of("a.jpg")));
            assertEquals("application/zip", types.byContent(zip, FileName.of("a")));
            byte[] program = "MZ\u0090\u0000".getBytes(ISO_8859_1);
            assertEquals("application/x-msdownload", types.byContent(program, FileName.of("a.jpg")));
        }

        @Test
        void whateverFilesAreReferredTo() {
            String entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
            types.byContent(entity.getBytes(UTF_8));
        }

        static Stream<byte[]> hostileContents() {
            byte[] random = new byte[MediaTypes.HEAD_BYTES];
            new Random(1).nextBytes(random);
            return Stream.of(
                    random,
                    repeated("<a>"),
                    repeated("a b\n"),
                    repeated("\n"),
                    repeated(" "),
                    repeated("<!--"),
                    repeated("%PDF-"),
                    repeated("From: "),
                    repeated("\u0000"),
                    repeated("a,b;"),
                    repeated("#!"),
                    repeated("<?xml version=\"1.0\"?><!DOCTYPE a ["),
                    repeated("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]>"));
        }

        private static byte[] repeated(String text) {
            byte[] pattern = text.getBytes(ISO_8859_1);
            byte[] bytes = new byte[MediaTypes.HEAD_BYTES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = pattern[i % pattern.length];
            }
            return bytes;
        }

        /** No expression that it looks for takes more than linear time, or more of the stack than there is. */
        @ParameterizedTest
        @MethodSource("hostileContents")
        void hostileContentSoon(byte[] content) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> types.byContent(content));
            assertTrue(TypePolicy.isMediaType(types.byContent(Arrays.copyOf(content, 1000))));
        }
    }

    @Test
    void permitsAllIfNothingIsSaid() {
        assertTrue(TypePolicy.ALL.permits("application/x-msdownload"));
        assertTrue(TypePolicy.ALL.permits(FileName.of("a.exe")));
        assertTrue(TypePolicy.ALL.permits(FileName.of("a")));
    }

    @Test
    void permitsNothingButWhatIsAllowed() {
        TypePolicy policy = new TypePolicy(Set.of("image/*", "Application/PDF"), Set.of("image/svg+xml"));
        assertTrue(policy.permits("image/png"));
        assertTrue(policy.permits("application/pdf"));
        assertFalse(policy.permits("image/svg+xml"));
        assertFalse(policy.permits("application/octet-stream"));
        assertFalse(policy.permits("imagery/png"));
    }

    @Test
    void refusesNames() {
        TypePolicy policy = new TypePolicy(Set.of(), Set.of(".EXE", ".scr"));
        assertFalse(policy.permits(FileName.of("invoice.pdf.exe")));
        assertFalse(policy.permits(FileName.of("a.Scr")));
        assertTrue(policy.permits(FileName.of("exe")));
        assertTrue(policy.permits(FileName.of("a.exe.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "image", "*/*", "*/png", "image/", "image/png; charset=utf-8", "exe", ".", ". exe"})
    void knowsWhatIsNoEntry(String entry) {
        assertFalse(TypePolicy.isMediaType(entry) || TypePolicy.isExtension(entry));
        assertThrows(IllegalArgumentException.class, () -> new TypePolicy(Set.of(), Set.of(entry)));
        assertThrows(IllegalArgumentException.class, () -> new TypePolicy(Set.of(".exe"), Set.of()));
    }
}
