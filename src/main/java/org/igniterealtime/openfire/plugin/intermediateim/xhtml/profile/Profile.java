package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Drop;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Gap;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Keep;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Layout;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Rewrite;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Trait;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Unwrap;

/** The recommended profile (XEP-0071 §7.8), and what becomes of the elements of old HTML that clients send. */
public final class Profile {

    public static final Keep BODY = keep("body", Layout.BLOCK, "style", "xml:lang");
    public static final Keep A = keep("a", Layout.INLINE, "href", "style", "type");
    public static final Keep IMG = keep("img", Layout.VOID, "alt", "height", "src", "style", "width");
    public static final Keep BR = keep("br", Layout.VOID);
    public static final Keep SPAN = keep("span", Layout.INLINE, "style");

    private static final Keep P = keep("p", Layout.BLOCK, "style");
    private static final Keep EM = keep("em", Layout.INLINE);
    private static final Keep STRONG = keep("strong", Layout.INLINE);

    private static final List<Keep> KEPT = List.of(
            A,
            keep("blockquote", Layout.INDENTING, "style"),
            BR,
            keep("cite", Layout.INLINE, "style"),
            EM,
            IMG,
            keep("li", Layout.BLOCK, "style"),
            keep("ol", Layout.INDENTING, "style"),
            P,
            SPAN,
            STRONG,
            keep("ul", Layout.INDENTING, "style"));

    private static final Map<String, Treatment> REWRITTEN = Map.ofEntries(
            rewrite("b", "", STRONG),
            rewrite("i", "", EM),
            rewrite("dfn", "", EM),
            rewrite("var", "", EM),
            rewrite("u", "text-decoration: underline", SPAN),
            rewrite("ins", "text-decoration: underline", SPAN),
            rewrite("s", "text-decoration: line-through", SPAN),
            rewrite("strike", "text-decoration: line-through", SPAN),
            rewrite("del", "text-decoration: line-through", SPAN),
            rewrite("big", "font-size: larger", SPAN),
            rewrite("small", "font-size: smaller", SPAN),
            rewrite("code", "font-family: monospace", SPAN),
            rewrite("kbd", "font-family: monospace", SPAN),
            rewrite("samp", "font-family: monospace", SPAN),
            rewrite("tt", "font-family: monospace", SPAN),
            rewrite("h1", "font-size: 2em", P, STRONG),
            rewrite("h2", "font-size: 1.5em", P, STRONG),
            rewrite("h3", "font-size: 1.2em", P, STRONG),
            rewrite("h4", "", P, STRONG),
            rewrite("h5", "font-size: 0.8em", P, STRONG),
            rewrite("h6", "font-size: 0.7em", P, STRONG),
            rewrite("center", "text-align: center", P),
            rewrite("address", "", P, EM),
            Map.entry("font", new Rewrite(List.of(SPAN), "", Trait.LOOK_IN_ATTRIBUTES)),
            Map.entry("div", new Rewrite(List.of(P), "", Trait.FRAME_OF_BLOCKS)),
            Map.entry("pre", new Rewrite(List.of(P), "font-family: monospace", Trait.PREFORMATTED)));

    /**
     * §12.2 rule 4 asks to show the text of what is not understood. The text of these is a program, a style sheet,
     * or what stands in for a thing that could not be shown: no browser takes it for part of the page.
     */
    private static final List<String> DROPPED = List.of(
            "script",
            "style",
            "head",
            "template",
            "noscript",
            "object",
            "applet",
            "embed",
            "iframe",
            "frameset",
            "noframes",
            "noembed",
            "audio",
            "video",
            "canvas",
            "svg",
            "math");

    /** Without their tags each still has a line of its own. */
    private static final List<String> LINES = List.of(
            "article",
            "aside",
            "dd",
            "details",
            "dialog",
            "dir",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hgroup",
            "hr",
            "legend",
            "main",
            "menu",
            "nav",
            "optgroup",
            "option",
            "section",
            "summary",
            "title");

    private static final List<String> ROWS = List.of("caption", "table", "tbody", "tfoot", "thead", "tr");
    private static final List<String> CELLS = List.of("td", "th");

    static final Map<String, Treatment> RECOMMENDED = recommended();

    private Profile() {}

    private static Map<String, Treatment> recommended() {
        Map<String, Treatment> treatments = new HashMap<>(REWRITTEN);
        KEPT.forEach(keep -> treatments.put(keep.name().getName(), keep));
        DROPPED.forEach(name -> treatments.put(name, new Drop()));
        LINES.forEach(name -> treatments.put(name, new Unwrap(Gap.LINE, false)));
        ROWS.forEach(name -> treatments.put(name, new Unwrap(Gap.LINE, true)));
        CELLS.forEach(name -> treatments.put(name, new Unwrap(Gap.BLANK, true)));
        return Map.copyOf(treatments);
    }

    private static Keep keep(String name, Layout layout, String... attributes) {
        return new Keep(
                XhtmlIm.xhtml(name),
                layout,
                Stream.of(attributes).collect(toUnmodifiableMap(Profile::attributeName, Profile::attributeType)));
    }

    private static QName attributeName(String name) {
        return name.equals("xml:lang") ? XhtmlIm.LANG : QName.get(name);
    }

    private static AttributeType attributeType(String name) {
        return switch (name) {
            case "href" -> AttributeType.LINK;
            case "src" -> AttributeType.IMAGE;
            case "style" -> AttributeType.STYLE;
            case "height", "width" -> AttributeType.PIXELS;
            case "type" -> AttributeType.MEDIA_TYPE;
            case "xml:lang" -> AttributeType.LANGUAGE;
            default -> AttributeType.TEXT;
        };
    }

    private static Map.Entry<String, Treatment> rewrite(String name, String style, Keep... into) {
        return Map.entry(name, new Rewrite(List.of(into), style, Trait.NONE));
    }
}
