package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.LinkFinder.Piece;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Span;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/** Writes one line into a paragraph: spans become elements, addresses links, significant blanks no-break spaces. */
final class LineWriter {
    private static final String TAB = "    ";
    private static final char NO_BREAK_SPACE = '\u00A0';

    private boolean afterBlank =
            true; // XHTML drops a blank there, so it has to be a no-break space (XEP-0071 §8, rule 9)

    private LineWriter() {}

    static void write(List<Span> line, boolean links, Element paragraph) {
        new LineWriter().spans(line, links, paragraph);
    }

    private void spans(List<Span> spans, boolean links, Element parent) {
        for (Span span : spans) {
            if (span instanceof Span.Styled styled) {
                spans(styled.children(), links && styled.style() != Style.MONO, element(styled.style(), parent));
            } else if (span instanceof Span.Text text && links) {
                LinkFinder.pieces(text.characters()).forEach(piece -> piece(piece, parent));
            } else if (span instanceof Span.Text text) {
                parent.addText(visible(text.characters()));
            }
        }
    }

    private static Element element(Style style, Element parent) {
        return switch (style) {
            case STRONG -> parent.addElement("strong");
            case EMPHASIS -> parent.addElement("em");
            case STRIKE -> parent.addElement("span").addAttribute("style", "text-decoration: line-through");
            case MONO -> parent.addElement("span").addAttribute("style", StylingToXhtml.MONOSPACE);
        };
    }

    private void piece(Piece piece, Element parent) {
        Element holder = piece.isLink() ? parent.addElement("a").addAttribute("href", piece.text()) : parent;
        holder.addText(visible(piece.text()));
    }

    private String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (char c : text.replace("\t", TAB).toCharArray()) {
            visible.append(c == ' ' && afterBlank ? NO_BREAK_SPACE : c);
            afterBlank = c == ' ';
        }
        return visible.toString();
    }
}
