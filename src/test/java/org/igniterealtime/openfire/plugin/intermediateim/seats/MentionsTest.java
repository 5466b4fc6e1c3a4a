package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    private final Mentions romeo = new Mentions("Romeo", "romeo@montague.lit");

    @ParameterizedTest
    @ValueSource(strings = {"Romeo", "ROMEO", "romeo?", "@romeo:", "oh, Romeo!", "romeo's", "(rOmEo)", "ask romeo@montague.lit",
            "xRomeo Romeo", "RomeoRomeo romeo", "-romeo-", "\uD83D\uDE00romeo\uD83D\uDE00"})
    void areWholeWordsInAnyCase(String text) {
        assertTrue(romeo.isIn(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rome", "romeos", "aromeo", "romeo1", "romeo_", "Rom eo", "\uD835\uDC00romeo", "romeo\u00e9"})
    void areNothingElse(String text) {
        assertFalse(romeo.isIn(text), text);
    }

    @Test
    void areNotInAMessageWithoutText() {
        assertFalse(romeo.isIn(null));
    }

    /** Whichever of its characters is looked for, and wherever that is also found. */
    @ParameterizedTest
    @ValueSource(strings = {"Zoe", "eZ", "aaq", "7of9", "x", "Q q", "\u0416\u0443\u043a", "o'Hara", "e_e", "\uD83D\uDE00"})
    void areFoundWhereverTheyStand(String name) {
        Mentions mentions = new Mentions(name);
        String noise = "q Z x 9 J' ' Q";
        for (String text : new String[] {name, name + " ", " " + name, noise + " " + name + " " + noise, name + ", " + name}) {
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
}
