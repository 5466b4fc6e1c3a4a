package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.pdf",
                "no extension",
                "archive.tar.gz",
                "Müller – Rechnung (2).odt",
                "履歴書.docx",
                "\u0646\u0627\u0645\u0647\u200C\u0627\u06CC.txt", // Persian, with its non-joiner
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67.png", // a family, with its joiners
                "it's 100% & more;.txt",
                "-rf",
                "console.log",
                "com10.txt",
                "nul_.txt",
            })
    void ordinaryNamesStayAsTheyAre(String name) {
        assertEquals(name, FileName.of(name).text());
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                // paths
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("..\\..\\Windows\\System32\\evil.dll", "evil.dll"),
                Arguments.of("C:\\Users\\bob\\a.txt", "a.txt"),
                Arguments.of("/", "file"),
                Arguments.of("..", "file"),
                Arguments.of("../", "file"),
                Arguments.of("folder/", "folder"),
                Arguments.of("a/..", "a"),
                Arguments.of("a/ . /. ", "a"),
                Arguments.of("C:", "C_"),
                Arguments.of("notes.txt:hidden.exe", "notes.txt_hidden.exe"),
                Arguments.of("a\u0000/../b.txt", "b.txt"),
                Arguments.of(".\u202E./x", "x"),
                // hidden, or shortened by Windows
                Arguments.of(".htaccess", "htaccess"),
                Arguments.of("...", "file"),
                Arguments.of(". . .profile", "profile"),
                Arguments.of("a.txt. . ", "a.txt"),
                Arguments.of("  a.txt  ", "a.txt"),
                Arguments.of("photo.jpg                              .exe", "photo.jpg .exe"),
                Arguments.of("photo.jpg\u00A0\u2003\u3000\u00A0.exe", "photo.jpg .exe"),
                // not what it looks like
                Arguments.of("invoice\u202Efdp.exe", "invoicefdp.exe"),
                Arguments.of("\u2066a\u2069\u061C\u200E\u200F.txt", "a.txt"),
                Arguments.of("a\u200B\u00AD\uFEFF\u2060b.txt", "ab.txt"),
                Arguments.of("a\uDB40\uDC41.txt", "a.txt"), // tag characters
                Arguments.of("a\uE000\uFFFE\uFDD0b", "ab"),
                Arguments.of("a\uD800b\uDC00c", "abc"),
                // protocols and terminals
                Arguments.of("a\r\nContent-Type: text/html", "html"),
                Arguments.of("a\u2028b\u2029c\u0085d", "abcd"),
                Arguments.of("\u001B[31mred.txt", "[31mred.txt"),
                Arguments.of("a\tb", "ab"),
                Arguments.of("<img src=x onerror=alert(1)>", "_img src=x onerror=alert(1)_"),
                Arguments.of("\"quoted\".txt", "_quoted_.txt"),
                Arguments.of("what?*|.txt", "what___.txt"),
                // devices
                Arguments.of("con", "_con"),
                Arguments.of("Con.txt", "_Con.txt"),
                Arguments.of("NUL.tar.gz", "_NUL.tar.gz"),
                Arguments.of("aux .txt", "_aux .txt"),
                Arguments.of("COM1", "_COM1"),
                Arguments.of("lpt\u00B2.doc", "_lpt\u00B2.doc"),
                Arguments.of("CONIN$", "_CONIN$"),
                Arguments.of("prn.", "_prn"),
                Arguments.of("con" + ".".repeat(300) + ".txt", "_con.txt"),
                // nothing
                Arguments.of("", "file"),
                Arguments.of(" ", "file"),
                Arguments.of("\u202E\u0000", "file"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void hostileNamesAreCleaned(String offered, String cleaned) {
        assertEquals(cleaned, FileName.of(offered).text());
    }

    @Test
    void longNamesAreCutBeforeTheirExtension() {
        assertEquals(
                "a".repeat(196) + ".pdf", FileName.of("a".repeat(500) + ".pdf").text());
        assertEquals(
                "ä".repeat(98) + ".pdf", FileName.of("ä".repeat(500) + ".pdf").text());
        assertEquals(
                "\uD83D\uDE00".repeat(49) + ".pdf",
                FileName.of("\uD83D\uDE00".repeat(100) + ".pdf").text());
        assertEquals(
                "x" + "\uD83D\uDE00".repeat(48) + ".pdf",
                FileName.of("x" + "\uD83D\uDE00".repeat(100) + ".pdf").text());
        assertEquals("a".repeat(200), FileName.of("a".repeat(500)).text());
        assertEquals(
                "a".repeat(200),
                FileName.of("a".repeat(300) + "." + "b".repeat(100)).text());
    }

    @Test
    void saysWhatTheExtensionIs() {
        assertEquals("PDF", FileName.of("a.b.PDF").extension());
        assertEquals("", FileName.of("README").extension());
        assertEquals("", FileName.of("a." + "b".repeat(20)).extension());
    }

    @Test
    void isNotMadeOfSomethingUnclean() {
        assertThrows(IllegalArgumentException.class, () -> new FileName("../a"));
        assertThrows(IllegalArgumentException.class, () -> new FileName(""));
    }

    @Property(tries = 3000)
    void everyNameIsHarmless(@ForAll @From("names") String offered) {
        String name = FileName.of(offered).text();
        assertFalse(name.isEmpty());
        assertTrue(name.getBytes(UTF_8).length <= FileName.MAX_BYTES);
        assertEquals(name, new String(name.getBytes(UTF_8), UTF_8), "whole characters");
        assertFalse(name.matches("(?s).*[/\\\\<>:\"|?*\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C].*"));
        assertFalse(name.matches("[ .].*|.*[ .]"));
        assertEquals(Path.of("/store", name), Path.of("/store").resolve(name).normalize());
        assertEquals(1, Path.of(name).getNameCount());
        assertEquals(name, FileName.of(name).text(), "cleaning twice changes nothing");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "..", ".", "/", "\\", " ", "\u00A0", ":", "con", "NUL", "com1", ".txt", "\u202E", "\u0000"),
                Arbitraries.of("a", "ä", "\uD83D\uDE00", "\uD83D", "\u200D", "名", "x".repeat(150), ".".repeat(50)),
                Arbitraries.strings().all().ofMaxLength(5));
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }
}
