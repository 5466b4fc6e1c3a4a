package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.helger.css.ECSSVersion;
import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSDeclarationList;
import com.helger.css.reader.CSSReaderDeclarationList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a real CSS parser reads in a style attribute that the sanitizer left. */
final class CssReading {

    private static final String COLOR =
            "([a-z]+|#[0-9a-f]{3}|#[0-9a-f]{4}|#[0-9a-f]{6}|#[0-9a-f]{8}|(rgb|hsl)a?\\([0-9., %/+edg]*\\))";
    private static final String LENGTH = "\\+?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)(em|ex|ch|rem|px|pt|pc|in|cm|mm|%)";
    private static final Map<String, Pattern> VALUES = Map.of(
            "background-color", Pattern.compile(COLOR),
            "color", Pattern.compile(COLOR),
            "font-family", Pattern.compile("[\\p{L}\\p{M}\\p{N} ,'\"._&+-]+"),
            "font-size", Pattern.compile("[a-z-]+|" + LENGTH),
            "font-style", Pattern.compile("[a-z]+"),
            "font-weight", Pattern.compile("[a-z]+|[0-9]{1,4}"),
            "margin-left", Pattern.compile("auto|inherit|initial|\\+?0+|" + LENGTH),
            "margin-right", Pattern.compile("auto|inherit|initial|\\+?0+|" + LENGTH),
            "text-align", Pattern.compile("[a-z]+"),
            "text-decoration", Pattern.compile("[a-z -]+( " + COLOR + ")?( [a-z -]+)?"));
    private static final Pattern NUMBER = Pattern.compile("\\+?([0-9.]+)(em|ex|ch|rem|px|pt|pc|in|cm|mm|%)");

    private CssReading() {}

    /** The declarations, "property: value" each. */
    static List<String> declarations(String style) {
        CSSDeclarationList list = CSSReaderDeclarationList.readFromString(style, ECSSVersion.CSS30);
        assertNotNull(list, style);
        List<String> declarations = new ArrayList<>();
        for (CSSDeclaration declaration : list.getAllDeclarations()) {
            assertFalse(declaration.isImportant(), style);
            declarations.add(
                    declaration.getProperty().toLowerCase(Locale.ROOT) + ": " + declaration.getExpressionAsCSSString());
        }
        return declarations;
    }

    /** @return the font size within, in em of the outermost text */
    static double check(String style, double fontSize) {
        double size = fontSize;
        for (String declaration : declarations(style)) {
            String property = declaration.substring(0, declaration.indexOf(':'));
            String value = declaration.substring(property.length() + 2).toLowerCase(Locale.ROOT);
            assertTrue(VALUES.containsKey(property), property);
            assertTrue(VALUES.get(property).matcher(value).matches(), declaration);
            if (property.equals("font-size")) {
                size = fontSize(value, fontSize);
                assertTrue(size > 0.399 && size < 4.001, declaration + " makes " + size);
            }
        }
        return size;
    }

    private static double fontSize(String value, double around) {
        Matcher number = NUMBER.matcher(value);
        if (!number.matches()) {
            return switch (value) {
                case "xx-small" -> 0.5625;
                case "x-small" -> 0.625;
                case "small" -> 0.8125;
                case "medium", "initial" -> 1;
                case "large" -> 1.125;
                case "x-large" -> 1.5;
                case "xx-large" -> 2;
                case "xxx-large" -> 3;
                case "smaller" -> around / 1.2;
                case "larger" -> around * 1.2;
                case "inherit" -> around;
                default -> throw new AssertionError(value);
            };
        }
        double n = Double.parseDouble(number.group(1));
        return switch (number.group(2)) {
            case "em" -> n * around;
            case "%" -> n * around / 100;
            case "ex", "ch" -> n * around / 2;
            case "rem", "pc" -> n;
            case "px" -> n / 16;
            case "pt" -> n / 12;
            case "in" -> n * 6;
            case "cm" -> n * 6 / 2.54;
            case "mm" -> n * 0.6 / 2.54;
            default -> throw new AssertionError(value);
        };
    }

    static void assertReads(String style, String... declarations) {
        assertEquals(List.of(declarations), declarations(style));
    }
}
