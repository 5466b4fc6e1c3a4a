package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    private final Mentions romeo = new Mentions("Romeo", "romeo@montague.lit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Romeo",
                "ROMEO",
                "romeo?",
                "@romeo:",
                "oh, Romeo!",
                "romeo's",
                "(rOmEo)",
                "ask romeo@montague.lit",
                "xRomeo Romeo",
                "RomeoRomeo romeo",
                "-romeo-",
                "\uD83D\uDE00romeo\uD83D\uDE00"
            })
    void areWholeWordsInAnyCase(String text) {
        assertTrue(romeo.isIn(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Rome", "romeos", "aromeo", "romeo1", "romeo_", "Rom eo", "\uD835\uDC00romeo", "romeo\u00e9"
            })
    void areNothingElse(String text) {
        assertFalse(romeo.isIn(text), text);
    }

    @Test
    void areNotInAMessageWithoutText() {
        assertFalse(romeo.isIn(null));
    }

    /** Whichever of its characters is looked for, and wherever that is also found. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Zoe", "eZ", "aaq", "7of9", "x", "Q q", "\u0416\u0443\u043a", "o'Hara", "e_e", "\uD83D\uDE00"})
    void areFoundWhereverTheyStand(String name) {
        Mentions mentions = new Mentions(name);
        String noise = "q Z x 9 J' ' Q";
        for (String text :
                new String[] {name, name + " ", " " + name, noise + " " + name + " " + noise, name + ", " + name}) {
            assertTrue(mentions.isIn(text), text);
            assertTrue(mentions.isIn(text.toUpperCase(Locale.ROOT)), text);
            assertTrue(mentions.isIn(text.toLowerCase(Locale.ROOT)), text);
        }
        assertFalse(mentions.isIn(noise.replace(name, "")), name);
    }

    @Test
    void mayHaveEdgesThatAreNoLetters() {
        assertTrue(new Mentions("<3").isIn("a<3 b"));
        assertTrue(new Mentions("Ärger").isIn("kein äRGER."));
    }

    /** UAX #29, without a dictionary: there is a boundary where two scripts meet, and around each ideograph. */
    @ParameterizedTest
    @CsvSource({
        "\u7f57\u5bc6\u6b27, \u6211\u7231\u7f57\u5bc6\u6b27\u4f60\u597d",
        "\u30ed\u30df\u30aa, \u3042\u3042\u30ed\u30df\u30aa\u3055\u3093",
        "\u30ed\u30df\u30aa, \u5f7c\u306f\u30ed\u30df\u30aa\u3067\u3059",
        "\u308d\u307f\u304a, \u5f7c\u306f\u308d\u307f\u304a\u3067\u3059",
        "\u0e42\u0e23\u0e21\u0e34\u0e42\u0e2d, \u0e23\u0e31\u0e01\u0e42\u0e23\u0e21\u0e34\u0e42\u0e2d\u0e08\u0e31\u0e07",
        "\u0930\u093e\u092e, '\u092f\u0939 \u0930\u093e\u092e, \u0939\u0948'",
        "\ub85c\ubbf8\uc624, '\ub85c\ubbf8\uc624!'",
        "Romeo, 'caf\u00e9\u2029Romeo\u2029'",
        "Romeo, '\u2068Romeo\u2069'",
        "Romeo, '\u00abRomeo\u00bb'",
        "\uD83D\uDC68, '\u00e9 \uD83D\uDC68.'"
    })
    void areFoundInEveryScript(String name, String text) {
        assertTrue(new Mentions(name).isIn(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "\u0930\u093e\u092e, \u0930\u093e\u092e\u093e\u092f\u0923",
        "\u30ed\u30df\u30aa, \u30ed\u30df\u30aa\u30f3",
        "\u30ed\u30df\u30aa, \u30ed\u30df\u30aa\u30fc",
        "\u30ed\u30df\u30aa, \u30ed\u30df\u30aa_x",
        "\uff9b\uff90, \uff9b\uff90\uff9e",
        "\u0416\u0443\u043a, \u0416\u0443\u043a\u0438",
        "Zoe, Zoe\u0301",
        "Zoe, Zoe\u20dd",
        "Zo, Zo\u00eb",
        "romeo, a\u0301romeo",
        "romeo, _\u200dromeo",
        "\ub85c\ubbf8\uc624, \ub85c\ubbf8\uc624\ub4e4",
        "\uD83D\uDC68, \uD83D\uDC68\u200d\uD83D\uDCBB",
        "\uD83D\uDCBB, \uD83D\uDC68\u200d\uD83D\uDCBB",
        "\uD83D\uDC4D, \uD83D\uDC4D\uD83C\uDFFD"
    })
    void areNotFoundWithinAWordOfAnyScript(String name, String text) {
        assertFalse(new Mentions(name).isIn(RoomMessageTest.searchable(text)), text);
    }

    @ParameterizedTest
    @CsvSource({
        "Zo\u00e9, hi Zoe\u0301!",
        "Zoe\u0301, hi Zo\u00e9!",
        "Zoe\u0301, ZOE\u0301",
        "\u1e69, s\u0307\u0323",
        "\uac00, \u1100\u1161",
        "K, \u212a"
    })
    void areFoundHoweverTheyAreEncoded(String name, String text) {
        assertTrue(new Mentions(name).isIn(RoomMessageTest.searchable(text)), text);
    }
}
