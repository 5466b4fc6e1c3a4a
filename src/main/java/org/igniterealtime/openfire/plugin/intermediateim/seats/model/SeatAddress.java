package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/** The owner, the room and the resource of a seat. They never change. */
public interface SeatAddress {

    /** @return bare JID of the user */
    JID owner();

    /** @return bare JID of the room */
    JID room();

    /** @return of the seat's own address; no other seat has it */
    String resource();

    /** @param address of a client, or bare */
    default boolean owns(JID address) {
        return owner().getNode().equals(address.getNode())
                && owner().getDomain().equals(address.getDomain());
    }

    /** @param address of a room, or of an occupant; null is none */
    default boolean isIn(String address) {
        return Addresses.isOf(room(), address);
    }
}
