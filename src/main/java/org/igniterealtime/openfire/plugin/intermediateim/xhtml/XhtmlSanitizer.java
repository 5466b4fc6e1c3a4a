package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.dom4j.QName;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/**
 * Makes XHTML-IM harmless (XEP-0071 §11.1): what the policy allows is copied into a fresh tree, the rest is left out.
 *
 * <p>What comes out can be shown by an XML parser and by an HTML parser alike, and cleaning it again changes nothing.
 * Instances have no state and may be used by several threads.
 */
public final class XhtmlSanitizer {

    /**
     * The name of every {@code <html/>} that comes out. It equals the name a parser gives, but is not the same object,
     * and no parser can come by it: a mark within this server's memory that nobody can forge. Copies of an element keep
     * it; once written to a stream it is gone.
     */
    private static final QName CLEAN = new QName("html", Namespace.get(XhtmlIm.NAMESPACE));

    private final XhtmlPolicy policy;

    public XhtmlSanitizer(XhtmlPolicy policy) {
        this.policy = policy;
    }

    /** Whether {@code html} came out of a sanitizer of this server. */
    public static boolean isClean(Element html) {
        return html.getQName() == CLEAN;
    }

    /** As {@link #clean(Element, Tally)}, for those who do not want to know what was removed. */
    public Optional<Element> clean(Element html) {
        return clean(html, SanitizerReport.counting());
    }

    /**
     * Cleans one {@code <html xmlns='http://jabber.org/protocol/xhtml-im'/>}.
     *
     * @param html  is left as it is
     * @param report counts what is removed and why
     * @return a fresh tree without a parent; empty if there is nothing to show in it, if it is larger than the bounds
     *         allow, or if it could not be read: then the plain text of the message has to do
     */
    public Optional<Element> clean(Element html, SanitizerReport report) {
        try {
            return rebuild(html, report);
        } catch (RuntimeException e) {
            report.add(Rule.FAILURE, e.toString());
            return Optional.empty();
        }
    }

    private Optional<Element> rebuild(Element html, SanitizerReport report) {
        for (int i = 0; i < html.attributeCount(); i++) {
            report.add(Rule.ATTRIBUTE, html.attribute(i).getName());
        }
        Cleaning cleaning = new Cleaning(policy, report);
        Element clean = new DefaultElement(CLEAN);
        Set<String> languages = new HashSet<>();
        for (int i = 0; i < html.nodeCount() && !cleaning.isBroken(); i++) {
            Node node = html.node(i);
            if (isBody(node) && languages.size() < Bounds.BODIES) {
                cleaning.body((Element) node).ifPresent(body -> {
                    if (hasOwnLanguage(body, languages)) {
                        clean.add(body);
                    } else {
                        report.add(Rule.BODY, "body");
                    }
                });
            } else if (isContent(node)) {
                report.add(Rule.BODY, node.getNodeTypeName());
            }
        }
        if (cleaning.isBroken()) {
            return Optional.empty();
        }
        if (languages.isEmpty()) {
            report.add(Rule.NOTHING_LEFT, "html");
            return Optional.empty();
        }
        return Optional.of(clean);
    }

    /** §5: where there are several bodies, each has a language, and none the language of another. */
    private static boolean hasOwnLanguage(Element body, Set<String> languages) {
        String language = XhtmlIm.asciiLowerCase(body.attributeValue(XhtmlIm.LANG, ""));
        boolean first = languages.isEmpty();
        return first && languages.add(language)
                || !first && !languages.contains("") && !language.isEmpty() && languages.add(language);
    }

    private static boolean isBody(Node node) {
        return node instanceof Element element
                && element.getName().equals("body")
                && element.getNamespaceURI().equals(XhtmlIm.XHTML_NAMESPACE);
    }

    private static boolean isContent(Node node) {
        return !(node instanceof Namespace)
                && !(node.getNodeType() == Node.TEXT_NODE && node.getText().isBlank());
    }
}
