package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.Optional;
import java.util.OptionalLong;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Reads from offers on their way what stream they are about, and what file: SI file transfer (XEP-0096), SOCKS5 bytestreams
 * (XEP-0065), Jingle file transfer with SOCKS5 (XEP-0234, XEP-0260). Whatever it can't make sense of, it leaves alone.
 */
final class OfferReader {

    static final String SI = "http://jabber.org/protocol/si";
    static final String JINGLE = "urn:xmpp:jingle:1";

    private static final String SI_FILE = "http://jabber.org/protocol/si/profile/file-transfer";
    private static final String JINGLE_FILE = "urn:xmpp:jingle:apps:file-transfer:";
    private static final String JINGLE_SOCKS5 = "urn:xmpp:jingle:transports:s5b:1";
    private static final int MAX_SID = 256;

    private final Offers offers;

    OfferReader(Offers offers) {
        this.offers = offers;
    }

    /** @param iq any; read only */
    void read(IQ iq) {
        Element payload = iq.getChildElement();
        if (iq.getType() != IQ.Type.set || payload == null || iq.getFrom() == null || iq.getTo() == null) {
            return;
        }
        switch (payload.getNamespaceURI()) {
            case SI -> readSi(iq.getFrom(), iq.getTo(), payload);
            case BytestreamRequests.NAMESPACE -> readBytestream(iq.getFrom(), iq.getTo(), payload);
            case JINGLE -> readJingle(iq.getFrom(), iq.getTo(), payload);
            default -> { }
        }
    }

    private void readSi(JID from, JID to, Element si) {
        Element file = child(si, "file", SI_FILE);
        String sid = si.attributeValue("id");
        if (file != null && isSid(sid) && file.attributeValue("name") != null) {
            offers.offered(sid, from, to, new OfferedFile(file.attributeValue("name"), size(file.attributeValue("size"))));
        }
    }

    private void readBytestream(JID from, JID to, Element query) {
        String sid = query.attributeValue("sid");
        if (isSid(sid) && query.element("streamhost") != null) {
            offers.offered(sid, from, to);
        }
    }

    /** Each party's candidates have a hash with that party first, so both are kept (XEP-0260 §2.2). */
    private void readJingle(JID from, JID to, Element jingle) {
        for (Element content : jingle.elements("content")) {
            Element transport = child(content, "transport", JINGLE_SOCKS5);
            String sid = transport == null ? null : transport.attributeValue("sid");
            if (isSid(sid)) {
                jingleFile(content).ifPresent(file -> offers.offered(sid, from, to, file));
                offers.offered(sid, from, to);
                offers.offered(sid, to, from);
            }
        }
    }

    private static Optional<OfferedFile> jingleFile(Element content) {
        Element description = content.element("description");
        if (description == null || !description.getNamespaceURI().startsWith(JINGLE_FILE)) {
            return Optional.empty();
        }
        Element file = description.element("file");
        return file == null || file.elementText("name") == null ? Optional.empty()
                : Optional.of(new OfferedFile(file.elementText("name"), size(file.elementText("size"))));
    }

    private static Element child(Element parent, String name, String namespace) {
        for (Element child : parent.elements(name)) {
            if (child.getNamespaceURI().equals(namespace)) {
                return child;
            }
        }
        return null;
    }

    private static boolean isSid(String sid) {
        return sid != null && !sid.isEmpty() && sid.length() <= MAX_SID;
    }

    private static OptionalLong size(String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
