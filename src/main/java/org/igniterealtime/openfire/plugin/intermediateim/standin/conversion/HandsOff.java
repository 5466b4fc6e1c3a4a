package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.EncryptedContent;

/** Messages whose text must not be touched, and why. */
final class HandsOff {

    /** By the namespace of a child of the message. */
    private static final Map<String, Function<Element, Freedom>> RULES = rules();

    private HandsOff() {}

    private static Map<String, Function<Element, Freedom>> rules() {
        Map<String, Function<Element, Freedom>> rules = new HashMap<>();
        // what points into the body: mentions (0513), mixed messages (0452), text as it is typed (0301)
        for (String namespace : Set.of("urn:xmpp:mentions:0", "urn:xmpp:mmn:0", "urn:xmpp:rtt:0")) {
            rules.put(namespace, child -> Freedom.BODY_STAYS);
        }
        rules.put("urn:xmpp:reference:0", HandsOff::reference);
        rules.put("urn:xmpp:fallback:0", HandsOff::fallback);
        for (String namespace : EncryptedContent.NAMESPACES) {
            rules.put(namespace, child -> Freedom.NONE);
        }
        for (String namespace : List.of(
                // the body is declared as something else: 0481, <unstyled/> (0393)
                "urn:xmpp:content",
                "urn:xmpp:styling:0",
                // it stands for a message that was taken back (0424, 0425)
                "urn:xmpp:message-retract:0",
                "urn:xmpp:message-retract:1",
                "urn:xmpp:message-moderate:0",
                "urn:xmpp:message-moderate:1")) {
            rules.put(namespace, child -> Freedom.NONE);
        }
        return Map.copyOf(rules);
    }

    /** XEP-0372 §4: a reference may be about the whole message. */
    private static Freedom reference(Element reference) {
        return reference.attributeValue("begin") == null && reference.attributeValue("end") == null
                ? Freedom.FREE
                : Freedom.BODY_STAYS;
    }

    /** XEP-0428 §2.2: parts of the body, or all of it, are meant for clients that do not know something. */
    private static Freedom fallback(Element fallback) {
        boolean hasParts = false;
        Freedom freedom = Freedom.FREE;
        for (Iterator<?> parts = fallback.elementIterator(); parts.hasNext(); ) {
            Element part = (Element) parts.next();
            hasParts = true;
            if (part.getName().equals("body")) {
                freedom = freedom.and(part.attributeValue("start") == null ? Freedom.NONE : Freedom.BODY_STAYS);
            }
        }
        return hasParts ? freedom : Freedom.NONE;
    }

    static Freedom of(Element message, String body) {
        if ("error".equals(message.attributeValue("type")) || body.startsWith(EncryptedContent.OFF_THE_RECORD)) {
            return Freedom.NONE;
        }
        Freedom freedom = Freedom.FREE;
        for (Iterator<?> children = message.elementIterator(); children.hasNext(); ) {
            Element child = (Element) children.next();
            String namespace = child.getNamespaceURI();
            if (namespace.equals(FormattedMessages.OUT_OF_BAND) && body.strip().equals(address(child))) {
                return Freedom.NONE; // clients show it as a file only if both are the same
            }
            Function<Element, Freedom> rule = RULES.get(namespace);
            if (rule != null) {
                freedom = freedom.and(rule.apply(child));
            }
        }
        return freedom;
    }

    private static String address(Element outOfBand) {
        String address = outOfBand.elementText("url");
        return address == null ? "" : address.strip();
    }
}
