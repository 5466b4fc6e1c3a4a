package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * A client of the owner in one room: what it has sent to the room, and what the room has sent to it. Both are seen at
 * different moments, so an answer may refer to a request that the client has taken back since. Guarded by its seat.
 */
final class SeatClient {

    /**
     * Some services do not confirm a leave while another session keeps the nick: after this no confirmation is
     * expected.
     */
    private static final Duration ECHO = Duration.ofSeconds(10);

    private final JID address;
    /** The content of its last presence to the room, without what makes it a join; null while unknown. */
    private Presence said;
    /** The content of its presence that requests another nick; null for none. */
    private Presence unanswered;
    /** The nick that it has requested and the room has not confirmed; null for none. */
    private String asked;
    /** Its nick in the room; null while it is not in. */
    private String nick;
    /** Known to be in from the server only, and its nick is a guess. */
    private boolean assumed;

    private boolean left;
    /** How often it has left without a confirmation of the room, the last time at {@link #leftAt}. */
    private int echoesDue;

    private Instant leftAt = Instant.MIN;
    /** Its join, until the room has answered. */
    private Presence join;
    /** Its last join, as long as the room's answer may be to an earlier one. */
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

    /** @return whether it has sent a join that the room has not answered */
    boolean isJoining() {
        return nick == null && !left;
    }

    boolean hasLeft() {
        return left;
    }

    /** @return whether it is in under an unknown nick */
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

    /** @return the nick that it has requested; else the one that it has */
    String requestedNick() {
        return asked != null ? asked : nick;
    }

    /** @return its nick in the room; before, the one that it has requested */
    String nickOrRequested() {
        return nick != null ? nick : asked;
    }

    boolean isChangingNick() {
        return isIn() && asked != null;
    }

    /** @return its join, until the room has answered; not to be changed */
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

    /** It had left already, and now its session may have ended too. */
    void sessionEnded(Instant now) {
        leftAt = now;
    }

    // What the room says to it

    /** It is not in, whatever the server says. */
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

    /** The server says that it is in the room. */
    void assumeIn(String guess) {
        nick = guess;
        assumed = true;
    }

    /** It is in the room under that nick. */
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

    /** The requested nick was refused: it keeps its own. */
    void nickRefused() {
        asked = null;
        unanswered = null;
    }

    /** What is known of it has to be confirmed again. */
    void markAssumed() {
        assumed = isIn();
    }

    /** The room shows what it had sent before we saw its stanzas. */
    void setSaidIfUnknown(Presence content) {
        if (said == null) {
            said = content;
        }
    }

    /** @return whether the room only confirms an earlier leave */
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

    /** The presence that let it in was from before it left, and its last join has no answer yet. */
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
