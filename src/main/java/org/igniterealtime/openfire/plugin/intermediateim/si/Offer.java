package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.ElementSize;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * The offer of a file (XEP-0095 §3.2, XEP-0096).
 *
 * @param sid      the id of the initiation and of the stream that follows (XEP-0095 §5.2): any string, at most
 *     {@value #MAX_SID} UTF-16 code units
 * @param mimeType type and subtype in lower case
 * @param methods  that the sender can do, of those we can; at least one, kept in order of preference
 */
public record Offer(String sid, String mimeType, FileDescription file, List<StreamMethod> methods) {

    /** What a file is of which nobody has said more (XEP-0095 §4.1). */
    public static final String OCTET_STREAM = "application/octet-stream";

    public static final int MAX_SID = 256;

    static final QName SI = QName.get("si", Namespaces.SI);

    /** Of an offer as a whole, as counted by {@link ElementSize}. Clients that add a thumbnail name it only. */
    private static final int MAX_CHARACTERS = 1 << 16;

    private static final String TOKEN = "[a-z0-9!#$&^_.+-]{1,127}"; // RFC 6838 §4.2
    private static final String MIME_TYPE = TOKEN + "/" + TOKEN;

    public Offer {
        if (sid.isEmpty() || sid.length() > MAX_SID) {
            throw new IllegalArgumentException("an id of " + sid.length() + " characters");
        }
        if (!mimeType.matches(MIME_TYPE)) {
            throw new IllegalArgumentException("not a MIME type");
        }
        methods = methods.stream().distinct().sorted().toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("an offer needs a method");
        }
    }

    /** @return whether the stanza is a stream initiation, which {@link #read} can judge */
    public static boolean is(IQ iq) {
        return iq.getType() == IQ.Type.set
                && iq.getChildElement() != null
                && iq.getChildElement().getQName().equals(SI);
    }

    /**
     * Reads what real clients send: fields and children that are not known are skipped.
     *
     * @param iq a stream initiation
     * @throws SiException if it can't be accepted; its error is the answer
     */
    public static Offer read(IQ iq) throws SiException {
        Element si = iq.getChildElement();
        String sid = si.attributeValue("id", "");
        if (sid.isEmpty() || sid.length() > MAX_SID || ElementSize.exceeds(si, MAX_CHARACTERS)) {
            throw new SiException(SiError.BAD_REQUEST, "no id, or too large");
        }
        if (!Namespaces.FILE_TRANSFER.equals(si.attributeValue("profile"))) {
            throw new SiException(SiError.BAD_PROFILE, "not the profile for files");
        }
        FileDescription file = FileDescription.read(si);
        return new Offer(sid, mimeType(si), file, MethodNegotiation.offered(si));
    }

    /** Parameters are left out; so is what is no type. */
    private static String mimeType(Element si) {
        String type =
                si.attributeValue("mime-type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.matches(MIME_TYPE) ? type : OCTET_STREAM;
    }

    /**
     * Chooses the method. XEP-0096 §3.1 prefers SOCKS5; we do only where it is sure to work. An offer is often taken in
     * the name of an address that knows nothing of it: Smack asks that address, before it opens the stream, whether it
     * can do SOCKS5, and without such an answer fails for good. slixmpp does not ask, but offers one method alone, so
     * SOCKS5 is tried there if there is nothing else. Through a room, the two parties know each other by other
     * addresses than they hash, and few clients send {@code dstaddr} (XEP-0065 §7).
     *
     * @param advertised  whether the address that was asked tells this sender in disco#info that it does bytestreams
     * @param throughRoom whether that address is an occupant's
     * @return empty if what remains was not offered: the answer is {@link SiError#NO_VALID_STREAMS}
     */
    public Optional<StreamMethod> choose(boolean advertised, boolean throughRoom) {
        boolean onlySocks5 = methods.equals(List.of(StreamMethod.SOCKS5));
        return methods.stream()
                .filter(method -> method != StreamMethod.SOCKS5 || !throughRoom && (advertised || onlySocks5))
                .findFirst();
    }

    /**
     * @param wanted only the whole file, unless the offer says that it is {@link FileDescription#ranged}
     * @throws IllegalArgumentException if method or range were not offered
     */
    public Answer accept(StreamMethod method, Range wanted) {
        if (!methods.contains(method)) {
            throw new IllegalArgumentException(method + " was not offered");
        }
        if (!wanted.isWhole() && (!file.ranged() || wanted.bytesOf(file.size()).isEmpty())) {
            throw new IllegalArgumentException("this part was not offered");
        }
        return new Answer(method, wanted);
    }

    /** @return the stanza, with an id of its own */
    public IQ toIq(JID from, JID to) {
        IQ iq = new IQ(IQ.Type.set);
        iq.setFrom(from);
        iq.setTo(to);
        iq.setChildElement(toElement());
        return iq;
    }

    private Element toElement() {
        Element si = DocumentHelper.createElement(SI)
                .addAttribute("id", sid)
                .addAttribute("mime-type", mimeType)
                .addAttribute("profile", Namespaces.FILE_TRANSFER);
        si.add(file.toElement());
        si.add(MethodNegotiation.offer(methods));
        return si;
    }
}
