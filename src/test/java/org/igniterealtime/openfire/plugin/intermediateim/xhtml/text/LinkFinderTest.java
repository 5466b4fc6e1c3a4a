package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFinderTest {

    private static String found(String text) {
        return LinkFinder.pieces(text).stream()
                .map(piece -> piece.isLink() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '→',
            value = {
                "http://e.org → [http://e.org]",
                "see http://e.org/, or → see [http://e.org/], or",
                "http://e.org/x?! → [http://e.org/x]?!",
                "(http://e.org/) → ([http://e.org/])",
                "(http://e.org/). → ([http://e.org/]).",
                "http://e.org/a_(b) → [http://e.org/a_(b)]",
                "(see http://e.org/a_(b)) → (see [http://e.org/a_(b)])",
                "http://e.org/(a)) b) → [http://e.org/(a)]) b)",
                "text (http://e.org/x) http://e.net → text ([http://e.org/x]) [http://e.net]",
                "<http://e.org> → <[http://e.org]>",
                "http://ex.org/ä → [http://ex.org/ä]",
                "1http://e.org → 1http://e.org",
                "äxmpp:a → äxmpp:a",
                "mailto: → mailto:",
                "http://) → http://)",
                "https://. https://a → https://. [https://a]"
            })
    void findsAddressesWithoutThePunctuationOfTheSentence(String text, String expected) {
        assertEquals(expected, found(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "(", "http://(", "http://)", "http://a ", "mailto:", "http://.,"})
    void takesLongTextInItsStride(String unit) {
        String text = "http://a" + unit.repeat(100_000);
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> LinkFinder.pieces(text));
    }
}
