package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /**
     * The content of presence that a client has sent to the room, without what makes it a join.
     *
     * @param order higher for what was sent later; 0 for what was sent before we saw its stanzas
     */
    record Said(Presence content, long order) {

        private static final Said UNKNOWN = new Said(new Presence(), 0);
    }

    /** Presence to the room that requests another nick, or may do so, and is not answered yet. */
    private record NickRequest(String nick, Said said) {}

    /** More than a client sends that waits for answers. */
    private static final int MAX_NICK_REQUESTS = 20;

    private final JID address;
    /** Its last presence to the room; null while unknown. */
    private Said said;
    /** In the order in which the room will answer them, after the join if that has no answer yet. */
    private final Deque<NickRequest> nickRequests = new ArrayDeque<>(1);
    /** The nick in its join; null once it is in. */
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

    /** @return last, under that nick; null if it neither has the nick nor has asked for it */
    Said saidAs(String wanted) {
        if (left || !wanted.equals(nickOrRequested()) && !wanted.equals(requestedNick())) {
            return null;
        }
        Said last = said;
        for (NickRequest request : nickRequests) {
            last = wanted.equals(request.nick()) ? request.said() : last;
        }
        return last == null ? Said.UNKNOWN : last;
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

    boolean isAssumed() {
        return assumed;
    }

    /** @return null while it is not in */
    String nick() {
        return nick;
    }

    /** @return the nick that it has requested; else the one that it has */
    String requestedNick() {
        return nickRequests.isEmpty()
                ? nickOrRequested()
                : nickRequests.getLast().nick();
    }

    /** @return its nick in the room; before, the one in its join */
    String nickOrRequested() {
        return nick != null ? nick : asked;
    }

    boolean isChangingNick() {
        return isIn() && !nick.equals(requestedNick());
    }

    /** @return its join, until the room has answered; not to be changed */
    Optional<Presence> join() {
        return Optional.ofNullable(join);
    }

    // What it says to the room

    /**
     * @param presence available, to the room; without a nick if it is in.
     * @param order    see {@link Said}
     */
    void sends(Presence presence, long order) {
        String to = presence.getTo().getResource();
        Said saying = new Said(RoomPresence.content(presence), order);
        left = false;
        if (nick == null && (join == null || nickRequests.isEmpty() && RoomPresence.isJoin(presence))) {
            asked = to;
            said = saying;
            join = presence.createCopy();
            lastJoin = join;
        } else if (nickRequests.isEmpty() && (to == null || to.equals(nickOrRequested()))) {
            said = saying;
        } else {
            nickRequests.add(new NickRequest(to == null ? requestedNick() : to, saying));
            if (nickRequests.size() > MAX_NICK_REQUESTS) {
                nickRequests.remove();
            }
        }
    }

    void leaves(Instant now) {
        setOut();
        echoesDue++;
        leftAt = now;
    }

    /**
     * It was out already. Perhaps its session has ended now; or it was in after all, since the refusal that it got was
     * the answer to an earlier join: then the room confirms this leave.
     */
    void leavesAgain(Instant now) {
        if (leftAt == Instant.MIN) {
            echoesDue++;
        }
        leftAt = now;
    }

    // What the room says to it

    /** It is not in, whatever the server says. */
    void setOut() {
        left = true;
        nickRequests.clear();
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

    /**
     * It is in the room under that nick.
     *
     * @param byService whether the service has changed the nick that it requested
     */
    void isIn(String shown, boolean byService) {
        // the room answers in order: under the same nick as before it grants the first request, or has not come to it
        boolean unchanged = shown.equals(nick) && !byService;
        nickRequests.stream()
                .limit(unchanged ? 1 : MAX_NICK_REQUESTS)
                .filter(request -> byService || shown.equals(request.nick()))
                .findFirst()
                .ifPresent(this::answered);
        nick = shown;
        asked = null;
        assumed = false;
        join = null;
        if (echoesDue == 0) {
            lastJoin = null;
        }
    }

    /** The room has granted this request and dealt with those before it. */
    private void answered(NickRequest request) {
        said = request.said();
        while (nickRequests.remove() != request) {
            // the room has not granted this one
        }
    }

    /** The room has refused a nick. @param refused the nick; null if the room does not name it */
    void nickRefused(String refused) {
        nickRequests.stream()
                .filter(request -> refused == null || refused.equals(request.nick()))
                .findFirst()
                .ifPresent(nickRequests::remove);
    }

    /** What is known of it has to be confirmed again. */
    void markAssumed() {
        assumed = isIn();
    }

    /** The room shows what it had sent before we saw its stanzas. */
    void setSaidIfUnknown(Presence content) {
        if (said == null) {
            said = new Said(content, 0);
        }
    }

    /** The room shows it, and what it had sent before was not seen. */
    void shownAs(Presence presence) {
        if (said == null || said.order() == 0) {
            said = new Said(RoomPresence.content(presence), 0);
        }
    }

    /** The room shows what it had sent. @param before as it was known before; null if it was not */
    void setSaid(Presence content, SeatClient before) {
        boolean known = before != null && before.said != null && RoomPresence.isSame(before.said.content(), content);
        said = known ? before.said : new Said(content, 0);
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
        asked = lastJoin.getTo().getResource();
        join = lastJoin;
        nick = null;
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
