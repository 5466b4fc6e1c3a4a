package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void mayHaveEdgesThatAreNoLetters() {
        assertTrue(new Mentions("<3").isIn("a<3 b"));
        assertTrue(new Mentions("Ärger").isIn("kein äRGER."));
    }
}
