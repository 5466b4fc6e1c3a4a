package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dom4j.Attribute;
import org.dom4j.Element;
import org.dom4j.Node;

/**
 * Says whether a parsed {@code <html/>} is within the profile under the default policy. It shares no code and no table
 * with the sanitizer: both were written from the XEP.
 */
final class ProfileChecker {

    private static final Map<String, Set<String>> TABLE_A = Map.ofEntries(
            Map.entry("a", Set.of("href", "style", "type")),
            Map.entry("blockquote", Set.of("style")),
            Map.entry("body", Set.of("style", "xml:lang")),
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

    private static final Set<String> MAY_BE_EMPTY = Set.of("br", "img", "p", "li");
    private static final Set<String> INDENTING = Set.of("blockquote", "ul", "ol");
    private static final Pattern LINK = Pattern.compile(
            "(?i)(https?://[^/?#\\s\\\\]+([/?#][^\\s\\\\<>\"]*)?|(xmpp|mailto|tel|geo):[^\\s\\\\<>\"]+)");
    private static final Pattern IMAGE =
            Pattern.compile("(?i)(https://[^/?#\\s\\\\]+([/?#][^\\s\\\\<>\"]*)?|cid:[^\\s\\\\<>\"]+)");
    private static final Pattern PIXELS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private int nodes;

    private ProfileChecker() {}

    static void check(Element html) {
        assertEquals("http://jabber.org/protocol/xhtml-im", html.getNamespaceURI());
        assertEquals("html", html.getName());
        assertEquals(0, html.attributeCount());
        ProfileChecker checker = new ProfileChecker();
        List<?> bodies = html.elements();
        assertFalse(bodies.isEmpty());
        assertTrue(bodies.size() <= 8);
        for (Object body : bodies) {
            assertEquals("body", ((Element) body).getName());
            checker.check((Element) body, 1, 0, false, 1);
        }
    }

    private void check(Element element, int depth, int indents, boolean inLink, double fontSize) {
        String name = element.getName();
        assertEquals("http://www.w3.org/1999/xhtml", element.getNamespaceURI());
        assertEquals("", element.getNamespacePrefix());
        assertTrue(TABLE_A.containsKey(name), name);
        assertEquals(depth == 1, name.equals("body"));
        assertTrue(depth <= 40, "depth");
        int indentsHere = indents + (INDENTING.contains(name) ? 1 : 0);
        assertTrue(indentsHere <= 8, "indents");
        assertFalse(inLink && name.equals("a"), "a link in a link");
        assertTrue(element.nodeCount() > 0 || MAY_BE_EMPTY.contains(name), "empty " + name);
        if (name.equals("br") || name.equals("img")) {
            assertEquals(0, element.nodeCount());
        }
        double size = fontSize;
        for (int i = 0; i < element.attributeCount(); i++) {
            Attribute attribute = element.attribute(i);
            assertTrue(
                    TABLE_A.get(name).contains(attribute.getQualifiedName()),
                    name + "/" + attribute.getQualifiedName());
            checkValue(attribute.getQualifiedName(), attribute.getValue());
            if (attribute.getName().equals("style")) {
                size = CssReading.check(attribute.getValue(), fontSize);
            }
        }
        checkRequired(element);
        checkContent(element, depth, indentsHere, inLink || name.equals("a"), size);
    }

    private static void checkRequired(Element element) {
        switch (element.getName()) {
            case "a" -> assertTrue(element.attribute("href") != null);
            case "img" -> assertTrue(element.attribute("src") != null && element.attribute("alt") != null);
            default -> {}
        }
    }

    private void checkContent(Element element, int depth, int indents, boolean inLink, double fontSize) {
        for (int i = 0; i < element.nodeCount(); i++) {
            Node node = element.node(i);
            switch (node.getNodeType()) {
                case Node.ELEMENT_NODE -> check((Element) node, depth + 1, indents, inLink, fontSize);
                case Node.TEXT_NODE, Node.NAMESPACE_NODE -> {}
                default -> throw new AssertionError(node.getNodeTypeName());
            }
            nodes++;
            assertTrue(nodes <= 8_000, "nodes");
        }
    }

    private static void checkValue(String name, String value) {
        assertTrue(value.length() <= 8192 * 3, "length"); // what is longer by escapes was in bounds before
        switch (name) {
            case "href" -> assertTrue(LINK.matcher(value).matches(), value);
            case "src" -> assertTrue(IMAGE.matcher(value).matches(), value);
            case "width", "height" -> assertTrue(PIXELS.matcher(value).matches(), value);
            case "type" -> assertTrue(TYPE.matcher(value).matches(), value);
            case "xml:lang" ->
                assertTrue(LANGUAGE.matcher(value.toLowerCase(Locale.ROOT)).matches(), value);
            default -> {}
        }
    }
}
