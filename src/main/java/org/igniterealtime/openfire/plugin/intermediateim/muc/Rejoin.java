package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.time.Instant;

/**
 * What is remembered from one attempt and stay to the next: whether to join again, when, and what of the history is
 * wanted then.
 */
final class Rejoin {

    private static final long NEVER = Long.MIN_VALUE;

    private final JoinRequest request;
    private final OccupantPolicy policy;
    /** Attempts that have failed since we were in for long. */
    private int failed;
    /** When we last heard of the room from inside: a number, since it is noted at each stanza. */
    private long lastInMillis = NEVER;
    /** The last stay ended by a doubtful accident. */
    private boolean removals;
    /** The address answers, and not as a room does: rooms may hide from strangers. */
    private boolean perhapsMissing;

    Rejoin(JoinRequest request, OccupantPolicy policy) {
        this.request = request;
        this.policy = policy;
    }

    /** Forgets all. */
    void reset() {
        failed = 0;
        lastInMillis = NEVER;
        removals = false;
        perhapsMissing = false;
    }

    void markPerhapsMissing() {
        perhapsMissing = !hasBeenIn();
    }

    /**
     * @return why a join that nobody answers has failed: who has answered before, and does not know what a join is, is
     *     no room
     */
    Refusal unanswered() {
        return perhapsMissing ? Refusal.NOT_A_ROOM : Refusal.UNREACHABLE;
    }

    void heard(Instant now) {
        lastInMillis = now.toEpochMilli();
    }

    boolean hasBeenIn() {
        return lastInMillis != NEVER;
    }

    /** A room that was destroyed is not to come to life again by our coming back (XEP-0045 §10.9 note). */
    boolean mayCreate() {
        return request.creation() != JoinRequest.Creation.NEVER && !hasBeenIn();
    }

    /** Coming back, we want what we have missed. */
    History history() {
        return !hasBeenIn() || request.history().equals(History.NONE)
                ? request.history()
                : History.since(Instant.ofEpochMilli(lastInMillis));
    }

    /** @return whether to try again after a while */
    boolean mayRetry(Refusal why) {
        if (why == Refusal.NICK_CONFLICT) {
            return request.onConflict() == JoinRequest.OnConflict.WAIT;
        }
        return switch (why.retry()) {
            case NEVER -> false;
            case A_FEW_TIMES -> failed < OccupantPolicy.FEW_ATTEMPTS;
            case FOR_EVER -> true;
        };
    }

    /**
     * Somebody who throws us out without a name gets his way at the second time.
     *
     * @param length of the stay; zero if we were not even in
     */
    Event.Removed removed(Removal why, boolean doubtful, MucUser.Item item, Duration length) {
        boolean brief = length.compareTo(policy.times().stable()) < 0;
        boolean twice = doubtful && brief && removals;
        removals = doubtful;
        if (!brief) {
            failed = 0;
        }
        Removal told = twice && why == Removal.TECHNICAL ? Removal.KICKED : why;
        return new Event.Removed(told, item.actor(), item.reason(), why.isAccident() && !twice);
    }

    /** @return when to try again: less and less often */
    Instant next(Instant now) {
        Instant next = now.plus(policy.backOff(failed));
        failed++;
        return next;
    }
}
