package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where words begin and end: the default rules of UAX #29 §4.1.1, which need no dictionary, so that a name is found in
 * a sentence without spaces. One tailoring: punctuation within a word ends it ("romeo's", "romeo.montague"; WB6, WB7,
 * WB11 and WB12 are left out), because that is how people are addressed. {@link java.text.BreakIterator} is of no use
 * here: it takes a run of ideographs for one word.
 */
final class WordBoundaries {

    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int ZERO_WIDTH_SPACE = 0x200B;

    /** Their words are told apart by a dictionary only: by default there is a boundary around every letter. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET,
            UnicodeScript.AHOM);

    /** The property Word_Break, as far as the rules that we apply tell values apart. */
    private enum WordBreak {
        LETTER,
        NUMERIC,
        KATAKANA,
        /** As the underscore. */
        EXTEND_NUM_LET,
        /** Belongs to the character before it. */
        EXTEND,
        OTHER;

        /** WB5, WB8, WB9, WB10, WB13, WB13a and WB13b. */
        boolean joins(WordBreak next) {
            if (this == KATAKANA || next == KATAKANA) {
                return this == next || this == EXTEND_NUM_LET || next == EXTEND_NUM_LET;
            }
            return isOfWord() && next.isOfWord();
        }

        private boolean isOfWord() {
            return this == LETTER || this == NUMERIC || this == EXTEND_NUM_LET;
        }

        static WordBreak of(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> EXTEND;
                case Character.FORMAT -> codePoint == ZERO_WIDTH_SPACE ? OTHER : EXTEND;
                case Character.CONNECTOR_PUNCTUATION -> EXTEND_NUM_LET;
                case Character.DECIMAL_DIGIT_NUMBER -> NUMERIC;
                default ->
                    isHalfWidthVoicedMark(codePoint) || isSkinTone(codePoint)
                            ? EXTEND
                            : isKatakana(codePoint)
                                    ? KATAKANA
                                    : Character.isAlphabetic(codePoint)
                                                    && !WITHOUT_SPACES.contains(UnicodeScript.of(codePoint))
                                            ? LETTER
                                            : OTHER;
            };
        }

        private static boolean isHalfWidthVoicedMark(int codePoint) {
            return codePoint == 0xFF9E || codePoint == 0xFF9F;
        }

        private static boolean isSkinTone(int codePoint) {
            return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
        }

        /** The sound marks, repeat marks and length marks belong to no script. */
        private static boolean isKatakana(int codePoint) {
            return UnicodeScript.of(codePoint) == UnicodeScript.KATAKANA
                    || codePoint >= 0x3031 && codePoint <= 0x3035
                    || codePoint == 0x309B
                    || codePoint == 0x309C
                    || codePoint == 0x30A0
                    || codePoint == 0x30FC
                    || codePoint == 0xFF70;
        }
    }

    private WordBoundaries() {}

    /**
     * @param at between two characters, or at either end of the text; before an invisible character (Format) it stands
     *     for the place after that
     */
    static boolean isBoundary(String text, int at) {
        if (at == 0 || at == text.length()) {
            return true; // WB1, WB2
        }
        char last = text.charAt(at - 1);
        char next = text.charAt(at);
        if (last < 0x80 && next < 0x80) {
            return !(isAsciiOfWord(last) && isAsciiOfWord(next));
        }
        return isBoundaryInUnicode(text, at);
    }

    private static boolean isAsciiOfWord(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '_';
    }

    private static boolean isBoundaryInUnicode(String text, int given) {
        int at = given;
        while (Character.getType(text.codePointAt(at)) == Character.FORMAT
                && text.codePointAt(at) != ZERO_WIDTH_SPACE) {
            at += Character.charCount(text.codePointAt(at)); // invisible: what counts is what comes after
            if (at == text.length()) {
                return true;
            }
        }
        int last = text.codePointBefore(at);
        WordBreak next = WordBreak.of(text.codePointAt(at));
        if (isLineBreak(last)) {
            return true; // WB3a
        }
        if (next == WordBreak.EXTEND || last == ZERO_WIDTH_JOINER && next == WordBreak.OTHER) {
            return false; // WB4; WB3c, for emoji that are joined
        }
        int start = at - Character.charCount(last);
        while (start > 0 && WordBreak.of(last) == WordBreak.EXTEND) { // WB4
            last = text.codePointBefore(start);
            start -= Character.charCount(last);
        }
        return !WordBreak.of(last).joins(next);
    }

    private static boolean isLineBreak(int codePoint) {
        return codePoint >= '\n' && codePoint <= '\r'
                || codePoint == 0x85
                || codePoint == 0x2028
                || codePoint == 0x2029;
    }
}
