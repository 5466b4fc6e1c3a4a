package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatOrder.Wishes;
import org.xmpp.packet.JID;

/** Where seats are asked for and given up. Any thread; nothing here blocks. */
public interface SeatDesk {

    /** What came of asking for a seat. The room may still refuse: then the owner is told. */
    enum Answer {
        KEPT,
        /** There was one, with other wishes. */
        CHANGED,
        TOO_MANY_OF_USER, TOO_MANY_IN_ALL
    }

    /** @param owner bare JID of a user of this server */
    Answer keep(JID owner, JID room, Wishes wishes);

    /** @return whether there was one */
    boolean drop(JID owner, JID room);

    Optional<SeatView> seat(JID owner, JID room);

    /** @return in the order in which they came */
    List<SeatView> seatsOf(JID owner);
}
