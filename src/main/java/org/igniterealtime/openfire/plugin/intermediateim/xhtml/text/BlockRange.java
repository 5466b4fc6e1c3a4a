package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

/**
 * Lines of a text that stand apart.
 *
 * @param from index of its first character
 * @param to index after its last character
 */
public record BlockRange(Kind kind, int from, int to) {

    /** What the lines are. */
    public enum Kind {
        QUOTE,
        CODE
    }
}
