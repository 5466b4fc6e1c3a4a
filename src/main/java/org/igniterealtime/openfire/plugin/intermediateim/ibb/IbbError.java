package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/** How a stanza of a stream is refused (XEP-0047 §2). */
public enum IbbError {
    /** It breaks the rules, or its data is not base64 (§2.2). */
    BAD_REQUEST(Condition.bad_request, PacketError.Type.cancel),
    /** The block size is too large (§2.1). */
    BLOCK_TOO_LARGE(Condition.resource_constraint, PacketError.Type.modify),
    /** More has come than can be written, without waiting for acknowledgements. */
    OVERLOADED(Condition.resource_constraint, PacketError.Type.wait),
    /** No such stream is wanted (§2.1). */
    NOT_ACCEPTABLE(Condition.not_acceptable, PacketError.Type.cancel),
    /** There is no such stream (§2.2, §2.3). */
    ITEM_NOT_FOUND(Condition.item_not_found, PacketError.Type.cancel),
    /** The sequence is broken (§2.2). */
    UNEXPECTED_REQUEST(Condition.unexpected_request, PacketError.Type.cancel);

    private final Condition condition;
    private final PacketError.Type type;

    IbbError(Condition condition, PacketError.Type type) {
        this.condition = condition;
        this.type = type;
    }

    /**
     * @param stanza a request with a payload of ours that belongs to no stream
     * @return what it is answered
     */
    public static IbbError ofUnknown(Packet stanza) {
        String name = IbbStream.payload(stanza).map(Element::getName).orElse("");
        boolean named = IbbStream.of(stanza).isPresent();
        return switch (name) {
            case "open" -> named ? NOT_ACCEPTABLE : BAD_REQUEST;
            case "data", "close" -> named ? ITEM_NOT_FOUND : BAD_REQUEST;
            default -> BAD_REQUEST;
        };
    }

    /** @return the error, without the payload that may be long */
    public Packet answer(Packet refused) {
        Packet answer;
        if (refused instanceof IQ iq) {
            answer = IQ.createResultIQ(iq);
        } else {
            answer = new Message();
            answer.setID(refused.getID());
            answer.setFrom(refused.getTo());
            answer.setTo(refused.getFrom());
        }
        answer.setError(new PacketError(condition, type));
        return answer;
    }

    /** @return the result, made an error */
    IQ insteadOf(IQ result) {
        result.setError(new PacketError(condition, type));
        return result;
    }
}
