package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

    private static final String FSI = "\u2068";
    private static final String PDI = "\u2069";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "villain", "a b, c!", "caf\u00e9 \u7f57\u5bc6\u6b27 \uD83D\uDE00", "l\u200drm", "[x]: y"})
    void staysAsItIs(String text) {
        assertEquals(text, QuotedText.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u000b",
                "\f",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u001c",
                "\u001d",
                "\u001e",
                " \n\t \u2028 "
            })
    void staysOnOneLine(String lineEnd) {
        assertEquals("a \u21b5 b", QuotedText.of("a" + lineEnd + "b" + lineEnd));
    }

    @ParameterizedTest
    @CsvSource({"'a\tb', 'a b'", "' a  b ', 'a b'", "'a\u00a0\u3000\u2003b', 'a b'", "'a\u0086\u007fb', 'ab'"})
    void hasNoMoreSpaceThanItNeeds(String text, String quoted) {
        assertEquals(quoted, QuotedText.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u05e8",
                "\u0631",
                "\u0661",
                "a\u202eb",
                "a\u202ab",
                "a\u202bb",
                "a\u202cb",
                "a\u202db",
                "\uD83A\uDD00"
            })
    void isIsolatedIfItChangesTheDirection(String text) {
        assertEquals(FSI + text + PDI, QuotedText.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "a\u2067b, a\u2067b\u2069",
        "a\u2069b, ab",
        "\u2069\u2066a, \u2066a\u2069",
        "a\u2066\u2067\u2068b\u2069c, a\u2066\u2067\u2068b\u2069c\u2069\u2069",
        "a\u2067b\u2069c, a\u2067b\u2069c"
    })
    void endsItsOwnIsolatesAndNoOthers(String text, String balanced) {
        assertEquals(FSI + balanced + PDI, QuotedText.of(text));
    }

    @Test
    void isCutBeforeItIsIsolated() {
        assertEquals(FSI + "\u05e8\u05d5\u2026" + PDI, QuotedText.of("\u05e8\u05d5\u05de\u05d0\u05d5", 2));
        assertEquals("ab", QuotedText.of("ab", 2));
        assertEquals("a\u2026", QuotedText.of("a\uD83D\uDE00", 2), "never half a character");
    }

    @Test
    void isEveryStringThatATextIsGiven() {
        LocalizedTexts texts = QuotedText.in((key, arguments) -> key + List.of(arguments));
        assertEquals("key\n[a \u21b5 b, 1]", texts.text("key\n", "a\nb", 1));
    }
}
