package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.Map;
import java.util.StringJoiner;
import org.dom4j.Element;
import org.dom4j.QName;

/** The attributes of {@code <font/>} as style declarations, which the style filter has yet to judge. */
final class FontAttributes {

    private static final QName COLOR = QName.get("color");
    private static final QName FACE = QName.get("face");
    private static final QName SIZE = QName.get("size");

    /** Sizes of HTML, "+1" and "-1" being steps from 3. */
    private static final Map<String, String> SIZES = Map.ofEntries(
            Map.entry("1", "x-small"),
            Map.entry("2", "small"),
            Map.entry("3", "medium"),
            Map.entry("4", "large"),
            Map.entry("5", "x-large"),
            Map.entry("6", "xx-large"),
            Map.entry("7", "48px"),
            Map.entry("-2", "x-small"),
            Map.entry("-1", "small"),
            Map.entry("+0", "medium"),
            Map.entry("+1", "large"),
            Map.entry("+2", "x-large"),
            Map.entry("+3", "xx-large"),
            Map.entry("+4", "48px"));

    private FontAttributes() {}

    static String style(Element font) {
        StringJoiner style = new StringJoiner("; ");
        String color = font.attributeValue(COLOR);
        if (color != null) {
            style.add("color: " + (color.matches("[0-9A-Fa-f]{6}") ? "#" + color : color));
        }
        String face = font.attributeValue(FACE);
        if (face != null) {
            style.add("font-family: " + face);
        }
        String size = SIZES.get(font.attributeValue(SIZE, ""));
        if (size != null) {
            style.add("font-size: " + size);
        }
        return style.toString();
    }
}
