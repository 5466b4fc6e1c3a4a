package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import java.util.stream.Stream;

/**
 * Text from another user quoted in a text of ours. It stays on one line, so it cannot imitate a line of ours, and it is
 * isolated if it contains characters that change the direction of text (UAX #9 §2.4), so it cannot reorder what stands
 * beside it.
 */
public final class QuotedText {

    /** Where a line of the original ended. */
    private static final String LINE_END = " ↵ ";

    private static final int FIRST_STRONG_ISOLATE = 0x2068;
    private static final int POP_DIRECTIONAL_ISOLATE = 0x2069;

    private QuotedText() {}

    /** @return texts that quote every string they are given */
    public static LocalizedTexts in(LocalizedTexts texts) {
        return (key, arguments) -> texts.text(
                key,
                Stream.of(arguments)
                        .map(argument -> argument instanceof String text ? of(text) : argument)
                        .toArray());
    }

    public static String of(String text) {
        return isolated(inOneLine(text));
    }

    /** @param max characters; of a longer text only the beginning is quoted */
    public static String of(String text, int max) {
        return isolated(cut(inOneLine(text), max));
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }

    /** Long runs of white space would wrap into another line on the screen, so each becomes one space. */
    private static String inOneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        boolean lineEnd = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (isLineEnd(character)) {
                lineEnd = true;
            } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                space = true;
            } else if (!Character.isISOControl(character)) {
                if (!line.isEmpty()) {
                    line.append(lineEnd ? LINE_END : space ? " " : "");
                }
                space = false;
                lineEnd = false;
                line.append(character);
            }
        }
        return line.toString();
    }

    private static boolean isLineEnd(char character) {
        return character >= '\n' && character <= '\r'
                || character >= 0x1C && character <= 0x1E
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    /** Drops ends of isolates that the text has not begun, and ends isolates that it leaves open. */
    private static String isolated(String text) {
        if (text.codePoints().noneMatch(QuotedText::changesDirection)) {
            return text;
        }
        StringBuilder isolated = new StringBuilder(text.length() + 2).appendCodePoint(FIRST_STRONG_ISOLATE);
        int open = 1;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean ends = character == POP_DIRECTIONAL_ISOLATE;
            if (!ends || open > 1) {
                open += ends ? -1 : beginsIsolate(character) ? 1 : 0;
                isolated.append(character);
            }
        }
        return isolated + Character.toString(POP_DIRECTIONAL_ISOLATE).repeat(open);
    }

    private static boolean beginsIsolate(char character) {
        return character >= 0x2066 && character <= FIRST_STRONG_ISOLATE;
    }

    private static boolean changesDirection(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
