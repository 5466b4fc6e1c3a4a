package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;

/**
 * Finds out whether a text names somebody: as a whole word, whatever the letter case. "Romeo", "@romeo:" and "romeo's" name
 * Romeo, "romeos" does not.
 *
 * <p>Asked for each seat and message in a room: no allocation, and a text without the first letters is only skimmed.
 */
final class Mentions {

    private final List<String> names;

    /** @param names none of them empty */
    Mentions(String... names) {
        this.names = List.of(names);
    }

    /** @param text null for none */
    boolean isIn(String text) {
        if (text == null) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (isIn(text, names.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String text, String name) {
        char first = name.charAt(0);
        char lower = Character.toLowerCase(first);
        char upper = Character.toUpperCase(first);
        for (int i = 0, last = text.length() - name.length(); i <= last; i++) {
            char at = text.charAt(i);
            if ((at == lower || at == upper || at == first) && text.regionMatches(true, i, name, 0, name.length())
                    && isEdge(text, i) && isEdge(text, i + name.length())) {
                return true;
            }
        }
        return false;
    }

    /** @return whether no word goes on from the one character to the other */
    private static boolean isEdge(String text, int at) {
        return at == 0 || at == text.length()
                || !(isOfWord(text.codePointBefore(at)) && isOfWord(text.codePointAt(at)));
    }

    private static boolean isOfWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }
}
