package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds out whether a text names somebody: as a whole word ({@link WordBoundaries}), whatever the letter case. "Romeo",
 * "@romeo:" and "romeo's" name Romeo, "romeos" does not.
 *
 * <p>Asked for each seat and message in a room: no allocation, and a text is only skimmed for the rarest letter of each
 * name.
 */
final class Mentions {

    private final List<Name> names;

    /** @param names none of them empty */
    Mentions(String... names) {
        this.names = List.of(Stream.of(names).map(Name::of).toArray(Name[]::new));
    }

    /** @param text in Normalization Form C; null for none */
    boolean isIn(String text) {
        if (text == null) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isIn(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A name and what is looked for to find it.
     *
     * @param anchor where in it the character is that texts have least; {@code lower} and {@code upper} are how that
     *     can be written
     */
    private record Name(String name, int anchor, char lower, char upper) {

        /**
         * What most texts are made of, whatever their language, from what is most frequent on; what is not here is
         * rare.
         */
        private static final String FREQUENT = " eaniortsldhucmpgbvfywkzjxq.,-'";

        static Name of(String given) {
            String name = Normalizer.normalize(given, Normalizer.Form.NFC);
            int anchor = 0;
            for (int i = 1; i < name.length(); i++) {
                if (frequency(name.charAt(i)) < frequency(name.charAt(anchor))) {
                    anchor = i;
                }
            }
            char at = name.charAt(anchor);
            return new Name(name, anchor, Character.toLowerCase(at), Character.toUpperCase(at));
        }

        private static int frequency(char character) {
            int rank = FREQUENT.indexOf(Character.toLowerCase(character));
            return rank < 0 ? 0 : FREQUENT.length() - rank;
        }

        boolean isIn(String text) {
            return isIn(text, lower) || upper != lower && isIn(text, upper);
        }

        private boolean isIn(String text, char letter) {
            for (int i = text.indexOf(letter, anchor); i >= 0; i = text.indexOf(letter, i + 1)) {
                if (isAt(i - anchor, text)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAt(int start, String text) {
            return text.regionMatches(true, start, name, 0, name.length())
                    && WordBoundaries.isBoundary(text, start)
                    && WordBoundaries.isBoundary(text, start + name.length());
        }
    }
}
