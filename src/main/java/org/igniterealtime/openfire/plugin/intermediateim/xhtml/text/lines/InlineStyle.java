package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * What the {@code style} attribute of one element says about those four looks that text can show.
 *
 * @param declarations values by property, both in lower case; the last declaration of a property wins
 */
record InlineStyle(Map<String, String> declarations) {
    private static final InlineStyle NONE = new InlineStyle(Map.of());
    private static final int SEMIBOLD = 600;

    static InlineStyle of(Element element) {
        String style = element.attributeValue("style");
        return style == null ? NONE : read(style.toLowerCase(Locale.ROOT));
    }

    private static InlineStyle read(String style) {
        Map<String, String> declarations = new HashMap<>();
        int start = 0;
        char quote = 0; // the one that a string was opened with
        for (int at = 0; at < style.length(); at++) {
            char c = style.charAt(at);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && c == ';') {
                declare(style.substring(start, at), declarations);
                start = at + 1;
            }
        }
        declare(style.substring(start), declarations);
        return new InlineStyle(declarations);
    }

    private static void declare(String declaration, Map<String, String> declarations) {
        int colon = declaration.indexOf(':');
        if (colon > 0) {
            String value =
                    declaration.substring(colon + 1).replace("!important", "").strip();
            declarations.put(declaration.substring(0, colon).strip(), value);
        }
    }

    /** Whether this switches {@code style} on or off for the element; empty if it says nothing of it. */
    Optional<Boolean> says(Style style) {
        return switch (style) {
            case STRONG -> value("font-weight").flatMap(InlineStyle::isBold);
            case EMPHASIS -> value("font-style").map(value -> value.equals("italic") || value.startsWith("oblique"));
            case STRIKE -> value("text-decoration").map(value -> value.contains("line-through"));
            case MONO -> value("font-family").map(InlineStyle::isMonospace);
        };
    }

    private Optional<String> value(String property) {
        return Optional.ofNullable(declarations.get(property)).filter(value -> !value.equals("inherit"));
    }

    private static Optional<Boolean> isBold(String weight) {
        return switch (weight) {
            case "bold", "bolder" -> Optional.of(true);
            case "normal", "lighter" -> Optional.of(false);
            default ->
                weight.matches("\\d{1,4}") ? Optional.of(Integer.parseInt(weight) >= SEMIBOLD) : Optional.empty();
        };
    }

    /** The generic family only: a user whose favourite font happens to be Courier does not write code all day. */
    private static boolean isMonospace(String families) {
        return Arrays.stream(families.split(",")).map(String::strip).anyMatch("monospace"::equals);
    }
}
