package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.List;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What comes of something that happened to a {@code Seat}: to be done in the order given. */
public sealed interface SeatEffect {

    /** A stanza to route, from the seat's address. It is given away. */
    record Send(Packet stanza) implements SeatEffect {}

    /**
     * A client that the room has refused for our sake asks again, unless it has changed its mind: see
     * {@code Seat.joinRequestOf}.
     */
    record JoinAgain(JID client) implements SeatEffect {}

    /** The seat shows the room how things are, when it comes to that: see {@code Seat.presenceNow}. */
    record Show() implements SeatEffect {}

    record Keep(MissedMessage message) implements SeatEffect {}

    /**
     * Who has said it to the owner alone is to be told that it is not kept.
     *
     * @param message as the room has brought it
     */
    record Refuse(Message message) implements SeatEffect {}

    /** A client of the owner is in the room: what was kept is due, once the room has told its own history. */
    record ClientEntered(JID client) implements SeatEffect {}

    /** The client has left, and a room that sees the seat go on under the nick may not tell it so. */
    record ClientLeft(JID client, String nick) implements SeatEffect {}

    /** Something the owner should know. {@code key} is the end of an i18n key. */
    record Tell(String key, List<Object> arguments) implements SeatEffect {

        public Tell(String key, Object... arguments) {
            this(key, List.of(arguments));
        }
    }

    /** The order has changed. */
    record Save(SeatConfig config) implements SeatEffect {}

    /** The seat wants to join, when it is its turn. */
    record QueueJoin() implements SeatEffect {}

    /** The service was not reached. */
    record ServiceFailed() implements SeatEffect {}

    record ServiceAnswered() implements SeatEffect {}

    /** Somebody left a temporary room: perhaps only seats are left in it. */
    record CheckIfAlone() implements SeatEffect {}

    /** The room has ended the seat: its order is void. */
    record Ended() implements SeatEffect {}
}
