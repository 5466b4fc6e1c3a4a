package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import static org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm.XHTML_NAMESPACE;

import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StyleFilter.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.Uri;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Profile;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Drop;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Gap;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Keep;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Rewrite;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Trait;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Unwrap;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/**
 * The walk over one {@code <html/>}: reads body after body and decides, element by element, what is built of it.
 * It keeps a stack of its own, so no depth of nesting overflows the thread's.
 */
final class Cleaning {

    private static final double BASE_FONT_SIZE = 1;

    private final XhtmlPolicy policy;
    private final SanitizerReport report;
    private final ElementMaker elements;
    private final BodyBuilder result;
    private final PreformattedText preformatted;
    private Cursor cursor;

    Cleaning(XhtmlPolicy policy, SanitizerReport report) {
        this.policy = policy;
        this.report = report;
        this.elements = new ElementMaker(report);
        this.result = new BodyBuilder(policy.linkHonesty(), report);
        this.preformatted = new PreformattedText(result::count);
    }

    /** Whether a bound was broken; then nothing of the markup is to be used. */
    boolean isBroken() {
        return result.isBroken();
    }

    /** @return the clean body; empty if it would show nothing */
    Optional<Element> body(Element source) {
        Style style = elements.style(source, "", BASE_FONT_SIZE);
        result.start(elements.copy(source, Profile.BODY, style, null), style.fontSize());
        cursor = new Cursor(null, source, result.depth(), false, null);
        while (cursor != null && !result.isBroken()) {
            if (cursor.hasNext()) {
                visit(cursor.next());
            } else {
                leave();
            }
        }
        return result.end();
    }

    private void visit(Node node) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> {
                result.count();
                element((Element) node);
            }
            case Node.TEXT_NODE, Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE -> text(node.getText());
            case Node.NAMESPACE_NODE -> {} // dom4j keeps declarations among the content
            default -> {
                result.count();
                report.add(Rule.NOT_CONTENT, node.getNodeTypeName());
            }
        }
    }

    private void element(Element source) {
        String name = source.getName();
        Treatment treatment = policy.treatment(name);
        if (!XHTML_NAMESPACE.equals(source.getNamespaceURI())) {
            report.add(Rule.FOREIGN_NAMESPACE, name);
        } else if (treatment == null) {
            report.add(Rule.ELEMENT_UNWRAPPED, name);
            read(source);
        } else if (treatment instanceof Unwrap unwrap) {
            report.add(Rule.ELEMENT_UNWRAPPED, name);
            unwrap(source, unwrap);
        } else if (treatment instanceof Drop) {
            report.add(Rule.ELEMENT_DROPPED, name);
        } else if (treatment instanceof Rewrite rewrite) {
            report.add(Rule.ELEMENT_REWRITTEN, name);
            rewrite(source, rewrite);
        } else if (treatment == Profile.A) {
            link(source);
        } else if (treatment == Profile.IMG) {
            image(source);
        } else if (treatment == Profile.BR) {
            lineBreak(source);
        } else {
            keep(source, (Keep) treatment, null);
        }
    }

    /** Within a line no table can begin: one that does goes on with it (§12.2 rule 4). */
    private void unwrap(Element source, Unwrap unwrap) {
        if (!unwrap.follows() || result.depth() == 1) {
            result.gap(unwrap.gap());
        }
        cursor = new Cursor(cursor, source, result.depth(), cursor.preformatted, unwrap.gap());
    }

    private void lineBreak(Element source) {
        elements.copy(source, Profile.BR, Style.none(BASE_FONT_SIZE), null); // for the tally of its attributes
        result.lineBreak();
        preformatted.startLine();
        read(source);
    }

    /** Goes on with the content of an element; what is open in the result by then is closed after it. */
    private void read(Element source) {
        read(source, result.depth(), cursor.preformatted);
    }

    private void read(Element source, int depth, boolean preformatted) {
        cursor = new Cursor(cursor, source, depth, preformatted, null);
    }

    private void leave() {
        while (result.depth() > cursor.depth) {
            result.leave();
        }
        if (cursor.gap != null) {
            result.gap(cursor.gap);
        }
        cursor = cursor.outer;
    }

    private void text(String text) {
        if (text == null) {
            return; // an entity nobody declared
        }
        if (!cursor.preformatted) {
            result.text(text);
            return;
        }
        int from = 0;
        for (int end; (end = text.indexOf('\n', from)) >= 0 && !result.isBroken(); from = end + 1) {
            result.text(preformatted.of(text, from, end));
            result.count();
            result.lineBreak();
            preformatted.startLine();
        }
        if (!result.isBroken()) {
            result.text(preformatted.of(text, from, text.length()));
        }
    }

    private void link(Element source) {
        String href = source.attributeValue(ElementMaker.HREF, "");
        Optional<Uri> target = Uri.read(href).filter(uri -> policy.linkSchemes().contains(uri.scheme()));
        if (target.isEmpty() || result.isInLink()) { // an HTML parser ends a link where the next one begins
            report.add(Rule.LINK, href);
            read(source);
        } else {
            keep(source, Profile.A, target.get());
        }
    }

    private void image(Element source) {
        String src = source.attributeValue(ElementMaker.SRC, "");
        String alt = source.attributeValue(ElementMaker.ALT, "");
        Optional<Uri> address =
                Uri.read(src).filter(uri -> policy.images().schemes().contains(uri.scheme()));
        if (address.isPresent()) {
            Element image =
                    elements.copy(source, Profile.IMG, elements.style(source, "", result.fontSize()), address.get());
            if (image.attribute(ElementMaker.ALT) == null) {
                ElementMaker.add(image, ElementMaker.ALT, ""); // §7.7.2 demands one
            }
            result.image(image, alt);
        } else {
            report.add(Rule.IMAGE, src);
            alternative(Bounds.isLonger(alt, Bounds.ATTRIBUTE_BYTES) ? "" : alt);
        }
        read(source);
    }

    /** The text in place of an image, which was apart from the text around it. */
    private void alternative(String alt) {
        if (!alt.isBlank()) {
            result.gap(Gap.BLANK);
            text(alt);
            result.gap(Gap.BLANK);
        }
    }

    /** Builds a copy of an element of the profile; a style it may not carry goes onto a span within it. */
    private void keep(Element source, Keep keep, Uri target) {
        int depth = result.depth();
        Style style = elements.style(source, "", result.fontSize());
        Element copy = elements.copy(source, keep, style, target);
        if (target == null) {
            result.enter(keep, copy, style.fontSize());
        } else {
            result.enterLink(copy, style.fontSize(), target);
        }
        if (style.hasText() && !keep.takesStyle()) {
            report.add(Rule.ELEMENT_REWRITTEN, source.getName());
            result.count();
            result.enter(Profile.SPAN, elements.make(Profile.SPAN, style), style.fontSize());
        }
        read(source, depth, cursor.preformatted);
    }

    /** Builds elements of the profile that stand for one of old HTML. */
    private void rewrite(Element source, Rewrite rewrite) {
        int depth = result.depth();
        String look = rewrite.trait() == Trait.LOOK_IN_ATTRIBUTES ? FontAttributes.style(source) : rewrite.style();
        Style style = elements.style(source, look, result.fontSize());
        boolean frame = rewrite.trait() == Trait.FRAME_OF_BLOCKS && policy.holdsBlocks(source);
        for (Keep keep : rewrite.elements(style.hasText(), frame)) {
            if (result.depth() > depth) {
                result.count(); // the first one stands for the source
            }
            result.enter(keep, elements.make(keep, style), style.fontSize());
        }
        if (rewrite.trait() == Trait.PREFORMATTED) {
            preformatted.startLine();
        }
        read(source, depth, cursor.preformatted || rewrite.trait() == Trait.PREFORMATTED);
    }
}
