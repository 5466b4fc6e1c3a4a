package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.Optional;
import java.util.function.Function;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** Reads errors that others have sent. Tinder throws at words it does not know, and anybody can send such a word. */
public final class StanzaErrors {

    private StanzaErrors() {}

    /** @return what is wrong, also by the codes of old; empty if the stanza has no error, or none that is known */
    public static Optional<PacketError.Condition> condition(Packet stanza) {
        return read(stanza, PacketError::getCondition);
    }

    /** @return what the sender may do about it; empty if the stanza has no error, or does not say */
    public static Optional<PacketError.Type> type(Packet stanza) {
        return read(stanza, PacketError::getType);
    }

    private static <T> Optional<T> read(Packet stanza, Function<PacketError, T> what) {
        try {
            return Optional.ofNullable(stanza.getError()).map(what);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
