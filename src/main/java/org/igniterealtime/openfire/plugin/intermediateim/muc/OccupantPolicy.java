package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.xmpp.packet.Presence;

/**
 * How occupants behave; one object for all of them.
 *
 * @param random  for the ids of stanzas, which others must not guess, and so that not all come back at the same moment
 * @param withContent adds to available presence what it is to carry, such as capabilities
 */
public record OccupantPolicy(Times times, RandomGenerator random, UnaryOperator<Presence> withContent) {

    /** Nicks that are tried besides the wished one (XEP-0045 §7.2.8). */
    static final int NICK_ATTEMPTS = 5;

    /** Joins that are tried while a room is full or locked. */
    static final int FEW_ATTEMPTS = 10;

    /**
     * @param answer        how long to wait for an answer, and for the end of a join
     * @param leave         how long to wait for the room to say that we are out
     * @param entry         how long after a join messages with a delay are its history, if no subject ends it
     * @param silence       after this without a word from the room we ask whether we are still in (XEP-0410 §3.2)
     * @param undecided     after this we ask again if nobody knew
     * @param configuration how long the owner may think about a new room's configuration
     * @param stable        who has been in for this long starts afresh with {@code firstRetry}
     * @param firstRetry    about how long to wait before the first further join
     * @param longestRetry  about how long to wait at most
     */
    public record Times(
            Duration answer,
            Duration leave,
            Duration entry,
            Duration silence,
            Duration undecided,
            Duration configuration,
            Duration stable,
            Duration firstRetry,
            Duration longestRetry) {

        public static final Times USUAL = new Times(
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                Duration.ofHours(1));
    }

    public OccupantPolicy(RandomGenerator random) {
        this(Times.USUAL, random, presence -> presence);
    }

    /** @return an id for a stanza that nobody can guess */
    public String newId() {
        return RandomTokens.from(random).next();
    }

    /**
     * @param attempt how many have failed before: the wait doubles with each
     * @return between half of it and all of it, by chance
     */
    Duration backOff(int attempt) {
        long longest = times.longestRetry().toMillis();
        long doubled = times.firstRetry().toMillis() << Math.min(attempt, 30);
        long wait = Math.min(longest, Math.max(doubled, 1));
        return Duration.ofMillis(wait / 2 + random.nextLong(wait / 2 + 1));
    }
}
