package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

/**
 * Writes the lines of a preformatted block so that they look the same where white space is collapsed: significant
 * blanks are no-break spaces (XEP-0071 §8 rule 9). Those are the blanks at the beginning of a line, and each after
 * another blank; a single blank between words stays, so that a long line can be broken there. A tab goes on to the next
 * multiple of eight columns.
 */
final class PreformattedText {

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final int TAB = 8;

    private final Runnable tabCounter;
    private int column;
    private boolean afterBlank;

    /** @param tabCounter is told of each tab: many blanks may come of one */
    PreformattedText(Runnable tabCounter) {
        this.tabCounter = tabCounter;
        startLine();
    }

    void startLine() {
        column = 0;
        afterBlank = true;
    }

    /** @return this part of the text, which goes on where the last one ended, and has no line break in it */
    String of(String text, int from, int to) {
        StringBuilder written = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                tabCounter.run();
                for (int blanks = TAB - column % TAB; blanks > 0; blanks--) {
                    blank(written);
                }
            } else if (c == ' ') {
                blank(written);
            } else {
                afterBlank = false;
                column++;
                written.append(c);
            }
        }
        return written.toString();
    }

    private void blank(StringBuilder written) {
        written.append(afterBlank ? NO_BREAK_SPACE : ' ');
        afterBlank = true;
        column++;
    }
}
