package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.LinkDisplay;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.Message;

/**
 * Writes the addresses of links that travel beside the text (XEP-0066 §3, XEP-0447) into the body, for a client that
 * would show the text alone.
 */
public final class LinkWriter {

    /** Of one message. */
    static final int MOST = 8;

    /** Characters of one address. */
    static final int LONGEST = 2_000;

    private static final String URL_DATA = "http://jabber.org/protocol/url-data";

    /** Nothing may make an address look like two, or like another one. */
    private static final IntPredicate SPOILS_A_LINE = c -> Character.isWhitespace(c)
            || Character.isSpaceChar(c)
            || Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || c == '<'
            || c == '>'
            || c == '"';

    private LinkWriter() {}

    /** Whether there may be a link beside the text. */
    public static boolean mayConcern(Message message) {
        Element written = FormattedMessages.written(message.getElement());
        return Payloads.first(written, FormattedMessages.OUT_OF_BAND) != null
                || Payloads.first(written, FormattedMessages.FILE_SHARING) != null;
    }

    /**
     * @param message is not changed
     * @return a copy with the missing addresses, each on a line of its own; empty if none is missing
     */
    public static Optional<Conversion> write(Message message, LinkDisplay reader) {
        Element written = FormattedMessages.written(message.getElement());
        Set<String> addresses = notShown(written, reader);
        if (addresses.isEmpty() || !BodyLines.mayBeAdded(written) || isSubject(written)) {
            return Optional.empty();
        }
        Message copy = message.createCopy();
        Element body = FormattedMessages.written(copy.getElement());
        boolean added = false;
        for (String address : addresses) {
            added |= BodyLines.add(body, address, address);
        }
        return added ? Optional.of(new Conversion(copy, ConversionKind.LINK_TO_BODY)) : Optional.empty();
    }

    /** XEP-0045 §8.1: with a body it would not be a change of the room's subject. */
    private static boolean isSubject(Element message) {
        return "groupchat".equals(message.attributeValue("type"))
                && message.element("subject") != null
                && message.element("body") == null;
    }

    private static Set<String> notShown(Element message, LinkDisplay reader) {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> shown = new LinkedHashSet<>();
        for (Iterator<?> children = message.elementIterator(); children.hasNext(); ) {
            Element child = (Element) children.next();
            switch (child.getNamespaceURI()) {
                case FormattedMessages.OUT_OF_BAND ->
                    outOfBand(child).ifPresent((reader.outOfBand() ? shown : missing)::add);
                case FormattedMessages.FILE_SHARING ->
                    sharedFile(child).ifPresent((reader.fileSharing() ? shown : missing)::add);
                default -> {} // no link
            }
            if (missing.size() + shown.size() == MOST) {
                break;
            }
        }
        missing.removeAll(shown);
        return missing;
    }

    private static Optional<String> outOfBand(Element link) {
        return address(link.elementText("url"));
    }

    /** XEP-0447 §3: the first source that is a plain address; what is encrypted is of no use without the key. */
    private static Optional<String> sharedFile(Element sharing) {
        Element sources = sharing.getName().equals("file-sharing") ? sharing.element("sources") : null;
        if (sources == null) {
            return Optional.empty();
        }
        for (Iterator<?> children = sources.elementIterator(); children.hasNext(); ) {
            Element source = (Element) children.next();
            if (source.getNamespaceURI().equals(URL_DATA)) {
                Optional<String> address = address(source.attributeValue("target"));
                if (address.isPresent()) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> address(String text) {
        String address = text == null ? "" : text.strip();
        String scheme = address.substring(0, Math.min(address.length(), 8)).toLowerCase(Locale.ROOT);
        boolean isOfTheWeb = scheme.startsWith("http://") || scheme.startsWith("https://");
        return isOfTheWeb && address.length() <= LONGEST && address.chars().noneMatch(SPOILS_A_LINE)
                ? Optional.of(address)
                : Optional.empty();
    }
}
