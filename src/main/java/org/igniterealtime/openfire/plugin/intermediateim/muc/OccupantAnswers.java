package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError.Condition;

/**
 * What an occupant says for itself to what others, or the room, ask it. Every request gets an answer: a room throws out
 * who is silent, and would count on us when it asks whether we are there (XEP-0410 §3.2). Any thread.
 */
public final class OccupantAnswers implements RequestHandler {

    /** What an occupant announces beside what all addresses do. */
    public static final List<String> FEATURES = List.of(MucUser.MUC, Invitation.DIRECT_NAMESPACE, RoomStanzas.PING);

    private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    /** Node of the rooms that one is in (XEP-0045 §6.7). */
    private static final String ROOMS = MucUser.MUC + "#rooms";

    private final DiscoInfo info;
    private final Supplier<String> capsNode;

    /**
     * @param info     what is announced
     * @param capsNode {@code node#ver} under which it is announced, now (XEP-0115 §6.2)
     */
    public OccupantAnswers(DiscoInfo info, Supplier<String> capsNode) {
        this.info = info;
        this.capsNode = capsNode;
    }

    /** @return never empty for a request; empty for what is none */
    @Override
    public Optional<IQ> answer(IQ request) {
        if (!PendingRequest.isRequest(request)) {
            return Optional.empty();
        }
        Element payload = request.getChildElement();
        String namespace = payload == null || !RoomStanzas.type(request).equals("get") ? "" : payload.getNamespaceURI();
        return switch (namespace) {
            case RoomStanzas.PING -> Optional.of(IQ.createResultIQ(request));
            case DiscoInfo.NAMESPACE -> info(request, payload.attributeValue("node"));
            case DISCO_ITEMS -> items(request, payload.attributeValue("node"));
            default -> refused(request, Condition.service_unavailable);
        };
    }

    private Optional<IQ> info(IQ request, String node) {
        if (node != null && !node.equals(capsNode.get())) {
            return refused(request, Condition.item_not_found);
        }
        IQ answer = IQ.createResultIQ(request);
        answer.setChildElement(node == null ? info.toElement() : info.toElement(node));
        return Optional.of(answer);
    }

    /** Where the user is is his own affair: an empty list (XEP-0045 §6.7). */
    private Optional<IQ> items(IQ request, String node) {
        if (node != null && !node.equals(ROOMS)) {
            return refused(request, Condition.item_not_found);
        }
        IQ answer = IQ.createResultIQ(request);
        answer.setChildElement("query", DISCO_ITEMS).addAttribute("node", node);
        return Optional.of(answer);
    }

    private static Optional<IQ> refused(IQ request, Condition condition) {
        return Replies.error(request, condition, "").map(IQ.class::cast);
    }
}
