package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;

/**
 * A seat as it is at a moment.
 *
 * @param nick  as it is in the room; as wished, while the seat is not there
 * @param since when the state began
 * @param kept  what waits for the owner; {@code roomMessages} of it was said to all
 */
public record SeatView(
        SeatConfig config, String nick, State state, Instant since, SeatStore.Amount kept, int roomMessages) {

    /** How a seat is doing. */
    public enum State {
        /** It is in its turn to join, soon. */
        WAITING,
        JOINING,
        /** It is in the room, and no client of the owner is. */
        AWAY,
        /** It is in the room beside a client of the owner. */
        SHARED,
        /** It is not in the room because clients of the owner are, and the service lets only one have a nick. */
        YIELDED,
        /** The room can't be entered at the moment; it is tried again. */
        RETRYING,
        /** The room was temporary and nobody else was left: it waits until the owner is there again. */
        DORMANT
    }
}
