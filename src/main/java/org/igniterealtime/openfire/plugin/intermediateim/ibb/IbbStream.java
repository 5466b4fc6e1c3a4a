package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Which stream: two strangers may choose the same id, and one peer may use it with several addresses of ours.
 *
 * @param own  the address of ours, bare or full, as the peer writes to it
 * @param peer the other side's address, likewise
 * @param sid  not empty
 */
public record IbbStream(JID own, JID peer, String sid) {

    public static final String NAMESPACE = "http://jabber.org/protocol/ibb";

    /**
     * @param stanza from the peer
     * @return empty if it is not about an in-band bytestream, or does not say which
     */
    public static Optional<IbbStream> of(Packet stanza) {
        if (stanza.getFrom() == null || stanza.getTo() == null) {
            return Optional.empty();
        }
        return payload(stanza)
                .map(payload -> payload.attributeValue("sid", ""))
                .filter(sid -> !sid.isEmpty())
                .map(sid -> new IbbStream(stanza.getTo(), stanza.getFrom(), sid));
    }

    /** @return what the stanza says of a stream */
    static Optional<Element> payload(Packet stanza) {
        return Optional.ofNullable(Payloads.first(stanza.getElement(), NAMESPACE));
    }
}
