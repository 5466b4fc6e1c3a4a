package org.igniterealtime.openfire.plugin.intermediateim.xhtml.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTest {

    @Test
    void hasItsPartsAsABrowserReadsThem() {
        assertEquals(
                Optional.of(new Uri(
                        "HTTPS://me:pw@A.Example.:8080/b?c#d",
                        "https",
                        "me:pw",
                        "a.example",
                        "https://a.example:8080/b?c#d")),
                Uri.read(" HTTPS://me:pw@A.Exam\tple.:8080/b?c#d\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, a.example",
        "https://a.example?b, a.example",
        "https://a.example#b, a.example",
        "https://a.example:80, a.example",
        "https://[::1]:80/, [::1]",
        "https://x@a.example/@b.example, a.example",
        "https://x@y@a.example/, a.example",
        "https://@a.example, a.example",
        "https://b\u00fccher.example/, xn--bcher-kva.example",
        "https://B\u00dcCHER.example/, xn--bcher-kva.example",
        "mailto:a@b.example?c@d.example, b.example",
        "mailto:a@b.example/c, b.example",
        "mailto:a@B.Example#c, b.example",
        "xmpp:a@b.example/c@d, b.example",
        "xmpp:b.example, b.example",
        "tel:+1@b.example, ''",
        "geo:1@b, ''"
    })
    void hasTheHostThatIsLookedUp(String address, String host) {
        assertEquals(host, Uri.read(address).orElseThrow().host());
    }

    @Requirement("0071-57")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a",
                "a:",
                ":a",
                "https:",
                "https:/",
                "https://",
                "https:///a",
                "https:a",
                "https://a b",
                "https://a%2eb",
                "https://a:b",
                "https://a:123456",
                "https://[::1",
                "https://[x]",
                "https://::1",
                "https://.",
                "https://-",
                "https://a\\b",
                "https://a/\\",
                "https://a\u2215b",
                "https://a\u200db",
                "https://a\u0000b"
            })
    void isNotReadWhereItIsRelativeOrAmbiguous(String address) {
        assertEquals(
                Optional.empty(), Uri.read(address).filter(uri -> uri.scheme().equals("https")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://a/\u0080 https://a/%C2%80", "https://a/\u2028 https://a/%E2%80%A8",
                        "https://a/\u202e https://a/%E2%80%AE",
                "https://a/\u00a0 https://a/%C2%A0", "https://a/\u00a1 https://a/\u00a1",
                        "https://a/~!$&'()*+,;= https://a/~!$&'()*+,;=",
                "https://a/\u007f\u0001x https://a/%7F%01x", "https://a/%zz[] https://a/%zz[]"
            })
    void isWrittenWithEscapesForWhatNoUriMayHold(String address, String written) {
        assertEquals(written, Uri.read(address).orElseThrow().text());
        assertEquals(written, Uri.read(address).orElseThrow().shown());
    }

    @Test
    void hasAHostOfAtMost253Characters() {
        String longest = "a".repeat(250) + ".bc";
        assertEquals(longest, Uri.read("https://" + longest + "/").orElseThrow().host());
        assertTrue(Uri.read("https://a" + longest + "/").isEmpty());
    }

    @Test
    void isAtMost8KiBLongBeforeAndAfterEscaping() {
        String longest = "tel:" + "1".repeat(8_188);
        assertEquals(longest, Uri.read(longest).orElseThrow().text());
        assertTrue(Uri.read(longest + "1").isEmpty());
        assertTrue(Uri.read(longest + " ").isEmpty());
        assertTrue(Uri.read("tel:" + "\"".repeat(2_729) + "1").isPresent());
        assertTrue(Uri.read("tel:" + "\"".repeat(2_730)).isEmpty());
    }

    @Test
    void keepsAHostThatCanNotBeEncodedAsItIs() {
        String label = "\u00e9".repeat(70);
        assertEquals(label + ".example", Uri.canonicalHost(label + ".example"));
        assertEquals("\u00e9".repeat(300), Uri.canonicalHost("\u00e9".repeat(300)));
        assertTrue(Uri.read("https://" + label + ".example/").isEmpty());
    }
}
