package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.JID;

/** Keeps and drops seats for users. Any thread; nothing here blocks. A request is answered once it is written. */
public interface SeatService {

    /** The outcome of a request. The room may still refuse the seat; then the owner is told. */
    enum Answer {
        KEPT,
        /** A seat was there and has been changed. */
        CHANGED,
        TOO_MANY_OF_USER,
        TOO_MANY_IN_ALL,
        /** The address is at the server's own domain, where users are. */
        NOT_A_ROOM,
        DROPPED,
        NO_SEAT,
        /** It cannot be written now and was not carried out. */
        REFUSED
    }

    /**
     * Keeps a seat, or changes one.
     *
     * @param owner bare JID of a user of this server
     * @return the answer, which always comes, by a thread that must not be blocked
     */
    CompletableFuture<Answer> keep(JID owner, JID room, Options options);

    /** Gives up a seat. @return the answer, in the same way */
    CompletableFuture<Answer> drop(JID owner, JID room);

    Optional<SeatView> seat(JID owner, JID room);

    /** @return in the order in which they came */
    List<SeatView> seatsOf(JID owner);
}
