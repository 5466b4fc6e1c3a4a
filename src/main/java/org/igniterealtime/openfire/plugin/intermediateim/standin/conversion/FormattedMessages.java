package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Set;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;

/** Finds the message that a person has written: the stanza itself, or the copy that it carries. */
public final class FormattedMessages {

    static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";
    static final String MARKUP = "urn:xmpp:markup:0";

    /** What brings a copy of another message: carbons (XEP-0280), and results of an archive (XEP-0313). */
    private static final Set<String> ENVELOPES = Set.of("urn:xmpp:carbons:2", "urn:xmpp:mam:2", "urn:xmpp:mam:1");

    private static final String DIRECT_INVITATION = "jabber:x:conference";
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
    static final String OUT_OF_BAND = "jabber:x:oob";
    static final String FILE_SHARING = "urn:xmpp:sfs:0";
    private static final String FORWARD = "urn:xmpp:forward:0";

    private FormattedMessages() {}

    /** The message within a carbon or a result of an archive; {@code stanza} itself if it is neither. */
    public static Element written(Element stanza) {
        for (int i = 0, count = stanza.nodeCount(); i < count; i++) {
            Node node = stanza.node(i);
            if (node.getNodeType() == Node.ELEMENT_NODE && ENVELOPES.contains(((Element) node).getNamespaceURI())) {
                Element inner = within((Element) node);
                if (inner != null) {
                    return inner;
                }
            }
        }
        return stanza;
    }

    /** In whatever namespace: Openfire makes carbons in none, and leaves what they carry in that of the client. */
    private static Element messageIn(Element forwarded) {
        for (int i = 0, count = forwarded.nodeCount(); i < count; i++) {
            if (forwarded.node(i) instanceof Element child && child.getName().equals("message")) {
                return child;
            }
        }
        return null;
    }

    /**
     * Whether a child of a message that a person has written is among what may differ in a copy: its body, its rich
     * text, or an invitation into a room.
     */
    public static boolean isPart(Element child, Element written) {
        String namespace = child.getNamespaceURI();
        return namespace.equals(written.getNamespaceURI()) && child.getName().equals("body")
                || namespace.equals(XHTML_IM)
                || namespace.equals(MARKUP)
                || namespace.equals(DIRECT_INVITATION)
                || namespace.equals(MUC_USER) && child.element("invite") != null;
    }

    /** @return null if there is no message in {@code envelope} */
    private static Element within(Element envelope) {
        Element forwarded = Payloads.first(envelope, FORWARD);
        return forwarded == null ? null : messageIn(forwarded);
    }

    /** Whether the message that a person has written has XHTML. */
    public static boolean hasHtml(Element stanza) {
        return Payloads.first(written(stanza), XHTML_IM) != null;
    }

    /** Whether there may be rich text, or a link beside the text, in {@code stanza}. Allocates nothing. */
    static boolean mayConcern(Element stanza) {
        return mayConcern(stanza, true);
    }

    private static boolean mayConcern(Element message, boolean mayCarry) {
        for (int i = 0, count = message.nodeCount(); i < count; i++) {
            Node node = message.node(i);
            if (node.getNodeType() == Node.ELEMENT_NODE && mayConcern((Element) node, message, mayCarry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayConcern(Element child, Element message, boolean mayCarry) {
        String namespace = child.getNamespaceURI();
        if (namespace.equals(message.getNamespaceURI())) {
            return child.getName().equals("body") && mayHaveDirectives(Payloads.text(child));
        }
        if (namespace.equals(XHTML_IM)
                || namespace.equals(MARKUP)
                || namespace.equals(OUT_OF_BAND)
                || namespace.equals(FILE_SHARING)) {
            return true;
        }
        if (!mayCarry || !ENVELOPES.contains(namespace)) {
            return false;
        }
        Element inner = within(child);
        return inner != null && mayConcern(inner, false);
    }

    /** Whether a character of {@code body} stands where a directive of XEP-0393 can open. */
    private static boolean mayHaveDirectives(String body) {
        // most bodies have none of these, which the JVM can tell for many characters at a time
        if (body.indexOf('*') < 0
                && body.indexOf('_') < 0
                && body.indexOf('>') < 0
                && body.indexOf('~') < 0
                && body.indexOf('`') < 0) {
            return false;
        }
        char before = '\n';
        for (int i = 0, length = body.length(); i < length; i++) {
            char c = body.charAt(i);
            boolean mayOpen = switch (c) {
                case '>' -> before == '\n' || before == '\r';
                case '*', '_', '~', '`' -> !isWordCharacter(before);
                default -> false;
            };
            if (mayOpen) {
                return true;
            }
            before = c;
        }
        return false;
    }

    private static boolean isWordCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }
}
