package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** What an HTML parser makes of the markup that the sanitizer left, as it does for a client that uses innerHTML. */
final class HtmlReading {

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("a", Set.of("href", "style", "type")),
            Map.entry("blockquote", Set.of("style")),
            Map.entry("div", Set.of()),
            Map.entry("br", Set.of()),
            Map.entry("cite", Set.of("style")),
            Map.entry("em", Set.of()),
            Map.entry("img", Set.of("alt", "height", "src", "style", "width")),
            Map.entry("li", Set.of("style")),
            Map.entry("ol", Set.of("style")),
            Map.entry("p", Set.of("style")),
            Map.entry("span", Set.of("style")),
            Map.entry("strong", Set.of()),
            Map.entry("ul", Set.of("style")));

    private HtmlReading() {}

    /**
     * @param xml an {@code <html/>} as it is written to the wire; its tags and those of the body mean nothing to
     *     innerHTML
     */
    static void check(String xml) {
        Element div = Jsoup.parseBodyFragment("<div>" + xml + "</div>").body().child(0);
        check(div, 1);
        String text = Markup.parse(xml).getStringValue();
        assertTrue(text.replaceAll("\\s+", "").equals(div.wholeText().replaceAll("\\s+", "")), () -> div.wholeText());
    }

    private static void check(Element element, double fontSize) {
        assertTrue(ALLOWED.containsKey(element.normalName()), element.normalName());
        double size = fontSize;
        for (Attribute attribute : element.attributes()) {
            assertTrue(ALLOWED.get(element.normalName()).contains(attribute.getKey()), attribute.getKey());
            if (attribute.getKey().equals("style")) {
                size = CssReading.check(attribute.getValue(), fontSize);
            }
        }
        for (Node node : element.childNodes()) {
            assertTrue(!(node instanceof DataNode) && !(node instanceof Comment), node::toString);
            if (node instanceof Element child) {
                check(child, size);
            }
        }
    }
}
