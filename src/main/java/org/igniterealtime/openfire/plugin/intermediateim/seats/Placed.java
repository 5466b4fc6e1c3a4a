package org.igniterealtime.openfire.plugin.intermediateim.seats;

import org.xmpp.packet.JID;

/** Whose seat it is, where, and by which resource it is reached; none of it ever changes. */
interface Placed {

    /** @return bare JID of the user */
    JID owner();

    /** @return bare JID of the room */
    JID room();

    /** @return of the seat's own address; no other seat has it */
    String resource();

    /** @return whether an address with our resource is ours */
    default boolean owns(JID address) {
        return owner().getNode().equals(address.getNode()) && owner().getDomain().equals(address.getDomain());
    }

    /** @param address of a room, or of an occupant */
    default boolean isIn(JID address) {
        return room().getDomain().equals(address.getDomain()) && room().getNode().equals(address.getNode());
    }
}
