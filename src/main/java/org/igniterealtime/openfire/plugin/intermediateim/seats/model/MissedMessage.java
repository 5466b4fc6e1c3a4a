package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;

/**
 * Something said in a room while its owner was away.
 *
 * @param id     unique
 * @param at     when the seat got it
 * @param nick   who said it; empty for the room itself
 * @param text   its body; empty for none
 * @param stanza the message as XML
 */
public record MissedMessage(
        String id, SeatConfig.Key seat, Kind kind, Instant at, String nick, String text, String stanza) {

    /** Of one message; larger ones are not kept. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Why it is kept. */
    public enum Kind {
        /** It was said to the owner alone, invitations included. */
        PRIVATE,
        /** It was said to all and names the owner. */
        MENTION,
        /** It is one of the last that were said to all. */
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
