package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.EncryptedContent;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.Message;

/**
 * Finds the links to files in a message: out-of-band data (XEP-0066 §3), a file by reference (XEP-0447 §3.1), or a body
 * that is nothing but a link, which is how clients show one as a file.
 */
public final class MessageLinks {

    /** A message about one file has one, perhaps in each of these forms. */
    static final int MAX_LINKS = 5;

    private static final String OUT_OF_BAND = "jabber:x:oob";
    private static final String SHARING = "urn:xmpp:sfs:0";
    private static final String URL_DATA = "http://jabber.org/protocol/url-data";
    private static final String SCHEME = "http"; // or https

    private MessageLinks() {}

    /** @return whether there may be any: a quick look, which allocates nothing */
    public static boolean mayBeIn(Message message) {
        Element stanza = message.getElement();
        for (int i = 0, count = stanza.nodeCount(); i < count; i++) {
            Node node = stanza.node(i);
            if (node.getNodeType() == Node.ELEMENT_NODE && mayHaveOne((Element) node, stanza)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHaveOne(Element child, Element stanza) {
        String namespace = child.getNamespaceURI();
        return namespace.equals(OUT_OF_BAND)
                || namespace.equals(SHARING)
                || namespace.equals(stanza.getNamespaceURI())
                        && child.getName().equals("body")
                        && isOne(Payloads.text(child).strip());
    }

    private static boolean isOne(String text) {
        return text.startsWith(SCHEME) && text.chars().noneMatch(Character::isWhitespace);
    }

    /**
     * @return the links of one person's message to another that is not encrypted, each once, in the order in which they
     *     are named above
     */
    public static List<String> in(Message message) {
        boolean isPersonal = message.getType() == Message.Type.chat || message.getType() == Message.Type.normal;
        if (!isPersonal || EncryptedContent.isIn(message)) {
            return List.of();
        }
        Element stanza = message.getElement();
        List<String> found = new ArrayList<>();
        for (Element child : children(stanza, OUT_OF_BAND)) {
            found.add(child.elementText("url"));
        }
        for (Element child : children(stanza, SHARING)) {
            Element sources = child.element("sources");
            if (sources != null) {
                children(sources, URL_DATA).forEach(source -> found.add(source.attributeValue("target")));
            }
        }
        found.add(message.getBody());
        return found.stream()
                .flatMap(Stream::ofNullable)
                .map(String::strip)
                .filter(MessageLinks::isOne)
                .distinct()
                .limit(MAX_LINKS)
                .toList();
    }

    private static List<Element> children(Element parent, String namespace) {
        List<Element> children = new ArrayList<>();
        for (int i = 0, count = parent.nodeCount(); i < count; i++) {
            if (parent.node(i) instanceof Element child
                    && child.getNamespaceURI().equals(namespace)) {
                children.add(child);
            }
        }
        return children;
    }
}
