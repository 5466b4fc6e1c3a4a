package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** Which answer a request gets (RFC 9110). */
class LinkResponderTest {

    private static final LinkPolicy POLICY = new LinkPolicy(true, false, Optional.empty());
    private static final LinkPolicy PROXIED = new LinkPolicy(true, true, Optional.empty());
    private static final LinkPolicy EXPIRING = new LinkPolicy(true, false, Optional.of(Duration.ofHours(2)));
    private static final String TOKEN = "0123456789abcdef0123456789abcdef01234567";
    private static final String PATH = "/" + TOKEN + "/rose.png";
    private static final Instant TAKEN = Instant.parse("2026-11-03T12:00:00.123Z");
    private static final String ETAG = "\"" + "5a".repeat(32) + "\"";

    private static LinkRequest request(String method, String path, String... headers) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        return new LinkRequest(method, path, true, "192.0.2.1", fields);
    }

    private static LinkRequest get(String... headers) {
        return request("GET", PATH, headers);
    }

    private static StoredFile file(FileState state) {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit"),
                new JID("juliet@capulet.lit"),
                FileName.of("rose.png"),
                1000,
                Optional.empty(),
                "",
                OfferedTo.BARE_JID);
        StoredFile waiting = new StoredFile(
                new FileId("3f".repeat(16)),
                offer,
                TAKEN,
                FileState.WAITING,
                Optional.of(new FileContent("image/png", "5a".repeat(32))),
                "here");
        StoredFile linked = waiting.linked(TAKEN.plusSeconds(1));
        boolean isInfected = state == FileState.DETECTED || state == FileState.INFECTED;
        return (isInfected ? linked.infected("Eicar") : linked).in(state);
    }

    private static LinkResponse answer(LinkRequest request) {
        return new LinkResponder(POLICY).withFile(request, file(FileState.LINKED));
    }

    private static Optional<Integer> status(LinkPolicy policy, LinkRequest request) {
        return new LinkResponder(policy).withoutFile(request).map(LinkResponse::status);
    }

    @Nested
    class WithoutAFile {

        @ParameterizedTest(name = "\"{0}\"")
        @ValueSource(
                strings = {
                    "",
                    "/",
                    "//",
                    "/x",
                    "/../../etc/passwd",
                    "/0123456789abcdef0123456789abcdef0123456/rose.png",
                    "/0123456789ABCDEF0123456789ABCDEF01234567/rose.png",
                    "/0123456789abcdef0123456789abcdef012345678/rose.png",
                    "/%/rose.png",
                    "/' OR 1=1/rose.png",
                    "/ 0123456789abcdef0123456789abcdef01234567/rose.png"
                })
        void nothingIsLookedUpForWhatIsNoToken(String path) {
            assertEquals(Optional.of(404), status(POLICY, request("GET", path)));
            assertEquals(Optional.of(404), status(POLICY, request("HEAD", path)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/", "/rose.png", "/other name", "/a/b/../c", "/\n"})
        void theNameDoesNotCount(String name) {
            assertEquals(Optional.of(TOKEN), LinkResponder.token("/" + TOKEN + name));
            assertEquals(Optional.empty(), status(POLICY, request("GET", "/" + TOKEN + name)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "X"})
        void otherMethodsAreRefused(String method) {
            LinkResponse response =
                    new LinkResponder(POLICY).withoutFile(request(method, PATH)).orElseThrow();
            assertEquals(405, response.status());
            assertEquals("GET, HEAD, OPTIONS", response.headers().get("Allow"));
        }

        @ParameterizedTest
        @ValueSource(strings = {PATH, "/nothing"})
        void optionsTellThatAnyPageMayAskForRanges(String path) {
            LinkResponse response = new LinkResponder(POLICY)
                    .withoutFile(request("OPTIONS", path))
                    .orElseThrow();
            assertEquals(204, response.status());
            assertEquals("*", response.headers().get("Access-Control-Allow-Origin"));
            assertEquals("GET, HEAD, OPTIONS", response.headers().get("Access-Control-Allow-Methods"));
            assertTrue(response.headers().get("Access-Control-Allow-Headers").contains("Range"));
            assertFalse(response.headers().containsKey("Access-Control-Allow-Credentials"));
        }

        @Test
        void nothingIsServedWhileLinksAreOff() {
            assertEquals(
                    Optional.of(404), status(new LinkPolicy(false, false, Optional.empty()), request("GET", PATH)));
        }

        @ParameterizedTest(name = "TLS {0}, X-Forwarded-Proto {1}, behind a proxy {2}: {3}")
        @CsvSource({
            "true, , false, true",
            "true, http, false, true",
            "false, , false, false",
            "false, https, false, false",
            "false, https, true, true",
            "false, HTTPS, true, true",
            "false, http, true, false",
            "false, , true, false",
            "false, 'https, http', true, false",
            "false, 'http, https', true, true",
            "true, , true, true"
        })
        void nothingIsServedWithoutTls(boolean overTls, String forwarded, boolean proxied, boolean served) {
            Map<String, String> headers = forwarded == null ? Map.of() : Map.of("X-Forwarded-Proto", forwarded);
            LinkRequest request = new LinkRequest("GET", PATH, overTls, "192.0.2.1", headers);
            assertEquals(served ? Optional.empty() : Optional.of(404), status(proxied ? PROXIED : POLICY, request));
        }

        @Test
        void whatAProxySaysOfTheClientIsBelievedIfThereIsOne() {
            LinkRequest request = get("X-Forwarded-For", "198.51.100.9, 203.0.113.5");
            assertEquals("192.0.2.1", new LinkResponder(POLICY).address(request));
            assertEquals("203.0.113.5", new LinkResponder(PROXIED).address(request));
            assertEquals("192.0.2.1", new LinkResponder(PROXIED).address(get()));
        }
    }

    @Nested
    class WithAFile {

        @Test
        void theWholeFileIsSent() {
            LinkResponse response = answer(get());
            assertEquals(200, response.status());
            assertEquals(Optional.of(new ByteRange(0, 1000)), response.body());
            Map<String, String> headers = response.headers();
            assertEquals("1000", headers.get("Content-Length"));
            assertEquals("image/png", headers.get("Content-Type"));
            assertEquals(
                    "inline; filename=\"rose.png\"; filename*=UTF-8''rose.png", headers.get("Content-Disposition"));
            assertEquals(ETAG, headers.get("ETag"));
            assertEquals("Tue, 03 Nov 2026 12:00:00 GMT", headers.get("Last-Modified"));
            assertEquals("bytes", headers.get("Accept-Ranges"));
            assertEquals("private, max-age=86400, immutable", headers.get("Cache-Control"));
            assertEquals("nosniff", headers.get("X-Content-Type-Options"));
            assertEquals(
                    "sandbox; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
                            + "base-uri 'none'; form-action 'none'",
                    headers.get("Content-Security-Policy"));
            assertEquals("DENY", headers.get("X-Frame-Options"));
            assertEquals("no-referrer", headers.get("Referrer-Policy"));
            assertEquals("noindex, nofollow, noarchive", headers.get("X-Robots-Tag"));
            assertEquals("cross-origin", headers.get("Cross-Origin-Resource-Policy"));
            assertEquals("*", headers.get("Access-Control-Allow-Origin"));
            assertEquals("Content-Length, Content-Range, Accept-Ranges", headers.get("Access-Control-Expose-Headers"));
            for (String unwanted : new String[] {
                "Set-Cookie",
                "Strict-Transport-Security",
                "Content-Encoding",
                "Access-Control-Allow-Credentials",
                "Vary"
            }) {
                assertFalse(headers.containsKey(unwanted), unwanted);
            }
        }

        /** Conversations asks for the size first. */
        @Test
        void headTellsTheSameWithoutTheFile() {
            LinkResponse head = answer(request("HEAD", PATH, "Range", "bytes=1-2"));
            assertEquals(Optional.empty(), head.body());
            assertEquals(answer(get()).headers(), head.headers());
            assertEquals(200, head.status());
        }

        @Test
        void aRangeIsSent() {
            LinkResponse response = answer(get("Range", "bytes=900-"));
            assertEquals(206, response.status());
            assertEquals(Optional.of(new ByteRange(900, 100)), response.body());
            assertEquals("bytes 900-999/1000", response.headers().get("Content-Range"));
            assertEquals("100", response.headers().get("Content-Length"));
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"bytes=1000-", "bytes=-0", "bytes=2-1", "bytes=x"})
        void aBadRangeIsRefusedWithTheSize(String range) {
            LinkResponse response = answer(get("Range", range));
            assertEquals(416, response.status());
            assertEquals("bytes */1000", response.headers().get("Content-Range"));
            assertEquals(Optional.empty(), response.body());
            assertEquals("0", response.headers().get("Content-Length"));
        }

        /** Each of many ranges would cost as much as a request. */
        @Test
        void manyRangesAreTheWholeFile() {
            LinkResponse response = answer(get("Range", "bytes=" + "0-,".repeat(1000) + "0-"));
            assertEquals(200, response.status());
            assertEquals(Optional.of(new ByteRange(0, 1000)), response.body());
        }

        @ParameterizedTest(name = "If-Range: {0}: {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "@|206",
                    "\"other\"|200",
                    "W/@|200",
                    "Tue, 03 Nov 2026 12:00:00 GMT|206",
                    "Tue, 03 Nov 2026 12:00:01 GMT|200",
                    "nonsense|200"
                })
        void aRangeOfAnotherVersionIsNotSent(String validator, int status) {
            assertEquals(
                    status,
                    answer(get("Range", "bytes=0-9", "If-Range", validator.replace("@", ETAG)))
                            .status());
        }

        @ParameterizedTest(name = "{0}: {1}: {2}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "If-None-Match|@|304",
                    "If-None-Match|W/@|304",
                    "If-None-Match|\"x\", @|304",
                    "If-None-Match|*|304",
                    "If-None-Match|\"x\"|200",
                    "If-Modified-Since|Tue, 03 Nov 2026 12:00:00 GMT|304",
                    "If-Modified-Since|Tue, 03 Nov 2026 11:59:59 GMT|200",
                    "If-Modified-Since|yesterday|200",
                    "If-Match|@|200",
                    "If-Match|*|200",
                    "If-Match|\"x\"|412",
                    "If-Match|W/@|412",
                    "If-Unmodified-Since|Tue, 03 Nov 2026 12:00:00 GMT|200",
                    "If-Unmodified-Since|Tue, 03 Nov 2026 11:59:59 GMT|412"
                })
        void preconditionsCount(String field, String value, int status) {
            LinkResponse response = answer(get(field, value.replace("@", ETAG)));
            assertEquals(status, response.status());
            assertEquals(status == 200, response.body().isPresent());
            assertEquals(ETAG, response.headers().get("ETag"));
        }

        @Test
        void aTagCountsMoreThanATime() {
            assertEquals(
                    200,
                    answer(get("If-None-Match", "\"x\"", "If-Modified-Since", "Tue, 03 Nov 2026 12:00:00 GMT"))
                            .status());
        }

        @Test
        void whatExpiresIsNotCached() {
            assertEquals(
                    "no-store",
                    new LinkResponder(EXPIRING)
                            .withFile(get(), file(FileState.LINKED))
                            .headers()
                            .get("Cache-Control"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMayHaveBeenLinkedToIsServed(FileState state) {
        boolean isServed = state == FileState.LINKED || state == FileState.WAITING;
        assertEquals(isServed, new LinkResponder(POLICY).isServed(file(state), TAKEN));
    }

    @Test
    void isServedForSomeTimeAfterADownload() {
        Instant downloaded = TAKEN.plusSeconds(5);
        Instant end = downloaded.plus(Duration.ofHours(2));
        StoredFile file = file(FileState.LINKED).downloaded(downloaded);
        assertTrue(new LinkResponder(EXPIRING).isServed(file(FileState.LINKED), end));
        assertTrue(new LinkResponder(EXPIRING).isServed(file, end.minusMillis(1)));
        assertFalse(new LinkResponder(EXPIRING).isServed(file, end));
        assertTrue(new LinkResponder(POLICY).isServed(file, end));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "GET, , , true",
        "HEAD, , , false",
        "GET, Range, bytes=0-, false",
        "GET, Range, 'bytes=0-1,3-', true",
        "GET, If-None-Match, *, false",
        "GET, Sec-Purpose, prefetch, false",
        "GET, Purpose, prefetch, false",
        "GET, X-Purpose, preview, false",
        "GET, X-Moz, prefetch, false",
        "GET, Sec-Fetch-Dest, image, false",
        "GET, Sec-Fetch-Dest, video, false",
        "GET, Sec-Fetch-Dest, document, true",
        "GET, Sec-Fetch-Dest, empty, true"
    })
    void neitherPartsNorPreviewsAreDownloads(String method, String field, String value, boolean counts) {
        LinkRequest request = field == null ? request(method, PATH) : request(method, PATH, field, value);
        assertEquals(counts, LinkResponder.isWholeFile(request, answer(request)));
    }
}
