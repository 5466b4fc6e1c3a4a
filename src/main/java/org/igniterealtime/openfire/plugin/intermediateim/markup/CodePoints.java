package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.Arrays;

/** Offsets into a text by code points, as stanzas have them, and by {@code char}, as Java has them. */
public final class CodePoints {

    /** By code point; null if each of them is one {@code char}. */
    private final int[] indexes;

    private final int count;

    public CodePoints(String text) {
        this.count = text.codePointCount(0, text.length());
        this.indexes = count == text.length() ? null : indexes(text, count);
    }

    private static int[] indexes(String text, int count) {
        int[] indexes = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++) {
            indexes[i] = at;
            at = text.offsetByCodePoints(at, 1);
        }
        indexes[count] = at;
        return indexes;
    }

    /** How many there are in the text. */
    public int count() {
        return count;
    }

    /** @param codePoint from 0 to {@link #count} */
    public int toIndex(int codePoint) {
        return indexes == null ? codePoint : indexes[codePoint];
    }

    /** @param index from 0 to the length of the text, within a code point stands for its start */
    public int fromIndex(int index) {
        if (indexes == null) {
            return index;
        }
        int found = Arrays.binarySearch(indexes, index);
        return found >= 0 ? found : -found - 2;
    }
}
