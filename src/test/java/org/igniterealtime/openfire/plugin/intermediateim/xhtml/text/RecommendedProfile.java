package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dom4j.Attribute;
import org.dom4j.Element;

/** Elements, attributes and nesting that XEP-0071 recommends (§7.8, §8), for checking what a writer writes. */
final class RecommendedProfile {
    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("a", Set.of("href", "style", "type")),
            Map.entry("blockquote", Set.of("style")),
            Map.entry("br", Set.of()),
            Map.entry("cite", Set.of("style")),
            Map.entry("em", Set.of()),
            Map.entry("li", Set.of("style")),
            Map.entry("img", Set.of("alt", "height", "src", "style", "width")),
            Map.entry("ol", Set.of("style")),
            Map.entry("p", Set.of("style")),
            Map.entry("span", Set.of("style")),
            Map.entry("strong", Set.of()),
            Map.entry("ul", Set.of("style")));
    private static final Set<String> STYLES = Set.of("font-family: monospace", "text-decoration: line-through");

    private RecommendedProfile() {}

    /** What in the body of {@code html} is outside the profile. */
    static List<String> violations(Element html) {
        List<String> violations = new ArrayList<>();
        for (Object child : html.element("body").elements()) {
            check((Element) child, violations);
        }
        return violations;
    }

    private static void check(Element element, List<String> violations) {
        if (!element.getNamespaceURI().equals("http://www.w3.org/1999/xhtml")
                || !ATTRIBUTES.containsKey(element.getName())) {
            violations.add("element " + element.getQualifiedName());
        }
        for (Object each : element.attributes()) {
            Attribute attribute = (Attribute) each;
            if (!ATTRIBUTES.getOrDefault(element.getName(), Set.of()).contains(attribute.getQualifiedName())
                    || attribute.getName().equals("style") && !STYLES.contains(attribute.getValue())) {
                violations.add("attribute " + attribute.asXML() + " of " + element.getName());
            }
        }
        if (element.getName().equals("p")
                && !Set.of("body", "blockquote").contains(element.getParent().getName())) {
            violations.add("p in " + element.getParent().getName());
        }
        for (Object child : element.elements()) {
            check((Element) child, violations);
        }
    }
}
