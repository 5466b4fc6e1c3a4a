package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.List;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;

/**
 * The markup of one body.
 *
 * @param spans may overlap, as some clients write a span for each style
 * @param blocks quotations may be within quotations
 * @param hasUnknown whether there was more that is not understood, and may depend on the body being as it is
 */
public record Markup(List<MarkupSpan> spans, List<MarkupBlock> blocks, boolean hasUnknown) {

    public static final String NAMESPACE = "urn:xmpp:markup:0";

    private static final QName MARKUP = QName.get("markup", NAMESPACE);

    public Markup {
        spans = List.copyOf(spans);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a {@code <markup/>}. What points out of the body is cut or left out, and so is what is more than
     * {@value MarkupReader#MAX_ELEMENTS} elements.
     *
     * @param length of the body in code points
     */
    public static Markup read(Element markup, int length) {
        return new MarkupReader(length).read(markup);
    }

    /** A new {@code <markup/>} without what was not understood. */
    public Element toElement() {
        Element markup = DocumentHelper.createElement(MARKUP);
        for (MarkupSpan span : spans) {
            Element written = range("span", span.start(), span.end(), markup);
            span.sortedStyles().forEach(style -> written.addElement(style.elementName()));
        }
        for (MarkupBlock block : blocks) {
            write(block, markup);
        }
        return markup;
    }

    private static void write(MarkupBlock block, Element markup) {
        if (block instanceof MarkupBlock.Code code) {
            Element written = range("bcode", code.start(), code.end(), markup);
            code.language().ifPresent(language -> written.addAttribute("language", language));
        } else if (block instanceof MarkupBlock.Items items) {
            Element list = range("list", items.start(), items.end(), markup);
            list.addAttribute("ordered", Boolean.toString(items.ordered()));
            items.items().forEach(start -> list.addElement("li").addAttribute("start", Integer.toString(start)));
        } else {
            range("bquote", block.start(), block.end(), markup);
        }
    }

    private static Element range(String name, int start, int end, Element markup) {
        return markup.addElement(name)
                .addAttribute("start", Integer.toString(start))
                .addAttribute("end", Integer.toString(end));
    }
}
