package org.igniterealtime.openfire.plugin.intermediateim.si;

import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/** Why an offer is not accepted (XEP-0095 §4.2). */
public enum SiError {
    /** It can't be read: no id, no negotiation, too large. */
    BAD_REQUEST(Condition.bad_request, PacketError.Type.modify, "", ""),
    /** It is not about a file, or does not say what a file needs. */
    BAD_PROFILE(Condition.bad_request, PacketError.Type.modify, "bad-profile", ""),
    /** It has none of our methods. The text names the feature, as XEP-0020 §2.1 has it. */
    NO_VALID_STREAMS(
            Condition.bad_request, PacketError.Type.cancel, "no-valid-streams", MethodNegotiation.STREAM_METHOD),
    /** It is not wanted. */
    DECLINED(Condition.forbidden, PacketError.Type.cancel, "", "");

    private final Condition condition;
    private final PacketError.Type type;
    private final String detail;
    private final String text;

    /**
     * @param detail name of the child in SI's namespace; empty for none
     * @param text   empty for none
     */
    SiError(Condition condition, PacketError.Type type, String detail, String text) {
        this.condition = condition;
        this.type = type;
        this.detail = detail;
        this.text = text;
    }

    /** @return the answer to an offer, in the name of exactly the address that was asked */
    public IQ answer(IQ offer) {
        return answer(offer, text);
    }

    /** @param reason for people; empty for none */
    public IQ answer(IQ offer, String reason) {
        PacketError error = new PacketError(condition, type);
        if (!detail.isEmpty()) {
            error.setApplicationCondition(detail, Namespaces.SI);
        }
        if (!reason.isEmpty()) {
            error.setText(reason);
        }
        IQ answer = IQ.createResultIQ(offer);
        answer.setError(error);
        return answer;
    }
}
