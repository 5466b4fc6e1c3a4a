package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.Optional;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressedRequests;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/** Answers what others ask a seat while no client of its owner is in the room: what it can do (XEP-0030), and that it is there. */
public final class SeatReplies implements AddressedRequests {

    private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String PING = "urn:xmpp:ping";

    private final DiscoInfo info;
    private final Function<String, Optional<Element>> announced;

    /** @param announced answers by a node that was announced in presence (XEP-0115 §6.2) */
    public SeatReplies(DiscoInfo info, Function<String, Optional<Element>> announced) {
        this.info = info;
        this.announced = announced;
    }

    /** @return never empty: every request gets its answer (RFC 6120 §8.2.3) */
    @Override
    public Optional<IQ> answer(IQ request) {
        IQ answer = IQ.createResultIQ(request);
        Element payload = request.getChildElement();
        String namespace = request.getType() == IQ.Type.get && payload != null ? payload.getNamespaceURI() : "";
        switch (namespace) {
            case DiscoInfo.NAMESPACE -> inform(payload.attributeValue("node"), answer, request);
            case DISCO_ITEMS -> { // what rooms the owner is in is nobody's business (XEP-0045 §6.7)
                Element query = answer.setChildElement("query", DISCO_ITEMS);
                if (payload.attributeValue("node") != null) {
                    query.addAttribute("node", payload.attributeValue("node"));
                }
            }
            case PING -> { } // XEP-0199 §4: an empty result
            default -> refuse(PacketError.Condition.service_unavailable, answer, request);
        }
        return Optional.of(answer);
    }

    private void inform(String node, IQ answer, IQ request) {
        Optional<Element> query = node == null ? Optional.of(info.toElement()) : announced.apply(node);
        if (query.isPresent()) {
            answer.setChildElement(query.get());
        } else {
            refuse(PacketError.Condition.item_not_found, answer, request);
        }
    }

    private static void refuse(PacketError.Condition condition, IQ answer, IQ request) {
        if (request.getChildElement() != null) {
            answer.setChildElement(request.getChildElement().createCopy());
        }
        answer.setError(condition);
    }
}
