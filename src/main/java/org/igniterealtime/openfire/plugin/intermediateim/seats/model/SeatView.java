package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;

/**
 * A snapshot of a seat.
 *
 * @param nick as it is in the room; as requested while the seat is not in the room
 * @param since when the state began
 * @param kept what is kept for the owner, {@code roomMessages} groupchat messages among it
 */
public record SeatView(
        SeatConfig config, String nick, State state, Instant since, SeatStore.Amount kept, int roomMessages) {

    /** The state of a seat. */
    public enum State {
        /** It waits for its turn to join. */
        WAITING,
        JOINING,
        /** It is in the room, and no client of the owner is. */
        AWAY,
        /** It is in the room beside a client of the owner. */
        SHARED,
        /** It is not in the room because clients of the owner are, and the service lets only one have a nick. */
        YIELDED,
        /** The room cannot be entered at the moment. The seat will try again. */
        RETRYING,
        /** The room was temporary and no other occupant was left. The seat waits until the owner enters again. */
        DORMANT
    }
}
