package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Vocabulary;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Block;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Span;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.StylingParser;

/**
 * Message Styling (XEP-0393) as XHTML-IM, within the recommended profile (XEP-0071 §7.8).
 *
 * <p>Directives are not shown: XEP-0393 §8 recommends to show them, but who reads XHTML sees the styles themselves. A
 * preformatted block, having no element in the profile, is a paragraph in monospace; its opening fence is shown where
 * text would be lost without it ({@code ```code```}). Addresses become links, for no receiver may make them (XEP-0071
 * §8, rule 10).
 */
public final class StylingToXhtml {
    static final String MONOSPACE = "font-family: monospace";

    private static final QName HTML = QName.get("html", "http://jabber.org/protocol/xhtml-im");
    private static final QName BODY = QName.get("body", Vocabulary.XHTML);
    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]+");
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private StylingToXhtml() {}

    /**
     * The styled form of {@code body}.
     *
     * @param body the text of a message without {@code <unstyled/>}; characters XML cannot hold are left out
     * @return an {@code <html/>} with one XHTML body; empty if there is no style to show, links being left to the
     *     receiver
     */
    public static Optional<Element> html(String body) {
        return html(StylingParser.parse(NOT_XML.matcher(body).replaceAll("")));
    }

    /** @return empty if there is no style to show */
    static Optional<Element> html(List<Block> blocks) {
        if (blocks.stream().noneMatch(Block::isStyled)) {
            return Optional.empty();
        }
        Element html = DocumentHelper.createElement(HTML);
        blocks(blocks, html.addElement(BODY));
        return Optional.of(html);
    }

    /** Recursion is as deep as {@link StylingParser} nests quotations. */
    private static void blocks(List<Block> blocks, Element parent) {
        int at = 0;
        while (at < blocks.size()) {
            List<List<Span>> plain = plainLines(blocks.subList(at, blocks.size()));
            if (!plain.isEmpty()) {
                lines(plain, true, parent.addElement("p"));
                at += plain.size();
            } else {
                block(blocks.get(at), parent);
                at++;
            }
        }
    }

    private static void block(Block block, Element parent) {
        if (block instanceof Block.Quote quote) {
            blocks(quote.blocks(), parent.addElement("blockquote"));
        } else if (block instanceof Block.Preformatted code) {
            lines(shown(code), false, parent.addElement("p").addAttribute("style", MONOSPACE));
        }
    }

    private static List<List<Span>> plainLines(List<Block> blocks) {
        return blocks.stream()
                .takeWhile(Block.Plain.class::isInstance)
                .map(block -> ((Block.Plain) block).spans())
                .toList();
    }

    private static List<List<Span>> shown(Block.Preformatted code) {
        Stream<String> fence = Stream.of(StylingParser.FENCE + code.info()).filter(line -> !isOnlyMarkup(code));
        return Stream.concat(fence, code.lines().stream())
                .map(StylingToXhtml::unstyled)
                .toList();
    }

    /** Whether the opening fence of {@code code} says no more than that, and in which language, it is code. */
    private static boolean isOnlyMarkup(Block.Preformatted code) {
        return code.info().isBlank()
                ? !code.lines().isEmpty()
                : LANGUAGE.matcher(code.info()).matches()
                        && code.lines().stream().anyMatch(StylingToXhtml::isVisible);
    }

    private static boolean isVisible(String line) {
        return !line.chars().allMatch(c -> Directives.isWhitespace((char) c));
    }

    private static List<Span> unstyled(String line) {
        return line.isEmpty() ? List.of() : List.of(new Span.Text(line));
    }

    private static void lines(List<List<Span>> lines, boolean links, Element paragraph) {
        Iterator<List<Span>> rest = lines.iterator();
        while (rest.hasNext()) {
            List<Span> line = rest.next();
            LineWriter.write(line, links, paragraph);
            if (rest.hasNext() || line.isEmpty()) { // the last break of a paragraph only shows after an empty line
                paragraph.addElement("br");
            }
        }
    }
}
