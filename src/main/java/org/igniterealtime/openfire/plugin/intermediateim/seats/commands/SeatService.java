package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** Where seats are asked for and given up. Any thread; nothing here blocks. An order is answered once it is written. */
public interface SeatService {

    /** What came of an order. The room may still refuse a seat: then the owner is told. */
    enum Answer {
        KEPT,
        /** There was one, with other wishes. */
        CHANGED,
        TOO_MANY_OF_USER,
        TOO_MANY_IN_ALL,
        /** It is at the server's own domain, where users are. */
        NOT_A_ROOM,
        DROPPED,
        NO_SEAT,
        /** It can't be written now, and is not done. */
        REFUSED
    }

    /**
     * Asks for a seat, or for other wishes about one.
     *
     * @param owner bare JID of a user of this server
     * @return the answer, given later by a thread that must not be blocked; it comes always
     */
    CompletableFuture<Answer> keep(JID owner, JID room, Options options);

    /** Gives up a seat. @return the answer, in the same way */
    CompletableFuture<Answer> drop(JID owner, JID room);

    Optional<SeatView> seat(JID owner, JID room);

    /** @return in the order in which they came */
    List<SeatView> seatsOf(JID owner);
}
