package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * What XHTML elements mean for text, by local name. Elements not listed here are transparent: their content counts,
 * they do not (XEP-0071 §12.2, rule 4).
 */
public final class Vocabulary {
    public static final String XHTML = "http://www.w3.org/1999/xhtml";

    /** Their content is never shown as text. */
    static final Set<String> UNSEEN = Set.of(
            "applet",
            "audio",
            "canvas",
            "embed",
            "frameset",
            "head",
            "iframe",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "script",
            "style",
            "template",
            "title",
            "video");

    /** They start and end a line of their own. */
    static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "optgroup",
            "option",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul");

    /** They stand apart from what is beside them in the line. */
    static final Set<String> CELLS = Set.of("td", "th");

    /** How browsers show them, unless a style says otherwise. */
    static final Map<String, Style> LOOKS = Map.ofEntries(
            Map.entry("strong", Style.STRONG),
            Map.entry("b", Style.STRONG),
            Map.entry("th", Style.STRONG),
            Map.entry("h1", Style.STRONG),
            Map.entry("h2", Style.STRONG),
            Map.entry("h3", Style.STRONG),
            Map.entry("h4", Style.STRONG),
            Map.entry("h5", Style.STRONG),
            Map.entry("h6", Style.STRONG),
            Map.entry("em", Style.EMPHASIS),
            Map.entry("i", Style.EMPHASIS),
            Map.entry("cite", Style.EMPHASIS),
            Map.entry("dfn", Style.EMPHASIS),
            Map.entry("var", Style.EMPHASIS),
            Map.entry("address", Style.EMPHASIS),
            Map.entry("s", Style.STRIKE),
            Map.entry("strike", Style.STRIKE),
            Map.entry("del", Style.STRIKE),
            Map.entry("code", Style.MONO),
            Map.entry("tt", Style.MONO),
            Map.entry("kbd", Style.MONO),
            Map.entry("samp", Style.MONO));

    private Vocabulary() {}
}
