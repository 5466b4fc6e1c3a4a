package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of XHTML is let through: elements and attributes of XEP-0071 §7.8 without style and images. Data only. */
final class XhtmlPolicy {

    static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";
    static final String XHTML = "http://www.w3.org/1999/xhtml";

    /** Levels of elements; deeper markup is refused as a whole. */
    static final int MOST_LEVELS = 40;

    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("a", Set.of("href", "type")), Map.entry("blockquote", Set.of()), Map.entry("br", Set.of()),
            Map.entry("cite", Set.of()), Map.entry("em", Set.of()), Map.entry("li", Set.of()), Map.entry("ol", Set.of()),
            Map.entry("p", Set.of()), Map.entry("span", Set.of()), Map.entry("strong", Set.of()), Map.entry("ul", Set.of()));

    private static final Set<String> WITHOUT_TEXT = Set.of("script", "style", "head", "object", "applet", "embed");
    private static final List<String> SCHEMES = List.of("http:", "https:", "xmpp:", "mailto:");

    private XhtmlPolicy() {
    }

    static boolean keepsElement(String name) {
        return ATTRIBUTES.containsKey(name);
    }

    /** @return whether an element that is not kept takes its text with it */
    static boolean dropsText(String name) {
        return WITHOUT_TEXT.contains(name);
    }

    static boolean keepsAttribute(String element, String name, String value) {
        return ATTRIBUTES.get(element).contains(name) && (!name.equals("href") || isHarmlessUri(value));
    }

    private static boolean isHarmlessUri(String uri) {
        String start = uri.strip().toLowerCase(Locale.ROOT);
        return SCHEMES.stream().anyMatch(start::startsWith);
    }
}
