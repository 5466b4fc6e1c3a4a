package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UAX #29, word boundaries; {@code MentionsTest} has whole words. */
class WordBoundariesTest {

    private static boolean isBoundary(String before, int after) {
        return WordBoundaries.isBoundary(before + Character.toString(after), before.length());
    }

    @Test
    void asciiLettersDigitsAndUnderscoresMakeWords() {
        for (int character = 0; character < 0x80; character++) {
            boolean ofWord = Character.isLetterOrDigit(character) || character == '_';
            assertEquals(!ofWord, isBoundary("a", character), Integer.toHexString(character));
            assertEquals(!ofWord, isBoundary(Character.toString(character), 'a'), Integer.toHexString(character));
        }
    }

    @ParameterizedTest
    @CsvSource({"1F3FA, true", "1F3FB, false", "1F3FD, false", "1F3FF, false", "1F400, true"})
    void skinTonesBelongToTheEmojiBeforeThem(String codePoint, boolean boundary) {
        assertEquals(boundary, isBoundary("\uD83D\uDC4D", Integer.parseInt(codePoint, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "3030, true", "3031, false", "3035, false", "3036, true", "309B, false", "309C, false", "309D, true",
        "30A0, false", "30FC, false", "FF70, false", "FF9D, false", "FF9E, false", "FF9F, false", "FFA0, true"
    })
    void katakanaHasMarksOfNoScript(String codePoint, boolean boundary) {
        assertEquals(boundary, isBoundary("\u30ed", Integer.parseInt(codePoint, 16)));
    }

    @ParameterizedTest
    @CsvSource({"09, false", "0A, true", "0D, true", "0E, false", "84, false", "85, true", "2028, true", "2029, true"})
    void nothingBelongsToALineBreak(String lineBreak, boolean boundary) {
        assertEquals(boundary, isBoundary(Character.toString(Integer.parseInt(lineBreak, 16)), 0x301));
    }

    @Test
    void whatCountsIsTheCharacterThatMarksBelongTo() {
        assertTrue(isBoundary("-\u0301\u0301", 'b'));
        assertTrue(isBoundary("a-\u0301", 'b'));
        assertEquals(false, isBoundary("a\u0301\u0301", 'b'));
    }

    @ParameterizedTest
    @CsvSource({"\u00e9, 31", "1, e9", "\u00e9, 663", "\u0663, e9", "\u00e9, 5f", "_, e9", "_, 30ED"})
    void digitsAndUnderscoresBelongToLetters(String before, String after) {
        assertFalse(isBoundary(before, Integer.parseInt(after, 16)));
    }

    @Test
    void aZeroWidthSpaceStandsBetweenWords() {
        assertTrue(isBoundary("a", 0x200B));
        assertTrue(isBoundary("a\u200b", 'b'));
    }

    @Test
    void otherInvisibleCharactersStandWithinWords() {
        assertFalse(isBoundary("a\u2060", 'b'));
        assertFalse(WordBoundaries.isBoundary("a\u2060b", 1));
        assertFalse(WordBoundaries.isBoundary("a\uDB40\uDC01b", 1));
        assertTrue(WordBoundaries.isBoundary("a\u2060-", 1));
        assertTrue(WordBoundaries.isBoundary("a\u2060", 1));
    }

    @Test
    void aJoinerJoinsWhatIsNoLetter() {
        assertFalse(isBoundary("\uD83D\uDC68\u200d", 0x1F4BB));
        assertFalse(isBoundary("a\u200d", 'b'));
        assertTrue(isBoundary("-\u200d", 'b'));
    }

    @Test
    void marksAtTheStartBelongToNothing() {
        assertTrue(isBoundary("\u0301", 'b'));
        assertTrue(isBoundary("\u0301\u0301", 'b'));
    }
}
