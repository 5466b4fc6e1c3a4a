package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dom4j.CDATA;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.QName;
import org.dom4j.Text;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.LineBuilder.Position;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * Reads XHTML into lines. Foreign namespaces, comments and processing instructions are passed over (XEP-0071 §12.2);
 * the walk keeps its own stack, so no depth overflows the thread's.
 */
public final class XhtmlLines {
    private static final QName BODY = QName.get("body", Vocabulary.XHTML);

    /** An element on the path to where we are; {@code list} is the one its items are in. */
    private record Frame(Iterator<?> nodes, Context context, ListMarkers list, Runnable leave) {}

    private final Deque<Frame> path = new ArrayDeque<>();
    private final LineBuilder out = new LineBuilder();
    /**
     * What the sanitizer may have written after the link that has just ended (XEP-0071 §11.2); it was said with the
     * link.
     */
    private String remark = "";

    /** Whether the address of a link or an image is told. */
    private final Predicate<String> told;

    private XhtmlLines(Predicate<String> told) {
        this.told = told;
    }

    /** @param html an XHTML-IM {@code <html/>}, of which the first body counts, or an XHTML element */
    public static List<Line> of(Element html) {
        return of(html, uri -> true);
    }

    /** @param told is asked for each address that is not told by its own text */
    public static List<Line> of(Element html, Predicate<String> told) {
        XhtmlLines lines = new XhtmlLines(told);
        (isXhtml(html) ? Optional.of(html) : Optional.ofNullable(html.element(BODY))).ifPresent(lines::walk);
        return lines.out.finish();
    }

    private static boolean isXhtml(Element element) {
        return Vocabulary.XHTML.equals(element.getNamespaceURI());
    }

    private void walk(Element root) {
        enter(root, Context.OUTERMOST, new ListMarkers(false));
        while (!path.isEmpty()) {
            Frame frame = path.peek();
            if (!frame.nodes().hasNext()) {
                path.pop().leave().run();
            } else if (frame.nodes().next() instanceof Node node) {
                visit(node, frame);
            }
        }
    }

    private void visit(Node node, Frame frame) {
        if (node instanceof Element element) {
            enter(element, frame.context(), frame.list());
        } else if (node instanceof Text || node instanceof CDATA) {
            String text = node.getText();
            out.text(
                    !remark.isEmpty() && text.startsWith(remark) ? text.substring(remark.length()) : text,
                    frame.context());
            remark = "";
        }
    }

    private void enter(Element element, Context outer, ListMarkers list) {
        String name = element.getName();
        if (!isXhtml(element) || Vocabulary.UNSEEN.contains(name)) {
            return;
        }
        Context context = outer.in(element);
        if (Vocabulary.BLOCKS.contains(name)) {
            out.edge();
            block(element, context, list);
            return;
        }
        if (Vocabulary.CELLS.contains(name)) {
            out.gap(context);
            descend(element, context, list, () -> out.gap(context));
            return;
        }
        switch (name) {
            case "br" -> out.lineBreak(outer);
            case "img" -> image(element, context);
            case "a" -> link(element, context, list);
            case "q" -> {
                out.text("“", context);
                descend(element, context, list, () -> out.text("”", context));
            }
            default -> descend(element, context, list, () -> {});
        }
    }

    private void block(Element element, Context context, ListMarkers list) {
        String name = element.getName();
        if (context.code()) {
            descend(element, context, list, out::edge);
        } else if (isPreformatted(element)) {
            Context code = context.preformatted(name.equals("pre"));
            out.openCode(context);
            descend(element, code, list, () -> out.closeCode(context));
        } else if (name.equals("li")) {
            String marker = list.next();
            Context item = context.indented(marker.length());
            out.item(marker, context);
            descend(element, item, list, () -> out.endItem(item));
        } else {
            Context inside = name.equals("blockquote") ? context.quoted() : context;
            ListMarkers items = name.equals("ul") || name.equals("ol") ? new ListMarkers(name.equals("ol")) : list;
            descend(element, inside, items, out::edge);
        }
    }

    /** A paragraph in monospace is how the recommended profile, which has no {@code <pre/>}, says the same. */
    private static boolean isPreformatted(Element element) {
        return element.getName().equals("pre")
                || element.getName().equals("p")
                        && InlineStyle.of(element).says(Style.MONO).orElse(false);
    }

    private void descend(Element element, Context context, ListMarkers list, Runnable leave) {
        path.push(new Frame(element.nodeIterator(), context, list, leave));
    }

    private void image(Element image, Context context) {
        String alt = image.attributeValue("alt", "");
        Optional<Address> source = Address.of(image.attributeValue("src")).filter(Address::isWeb);
        if (!alt.isBlank() || source.isPresent()) {
            out.gap(context);
            Position start = out.position();
            out.text(alt, context);
            source.ifPresent(src -> tell(src, start, context));
            out.gap(context);
        }
    }

    private void link(Element link, Context context, ListMarkers list) {
        Position start = out.position();
        descend(
                link,
                context,
                list,
                () -> Address.of(link.attributeValue("href")).ifPresent(href -> {
                    tell(href, start, context);
                    remark = " [" + href.uri() + "]";
                }));
    }

    /** Writes an address after its text, unless that text tells it already. It was no text, so it has no style. */
    private void tell(Address address, Position start, Context context) {
        Optional<String> text = out.since(start, address.limit());
        if (text.filter(address::isShownBy).isEmpty() && told.test(address.uri())) {
            boolean isAlone = text.filter(String::isEmpty).isPresent();
            out.text(isAlone ? address.uri() : " (" + address.uri() + ")", context.unstyled());
        }
    }
}
