package org.igniterealtime.openfire.plugin.intermediateim.seats;

import org.xmpp.packet.JID;

/** A seat that another node of a cluster keeps, as far as this one has to know it. */
record SeatPlace(JID owner, JID room, String resource) implements Placed {

    static SeatPlace of(SeatOrder order) {
        return new SeatPlace(order.owner(), order.room(), order.resource());
    }
}
