package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;

/**
 * A message from a room that is kept for an owner who is away.
 *
 * @param id unique
 * @param at when the seat received it
 * @param nick of the sender; empty for the room itself
 * @param text its body; empty for none
 * @param stanza the message as XML
 */
public record MissedMessage(
        String id, SeatConfig.Key seat, Kind kind, Instant at, String nick, String text, String stanza) {

    /** Maximum size of one message; larger ones are not kept. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Why it is kept. */
    public enum Kind {
        /** It was sent to the owner alone, as invitations are. */
        PRIVATE,
        /** It was sent to all and mentions the owner. */
        MENTION,
        /** It is one of the most recent messages to all. */
        ROOM
    }

    /** @return what it counts against the limits: roughly its size in the database */
    public int bytes() {
        return stanza.length() + text.length() + nick.length();
    }

    /** @return what it takes of memory, at most */
    public long octets() {
        return (long) bytes() * Character.BYTES;
    }
}
