package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.time.Instant;
import org.xmpp.packet.JID;

/**
 * A seat that is wanted for a user in a room.
 *
 * @param owner bare JID of the user
 * @param room bare JID of the room
 * @param origin who wants it
 * @param since when it was first wanted
 * @param resource of the seat's own address; cannot be guessed
 */
public record SeatConfig(JID owner, JID room, Options options, Origin origin, Instant since, String resource) {

    /** Who wants a seat. */
    public enum Origin {
        USER,
        /** The admin, for what the user has bookmarked. */
        ADMIN,
        /**
         * Declined: the user or the room has ended a seat that the administrator wanted, and it must not be started
         * again automatically.
         */
        DECLINED
    }

    /**
     * What the user can choose.
     *
     * @param nick as requested; the service may change it
     * @param password of the room; empty for none
     * @param lastMessages how many of the most recent groupchat messages are kept while the user is away
     * @param dropOnLeave whether the seat ends when the user's last client leaves the room
     */
    public record Options(String nick, String password, int lastMessages, boolean dropOnLeave) {

        /** More than a client shows at once are of no use: the room has its own history. */
        public static final int MAX_LAST_MESSAGES = 50;

        /**
         * Length of a nick and of a password: what the database column holds, whether it counts characters or bytes.
         */
        public static final int MAX_CHARACTERS = 1023;

        public Options {
            if (nick.isBlank()) {
                throw new IllegalArgumentException("a nick is more than blanks (XEP-0045 §17.1)");
            }
            if (!fits(nick) || !fits(password)) {
                throw new IllegalArgumentException("a nick or a password is too long");
            }
            lastMessages = Math.max(0, Math.min(lastMessages, MAX_LAST_MESSAGES));
        }

        /** @return whether the text is not too long for a nick or a password */
        public static boolean fits(String text) {
            return text.length() <= MAX_CHARACTERS;
        }

        public Options(String nick) {
            this(nick, "", 0, false);
        }

        public Options withNick(String changed) {
            return new Options(changed, password, lastMessages, dropOnLeave);
        }

        public Options withPassword(String changed) {
            return new Options(nick, changed, lastMessages, dropOnLeave);
        }
    }

    /** Which seat it is: a user has one in a room. */
    public record Key(JID owner, JID room) {}

    public Key key() {
        return new Key(owner, room);
    }

    /** @return the full JID under which the seat is in the room */
    public JID address() {
        return new JID(owner.getNode(), owner.getDomain(), resource, true);
    }

    /** @param same the address of the room, as another object */
    public SeatConfig in(JID same) {
        return new SeatConfig(owner, same, options, origin, since, resource);
    }

    public SeatConfig with(Options changed) {
        return new SeatConfig(owner, room, changed, origin, since, resource);
    }

    public SeatConfig with(Origin changed) {
        return new SeatConfig(owner, room, options, changed, since, resource);
    }
}
