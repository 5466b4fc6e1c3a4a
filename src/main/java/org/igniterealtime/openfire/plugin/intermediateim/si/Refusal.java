package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaErrors;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/** What a receiver means by an error in answer to an offer of ours. Every error refuses the offer. */
public enum Refusal {
    /** A person, or a client's settings, said no. */
    DECLINED,
    /** The client can't take files in this way, or nobody is there. */
    NOT_SUPPORTED,
    /** It can take files, but by none of the methods offered. */
    NO_VALID_STREAMS,
    /** Anything else. */
    FAILED;

    /** @param error an IQ of type error, as it came */
    public static Refusal of(IQ error) {
        Optional<PacketError.Condition> condition = StanzaErrors.condition(error);
        if (condition.isEmpty()) {
            return FAILED;
        }
        return switch (condition.get()) {
            case forbidden -> DECLINED;
            case service_unavailable, feature_not_implemented, recipient_unavailable, item_not_found -> NOT_SUPPORTED;
            // Smack says no more than bad-request when it can't do the methods
            case bad_request ->
                error.getError().getElement().element("bad-profile") == null ? NO_VALID_STREAMS : NOT_SUPPORTED;
            default -> FAILED;
        };
    }
}
