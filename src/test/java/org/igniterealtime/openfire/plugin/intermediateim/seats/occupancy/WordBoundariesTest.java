package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    @CsvSource({"3030, true", "3031, false", "3035, false", "3036, true", "30A0, false", "30FC, false", "FF70, false"})
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
}
