package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Optional;
import org.xmpp.packet.JID;

/**
 * Who wants to be in which room, and how.
 *
 * @param self     the full address that joins
 * @param room     bare
 * @param nick     as wished; the service may give another
 * @param password sent with the join, never logged
 */
public record JoinRequest(
        JID self,
        JID room,
        String nick,
        Optional<String> password,
        History history,
        OnConflict onConflict,
        Creation creation) {

    /** What to do when another occupant has the nick. */
    public enum OnConflict {
        /** Try a few others: {@code nick_}, {@code nick_2} and so on. */
        ALTERNATIVES,
        /** Try the same again and again, less and less often; {@link Occupant#join} tries at once. */
        WAIT,
        /** Give up. */
        GIVE_UP
    }

    /** What to do when there is no such room. */
    public enum Creation {
        /** Don't make one. */
        NEVER,
        /** Make one as the service has it (XEP-0045 §10.1.2). */
        INSTANT,
        /** Make one, with a configuration of the owner's (§10.1.3): see {@link Event.ConfigurationWanted}. */
        CONFIGURED
    }

    /** @throws IllegalArgumentException if an address lacks a part or has one too many, or the nick can't be one */
    public JoinRequest {
        if (self.getNode() == null || self.getResource() == null) {
            throw new IllegalArgumentException("not the address of a client: " + self);
        }
        if (room.getNode() == null || room.getResource() != null) {
            throw new IllegalArgumentException("not the address of a room: " + room);
        }
        nick = Nicks.prepared(nick).orElseThrow(() -> new IllegalArgumentException("not a nick"));
    }

    /** Without password, history or room of our own; gives up if the nick is taken. */
    public static JoinRequest of(JID self, JID room, String nick) {
        return new JoinRequest(self, room, nick, Optional.empty(), History.NONE, OnConflict.GIVE_UP, Creation.NEVER);
    }

    public JoinRequest withPassword(String secret) {
        return new JoinRequest(self, room, nick, Optional.of(secret), history, onConflict, creation);
    }

    public JoinRequest with(History wanted) {
        return new JoinRequest(self, room, nick, password, wanted, onConflict, creation);
    }

    public JoinRequest with(OnConflict way) {
        return new JoinRequest(self, room, nick, password, history, way, creation);
    }

    public JoinRequest with(Creation way) {
        return new JoinRequest(self, room, nick, password, history, onConflict, way);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return self + " in " + room + " as " + nick;
    }
}
