package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * A client of the owner, as far as one room goes: what it has said to the room, and what the room has said to it. Room
 * and client are heard at different moments, so an answer may be to something that the client has taken back since.
 * Guarded by its seat.
 */
final class SeatClient {

    /**
     * Some services say nothing to a session that leaves while another keeps the nick: after this no echo is expected
     * any more.
     */
    private static final Duration ECHO = Duration.ofSeconds(10);

    private final JID address;
    /** What it has said of itself to the room last, without what makes it a join; null as long as nobody knows. */
    private Presence said;
    /** What it has said together with its wish for another nick; null for nothing. */
    private Presence unanswered;
    /** The nick that it has asked the room for, which has not answered; null for none. */
    private String asked;
    /** Under which the room has it; null while it is not in. */
    private String nick;
    /** Only the server's word tells that it is in, and under which nick is a guess. */
    private boolean assumed;

    private boolean left;
    /** How often it has left without being told so by the room, the last time at {@link #leftAt}. */
    private int echoesDue;

    private Instant leftAt = Instant.MIN;
    /** By which it has asked to be let in; null once it is in. */
    private Presence join;
    /** The same, as long as the room's answer may be to an earlier one. */
    private Presence lastJoin;

    SeatClient(JID address) {
        this.address = address;
    }

    JID address() {
        return address;
    }

    Optional<Presence> said() {
        return Optional.ofNullable(said);
    }

    boolean isIn() {
        return nick != null && !left;
    }

    /** @return whether it has asked to be let in, and the room has not answered */
    boolean isJoining() {
        return nick == null && !left;
    }

    boolean hasLeft() {
        return left;
    }

    /** @return whether it is in under a nick that is not known */
    boolean hasUnknownNick() {
        return isIn() && nick.isEmpty();
    }

    boolean isAssumed() {
        return assumed;
    }

    /** @return null while it is not in */
    String nick() {
        return nick;
    }

    /** @return the nick that it wants to have: as it is, unless it has asked for another */
    String requestedNick() {
        return asked != null ? asked : nick;
    }

    /** @return under which it is in; before, the nick that it has asked for */
    String nickOrRequested() {
        return nick != null ? nick : asked;
    }

    boolean isChangingNick() {
        return isIn() && asked != null;
    }

    /** @return by which it has asked to be let in, until the room has answered; not to be changed */
    Optional<Presence> join() {
        return Optional.ofNullable(join);
    }

    // What it says to the room

    /** @param presence available, to the room; without a nick if it is in */
    void sends(Presence presence) {
        String to = presence.getTo().getResource();
        left = false;
        asked = to == null || to.equals(nick) ? null : to;
        if (nick == null) {
            join = presence.createCopy();
            lastJoin = join;
        }
        Presence content = RoomPresence.content(presence);
        if (isChangingNick()) {
            unanswered = content;
        } else {
            said = content;
        }
    }

    void leaves(Instant now) {
        setOut();
        echoesDue++;
        leftAt = now;
    }

    /** It was not in any more, and now its session may be over, too. */
    void sessionEnded(Instant now) {
        leftAt = now;
    }

    // What the room says to it

    /** It is not in, whatever the server thinks. */
    void setOut() {
        left = true;
        unanswered = null;
        join = null;
        lastJoin = null;
        nick = null;
        asked = null;
        assumed = false;
    }

    /**
     * The room does not let it in, as far as can be told: the error may answer an earlier request. The room's stanzas
     * come in order, so if it shows the client from now on, the client is in.
     */
    void joinRefused() {
        setOut();
        echoesDue = 0;
        leftAt = Instant.MIN;
    }

    /** The server has it in the room. */
    void assumeIn(String guess) {
        nick = guess;
        assumed = true;
    }

    /** It is in the room, under that nick. */
    void isIn(String shown) {
        said = unanswered != null ? unanswered : said;
        unanswered = null;
        nick = shown;
        asked = null;
        assumed = false;
        join = null;
        if (echoesDue == 0) {
            lastJoin = null;
        }
    }

    /** The nick that it has asked for is refused: it keeps the one that it has. */
    void nickRefused() {
        asked = null;
        unanswered = null;
    }

    /** What was guessed has to be proved anew. */
    void markAssumed() {
        assumed = isIn();
    }

    /** The room shows what it has said before anybody listened. */
    void setSaidIfUnknown(Presence content) {
        if (said == null) {
            said = content;
        }
    }

    /** @return whether the room only confirms that it has left before */
    boolean isEcho(Instant now) {
        if (echoesDue == 0 || isForgotten(now)) {
            return false;
        }
        echoesDue--;
        if (isIn() && lastJoin != null) {
            waitsForAnswer();
        }
        return true;
    }

    /** What let it in was said before it left, and the last join has no answer yet. */
    private void waitsForAnswer() {
        nick = null;
        join = lastJoin;
        asked = asked == null ? join.getTo().getResource() : asked;
    }

    /**
     * @return whether it went by itself, and nothing that the room says is about that any more. A client that the room
     *     refused or put out is not past: the server may still have it in the room.
     */
    boolean isPast(Instant now) {
        return left && leftAt != Instant.MIN && isForgotten(now);
    }

    /** @return whether nothing that the room says is about its last leave any more */
    boolean isForgotten(Instant now) {
        return leftAt.isBefore(now.minus(ECHO));
    }
}
