package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

/** A token of a style attribute (CSS Syntax Level 3 §4, without escapes and comments). */
sealed interface CssToken {

    /** An identifier; ASCII letters are in lower case. */
    record Word(String text) implements CssToken {
        boolean is(String word) {
            return text.equals(word);
        }
    }

    /** What follows a {@code #}, in lower case. */
    record Hash(String text) implements CssToken {}

    /** @param unit in lower case, {@code "%"} for a percentage, {@code ""} for a bare number */
    record Numeric(double value, String unit) implements CssToken {
        boolean isBare() {
            return unit.isEmpty();
        }

        boolean isPercentage() {
            return unit.equals("%");
        }
    }

    /** The text between two quotes. */
    record Quoted(String text) implements CssToken {}

    /** A name with an opening parenthesis, in lower case. */
    record Function(String name) implements CssToken {}

    /** Any other character. */
    record Mark(char character) implements CssToken {}
}
