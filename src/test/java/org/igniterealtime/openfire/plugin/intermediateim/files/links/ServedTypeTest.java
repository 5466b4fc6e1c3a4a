package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.MediaTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As what files are served. */
class ServedTypeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png|image/png",
                "image/jpeg|image/jpeg",
                "video/mp4|video/mp4",
                "application/mp4|video/mp4",
                "audio/vnd.wave|audio/wav",
                "audio/mpeg|audio/mpeg",
                "text/plain|text/plain; charset=utf-8",
                "text/x-python|text/plain; charset=utf-8",
                "text/csv|text/plain; charset=utf-8"
            })
    void isShown(String mediaType, String served) {
        assertEquals(new ServedType(served, true), ServedType.of(mediaType));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "text/html",
                "application/xhtml+xml",
                "image/svg+xml",
                "text/xml",
                "application/xml",
                "text/javascript",
                "application/javascript",
                "text/css",
                "application/x-shockwave-flash",
                "application/java-archive",
                "multipart/related",
                "message/rfc822",
                "application/x-msdownload",
                "application/rss+xml",
                "text/vnd.something+xml",
                "application/octet-stream"
            })
    void isAMereSequenceOfOctets(String mediaType) {
        assertEquals(new ServedType("application/octet-stream", false), ServedType.of(mediaType));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"application/pdf", "application/zip"})
    void isStored(String mediaType) {
        assertEquals(new ServedType(mediaType, false), ServedType.of(mediaType));
    }

    /** What the detection says of it, whatever it is: a browser does not run it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script></html>",
                "<!DOCTYPE html><title>x</title>",
                "  <script>alert(1)</script>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
                "GIF89a/*<script>*/=alert(1)//",
                "function f() { alert(1) } f()",
                "%PDF-1.4 <script>alert(1)</script>"
            })
    void noContentIsServedAsMarkupOrScript(String content) throws IOException {
        String served =
                ServedType.of(new MediaTypes().byContent(content.getBytes())).contentType();
        assertTrue(
                served.matches("image/gif|text/plain; charset=utf-8|application/(octet-stream|pdf)"),
                served + ": " + content);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rose.png|rose.png|rose.png",
                "a b;c.png|a b;c.png|a%20b%3Bc.png",
                "Ü 履 😀.png|_ _ _.png|%C3%9C%20%E5%B1%A5%20%F0%9F%98%80.png",
                "100%41'.png|100_41'.png|100%2541%27.png",
            })
    void theNameIsWrittenInBothWays(String name, String plain, String encoded) {
        assertEquals(
                "inline; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded,
                ServedType.of("image/png").disposition(FileName.of(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=1",
                "a\"; filename=\"b.html",
                "a\\\"b",
                "\u0000\u0085\u2028.txt",
                "\u202Egnp.exe",
                "..\\..\\x"
            })
    void noNameBreaksOutOfTheField(String name) {
        String field = ServedType.of("text/html").disposition(FileName.of(name));
        assertTrue(
                field.matches("attachment; filename=\"[ !#$&-\\[\\]-~]+\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]+"),
                field);
    }
}
