package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Function;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Hash;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Mark;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Numeric;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Quoted;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Word;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;

/** Reads the tokens of a style attribute, one after the other, passing over white space. */
final class CssTokenizer {

    private final String text;
    private int start;
    private int position;

    CssTokenizer(String text) {
        this.text = text;
    }

    /** @return the next token, or {@code null} at the end */
    CssToken next() {
        while (isWhitespace(peek(0))) {
            position++;
        }
        start = position;
        if (position == text.length()) {
            return null;
        }
        char c = peek(0);
        if (startsNumber(c)) {
            return number();
        }
        if (c == '"' || c == '\'') {
            return quoted(c);
        }
        if (c == '#') {
            position++;
            return new Hash(name());
        }
        return startsWord(c) ? word() : new Mark(text.charAt(position++));
    }

    /** Where the last token began. */
    int start() {
        return start;
    }

    /** Where the last token ended. */
    int end() {
        return position;
    }

    private CssToken word() {
        String name = name();
        if (peek(0) == '(') {
            position++;
            return new Function(name);
        }
        return new Word(name);
    }

    private CssToken number() {
        if (peek(0) == '+' || peek(0) == '-') {
            position++;
        }
        digits();
        if (peek(0) == '.' && isDigit(peek(1))) {
            position++;
            digits();
        }
        double value = Double.parseDouble(text.substring(start, position));
        if (peek(0) == '%') {
            position++;
            return new Numeric(value, "%");
        }
        return new Numeric(value, startsWord(peek(0)) ? name() : "");
    }

    private CssToken quoted(char quote) {
        int close = text.indexOf(quote, start + 1);
        if (close < 0) {
            position++;
            return new Mark(quote);
        }
        position = close + 1;
        return new Quoted(text.substring(start + 1, close));
    }

    private String name() {
        int from = position;
        while (isNameCharacter(peek(0))) {
            position++;
        }
        return XhtmlIm.asciiLowerCase(text.substring(from, position));
    }

    private void digits() {
        while (isDigit(peek(0))) {
            position++;
        }
    }

    private boolean startsNumber(char c) {
        int sign = c == '+' || c == '-' ? 1 : 0;
        return isDigit(peek(sign)) || peek(sign) == '.' && isDigit(peek(sign + 1));
    }

    private boolean startsWord(char c) {
        return isNameCharacter(c) && !isDigit(c);
    }

    private char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '-' || c == '_' || c >= '\u00a0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
