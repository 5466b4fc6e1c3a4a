package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.Optional;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** Answers to stanzas. */
public final class Replies {

    private Replies() {}

    /**
     * A stanza error for the sender (RFC 6120 §8.3), with the payload that was refused.
     *
     * @param text for people; empty for none
     * @return empty where none may be sent: to an error, to the result of an IQ, to a stanza without sender
     */
    public static Optional<Packet> error(Packet refused, PacketError.Condition condition, String text) {
        if (refused.getFrom() == null || !mayBeAnswered(refused)) {
            return Optional.empty();
        }
        Packet error = refused.createCopy();
        JID sender = refused.getFrom();
        error.setFrom(refused.getTo());
        error.setTo(sender);
        PacketError payload = new PacketError(condition);
        if (!text.isEmpty()) {
            payload.setText(text);
        }
        error.setError(payload);
        return Optional.of(error);
    }

    private static boolean mayBeAnswered(Packet stanza) {
        if (stanza instanceof IQ iq) {
            return iq.isRequest();
        }
        return stanza instanceof Message message
                ? message.getType() != Message.Type.error
                : ((Presence) stanza).getType() != Presence.Type.error;
    }
}
