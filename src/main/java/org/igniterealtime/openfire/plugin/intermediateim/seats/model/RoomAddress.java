package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmppUri;
import org.xmpp.packet.JID;

/** Reads the address of a room as users type it. */
public final class RoomAddress {

    private RoomAddress() {}

    /** @return the bare JID of a room, written as it is or as {@code xmpp:room@service?join}; empty if this is none */
    public static Optional<JID> read(String text) {
        String address = text.strip();
        return (XmppUri.isOne(address) ? XmppUri.address(address) : jid(address))
                .filter(room -> room.getNode() != null && room.getResource() == null);
    }

    private static Optional<JID> jid(String text) {
        try {
            return Optional.of(new JID(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
