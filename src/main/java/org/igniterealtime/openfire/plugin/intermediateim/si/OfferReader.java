package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.si.OfferObserver.Question;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Reads from offers on their way, and from the answers to them, what stream they are about, what file, and whether both
 * parties want it: SI file transfer (XEP-0096), SOCKS5 bytestreams (XEP-0065), Jingle file transfer with SOCKS5
 * (XEP-0234, XEP-0260). Whatever it can't make sense of, it leaves alone.
 */
public final class OfferReader {

    private static final String JINGLE_FILE = "urn:xmpp:jingle:apps:file-transfer:";
    private static final String JINGLE_SOCKS5 = "urn:xmpp:jingle:transports:s5b:1";
    /**
     * Whoever sends one of these with a transport of ours wants the stream: it offers or accepts it (XEP-0166 §7.2).
     */
    private static final Set<String> JINGLE_AGREEING = Set.of(
            "session-initiate",
            "session-accept",
            "content-add",
            "content-accept",
            "transport-replace",
            "transport-accept");

    private static final int MAX_SID = 256;
    private static final int MAX_PROXIES = 8;

    private final OfferObserver offers;
    private final String domain;

    /**
     * @param offers is told what was read
     * @param domain of the server's users
     */
    public OfferReader(OfferObserver offers, String domain) {
        this.offers = offers;
        this.domain = domain;
    }

    /** @param iq any; read only. One that is read twice is the same as once */
    public void read(IQ iq) {
        Element payload = iq.getChildElement();
        if (payload == null || iq.getFrom() == null || iq.getTo() == null) {
            return;
        }
        JID from = iq.getFrom();
        String owner = from.getDomain().equals(domain) ? from.toBareJID() : from.getDomain();
        switch (iq.getType()) {
            case set -> readOffer(iq, payload, owner);
            case result -> readAgreement(iq, payload, owner);
            case error -> offers.answered(iq).ifPresent(offers::refused);
            default -> {}
        }
    }

    private void readOffer(IQ iq, Element payload, String owner) {
        switch (payload.getNamespaceURI()) {
            case Namespaces.SI -> readSi(iq, payload, owner);
            case Namespaces.BYTESTREAMS -> readBytestream(iq, payload, owner);
            case Namespaces.JINGLE -> readJingle(iq.getFrom(), iq.getTo(), payload, owner);
            default -> {}
        }
    }

    private void readSi(IQ iq, Element si, String owner) {
        Element file = child(si, "file", Namespaces.FILE_TRANSFER);
        String sid = si.attributeValue("id");
        if (file != null && isSid(sid) && file.attributeValue("name") != null) {
            OptionalLong size = number(file.attributeValue("size"));
            offers.offered(
                    owner, sid, iq.getFrom(), iq.getTo(), new OfferedFile(file.attributeValue("name"), size), size);
            asked(iq, sid, true, owner);
        }
    }

    private void readBytestream(IQ iq, Element query, String owner) {
        String sid = query.attributeValue("sid");
        if (isSid(sid) && query.element("streamhost") != null) {
            offers.offered(owner, sid, iq.getFrom(), iq.getTo(), proxies(query.elements("streamhost")));
            asked(iq, sid, false, owner);
        }
    }

    /** Clients that are streamhosts themselves have full JIDs; proxies are domains. */
    private static Set<String> proxies(List<Element> streamhosts) {
        return streamhosts.stream()
                .map(host -> host.attributeValue("jid", ""))
                .filter(OfferReader::isDomain)
                .limit(MAX_PROXIES)
                .collect(Collectors.toSet());
    }

    private static boolean isDomain(String jid) {
        return !jid.isEmpty() && jid.length() <= MAX_SID && jid.indexOf('@') < 0 && jid.indexOf('/') < 0;
    }

    private void asked(IQ iq, String sid, boolean ofFile, String owner) {
        if (iq.getID() != null && iq.getID().length() <= MAX_SID) {
            offers.asked(owner, iq.getID(), new Question(sid, iq.getFrom(), iq.getTo(), ofFile));
        }
    }

    private void readAgreement(IQ answer, Element payload, String owner) {
        Optional<String> used = Optional.ofNullable(payload.element("streamhost-used"))
                .map(host -> host.attributeValue("jid", ""))
                .filter(jid -> jid.length() <= MAX_SID);
        boolean agrees =
                payload.getNamespaceURI().equals(Namespaces.SI) ? choosesBytestreams(payload) : used.isPresent();
        if (!agrees) {
            return;
        }
        offers.answered(answer)
                .filter(question -> question.ofFile() != used.isPresent())
                .ifPresent(question -> {
                    offers.agreed(owner, question.sid(), question.requester(), question.target(), used);
                    if (question.ofFile()) {
                        readRange(child(payload, "file", Namespaces.FILE_TRANSFER), question, owner);
                    }
                });
    }

    /** The one value of the field stream-method (XEP-0095 §4.3). */
    private static boolean choosesBytestreams(Element si) {
        for (Element feature : si.elements("feature")) {
            for (Element form : feature.elements("x")) {
                for (Element field : form.elements("field")) {
                    if (Namespaces.BYTESTREAMS.equals(field.elementTextTrim("value"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void readRange(Element file, Question question, String owner) {
        Element range = file == null ? null : file.element("range");
        if (range != null) {
            offers.wanted(
                    owner,
                    question.sid(),
                    question.requester(),
                    question.target(),
                    number(range.attributeValue("offset")).orElse(0),
                    number(range.attributeValue("length")));
        }
    }

    /** Each party's candidates have a hash with that party first, so both are kept (XEP-0260 §2.2). */
    private void readJingle(JID from, JID to, Element jingle, String owner) {
        for (Element content : jingle.elements("content")) {
            Element transport = child(content, "transport", JINGLE_SOCKS5);
            String sid = transport == null ? null : transport.attributeValue("sid");
            if (isSid(sid)) {
                readJingleFile(content, sid, from, to, owner);
                Set<String> proxies = proxies(transport.elements("candidate"));
                offers.offered(owner, sid, from, to, proxies);
                offers.offered(owner, sid, to, from, Set.of());
                if (JINGLE_AGREEING.contains(jingle.attributeValue("action", ""))) {
                    offers.agreed(owner, sid, to, from, Optional.empty());
                }
            }
        }
    }

    private void readJingleFile(Element content, String sid, JID from, JID to, String owner) {
        Element description = content.element("description");
        Element file = description == null || !description.getNamespaceURI().startsWith(JINGLE_FILE)
                ? null
                : description.element("file");
        if (file != null && file.elementText("name") != null) {
            OptionalLong size = number(file.elementText("size"));
            offers.offered(owner, sid, from, to, new OfferedFile(file.elementText("name"), size), size);
            Element range = file.element("range");
            if (range != null) {
                offers.wanted(
                        owner,
                        sid,
                        from,
                        to,
                        number(range.attributeValue("offset")).orElse(0),
                        number(range.attributeValue("length")));
            }
        }
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

    /** @return empty if it is missing, nonsense, or negative */
    private static OptionalLong number(String text) {
        try {
            long number = text == null ? -1 : Long.parseLong(text.strip());
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
