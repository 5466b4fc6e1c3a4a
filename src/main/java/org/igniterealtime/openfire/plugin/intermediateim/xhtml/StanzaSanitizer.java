package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText;

/**
 * Makes every XHTML-IM in a stanza harmless, wherever in the stanza it is: a forwarded message, a carbon, an archive
 * result or a pubsub item may carry it as well.
 *
 * <p>Signed content is no exception, or a made-up signature would be the way around. Markup within the profile keeps
 * its canonical form, so signatures over it stay good. Encrypted content is not markup yet.
 *
 * <p>Instances have no state and may be used by several threads; a stanza must not be used by another meanwhile.
 */
public final class StanzaSanitizer {

    /** What to do with XHTML-IM. */
    public enum Mode {
        /** Replace it by its clean form. */
        SANITIZE,
        /** Remove it. */
        STRIP,
        /** Leave it. */
        OFF
    }

    /**
     * What was done to a stanza.
     *
     * @param changed whether the stanza was edited; it is, if there was XHTML-IM in it, however harmless
     * @param report   what was removed and why
     */
    public record Result(boolean changed, SanitizerReport report) {}

    /** How deep {@link #concerns} looks; what is nested deeper is taken to hold markup. */
    private static final int GLANCE_DEPTH = 32;

    private final XhtmlSanitizer sanitizer;
    private final PlainTextFallback plainTextFallback;

    public StanzaSanitizer(XhtmlSanitizer sanitizer) {
        this(sanitizer, PlainText::of);
    }

    /** @param plainText writes a clean XHTML body as text, where a message has none */
    public StanzaSanitizer(XhtmlSanitizer sanitizer, Function<Element, String> plainText) {
        this.sanitizer = sanitizer;
        this.plainTextFallback = new PlainTextFallback(plainText);
    }

    /** Whether there may be XHTML-IM in the stanza that was not cleaned yet. Costs little, and allocates nothing. */
    public static boolean concerns(Element stanza) {
        return concerns(stanza, 1);
    }

    private static boolean concerns(Element parent, int depth) {
        for (int i = 0, size = parent.nodeCount(); i < size; i++) {
            Node node = parent.node(i);
            if (node.getNodeType() == Node.ELEMENT_NODE) { // a failing instanceof would cost more than all the rest
                Element child = (Element) node;
                if (isMarkup(child)
                        ? !XhtmlSanitizer.isClean(child)
                        : depth == GLANCE_DEPTH || concerns(child, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As {@link #sanitize(Element, Mode, Tally)}, with a tally that counts. */
    public Result sanitize(Element stanza, Mode mode) {
        return sanitize(stanza, mode, SanitizerReport.counting());
    }

    /**
     * Edits the stanza in place. Plain texts that are there are never changed; where a message or presence has none
     * beside its markup, it is written from the markup, before it.
     */
    public Result sanitize(Element stanza, Mode mode, SanitizerReport report) {
        if (mode == Mode.OFF || !concerns(stanza)) {
            return new Result(false, report);
        }
        boolean changed = false;
        Deque<Element> waiting = new ArrayDeque<>();
        waiting.push(stanza);
        while (!waiting.isEmpty()) {
            changed |= sanitizeChildren(waiting.pop(), mode, report, waiting);
        }
        return new Result(changed, report);
    }

    /**
     * Takes all XHTML-IM out of a stanza that was not cleaned, without a look into it.
     *
     * @return whether there was any
     */
    static boolean removeMarkup(Element stanza) {
        boolean removed = false;
        Deque<Element> waiting = new ArrayDeque<>();
        waiting.push(stanza);
        while (!waiting.isEmpty()) {
            Element parent = waiting.pop();
            for (int i = parent.nodeCount() - 1; i >= 0; i--) {
                if (parent.node(i) instanceof Element child) {
                    if (!isMarkup(child)) {
                        waiting.push(child);
                    } else if (!XhtmlSanitizer.isClean(child)) {
                        child.detach();
                        removed = true;
                    }
                }
            }
        }
        return removed;
    }

    /** @param waiting takes the children that have children */
    private boolean sanitizeChildren(Element parent, Mode mode, SanitizerReport report, Deque<Element> waiting) {
        List<Node> content = null; // what the parent will hold, once it differs
        boolean textMissing = false;
        for (int i = 0; i < parent.nodeCount(); i++) {
            Node node = parent.node(i);
            if (node instanceof Element child && isMarkup(child) && !XhtmlSanitizer.isClean(child)) {
                if (content == null) {
                    content = firstNodes(parent, i);
                    textMissing = PlainTextFallback.isMissingIn(parent);
                }
                Optional<Element> clean =
                        mode == Mode.SANITIZE || textMissing ? clean(child, report) : Optional.empty();
                if (textMissing && clean.isPresent()) {
                    List<Element> texts = plainTextFallback.of(clean.get(), parent, report);
                    content.addAll(texts);
                    textMissing = texts.isEmpty();
                }
                if (mode == Mode.SANITIZE) {
                    clean.ifPresent(content::add);
                } else {
                    report.add(Rule.STRIPPED, "html");
                }
            } else {
                if (content != null) {
                    content.add(node);
                }
                if (node instanceof Element child && child.nodeCount() > 0 && !isMarkup(child)) {
                    waiting.push(child);
                }
            }
        }
        if (content != null) {
            parent.setContent(content);
        }
        return content != null;
    }

    private Optional<Element> clean(Element markup, SanitizerReport report) {
        if (!markup.getName().equals("html")) { // the namespace has no other element; <HTML/> is meant for the careless
            report.add(Rule.BODY, markup.getName());
            return Optional.empty();
        }
        return sanitizer.clean(markup, report);
    }

    private static List<Node> firstNodes(Element parent, int count) {
        List<Node> nodes = new ArrayList<>(parent.nodeCount() + 1);
        for (int i = 0; i < count; i++) {
            nodes.add(parent.node(i));
        }
        return nodes;
    }

    private static boolean isMarkup(Element element) {
        return XhtmlIm.NAMESPACE.equals(element.getNamespaceURI());
    }
}
