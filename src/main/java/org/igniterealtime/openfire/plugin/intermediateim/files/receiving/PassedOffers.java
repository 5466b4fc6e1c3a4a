package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.ElementSize;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/**
 * Offers of files that have gone on to clients that are online. An offer is to be taken in the client's place if the
 * client can't take files: it says so, or it is known to lack the protocol and does not answer, as Converse never does,
 * or it goes without an answer. What it answers after that must not reach the sender, who has an answer. Any thread;
 * bounded.
 */
public final class PassedOffers {

    /** So long a client may take to answer that is known not to do stream initiation. */
    static final Duration TIME_TO_REFUSE = Duration.ofSeconds(10);
    /** So long an offer is remembered: a person may have to decide. Most senders have given up by then. */
    static final Duration TIME_TO_ANSWER = Duration.ofMinutes(10);

    /** After a session has ended, until the server is done with it: it does not pass on what such a session sends. */
    static final Duration TIME_TO_GO = Duration.ofSeconds(2);

    static final int MAX_OFFERS = 5000;
    static final int MAX_PER_SENDER = 20;
    /** Of an offer, as counted by {@link ElementSize}. */
    private static final int MAX_CHARACTERS = 16 * 1024;

    private final Clock clock;
    private final Map<Key, Passed> offers = new ConcurrentHashMap<>();

    private record Key(JID to, JID from, String id) {}

    /**
     * @param takeAt when it is to be taken, since the client has gone; never if it has not
     * @param taken  whether it was taken, so that the client's answer is not wanted any more
     */
    private record Passed(IQ offer, Instant since, Instant takeAt, boolean taken) {}

    /** What is to be done with what a client answers. */
    public enum Answer {
        /** It goes on to the sender. */
        PASS,
        /** It is dropped, and the offer is taken: see {@link #offer}. */
        TAKE,
        /** It is dropped. */
        DROP
    }

    public PassedOffers(Clock clock) {
        this.clock = clock;
    }

    /** Notes an offer that goes on to a client, unless it or what is noted is too large. */
    public void passed(IQ offer) {
        JID sender = offer.getFrom().asBareJID();
        if (offer.getID() != null
                && offers.size() < MAX_OFFERS
                && !ElementSize.exceeds(offer.getElement(), MAX_CHARACTERS)
                && offers.keySet().stream()
                                .filter(key -> key.from().asBareJID().equals(sender))
                                .limit(MAX_PER_SENDER)
                                .count()
                        < MAX_PER_SENDER) {
            offers.putIfAbsent(
                    new Key(offer.getTo(), offer.getFrom(), offer.getID()),
                    new Passed(offer.createCopy(), clock.instant(), Instant.MAX, false));
        }
    }

    /** @return whether a stanza answers an offer that has gone on */
    public boolean isAnswer(Packet stanza) {
        return !offers.isEmpty() && stanza instanceof IQ iq && iq.isResponse() && offers.containsKey(key(iq));
    }

    private static Key key(IQ answer) {
        return new Key(answer.getFrom(), answer.getTo(), String.valueOf(answer.getID()));
    }

    /** Takes note of an answer; see {@link #isAnswer}. */
    public Answer answered(IQ answer) {
        Key key = key(answer);
        Passed passed = offers.get(key);
        if (passed == null) {
            return Answer.PASS;
        }
        if (passed.taken()) {
            return Answer.DROP;
        }
        if (answer.getType() != IQ.Type.error || !isUnable(answer.getError())) {
            offers.remove(key, passed);
            return Answer.PASS;
        }
        return take(key, passed) ? Answer.TAKE : Answer.DROP;
    }

    private static boolean isUnable(PacketError error) {
        Condition condition = error == null ? null : error.getCondition();
        return condition == Condition.service_unavailable || condition == Condition.feature_not_implemented;
    }

    private boolean take(Key key, Passed passed) {
        return offers.replace(key, passed, new Passed(passed.offer(), passed.since(), Instant.MAX, true));
    }

    /** @return the offer that an answer is about */
    public Optional<IQ> offer(IQ answer) {
        return Optional.ofNullable(offers.get(key(answer))).map(Passed::offer);
    }

    /**
     * To be called about once per second.
     *
     * @param lacksFiles whether a client is known not to take files
     * @return offers that are to be taken, since they will not be answered
     */
    public List<IQ> due(Predicate<JID> lacksFiles) {
        Instant now = clock.instant();
        offers.values().removeIf(passed -> passed.since().plus(TIME_TO_ANSWER).isBefore(now));
        return offers.entrySet().stream()
                .filter(each -> !each.getValue().taken() && isDue(each.getKey(), each.getValue(), now, lacksFiles))
                .filter(each -> take(each.getKey(), each.getValue()))
                .map(each -> each.getValue().offer())
                .toList();
    }

    private static boolean isDue(Key key, Passed passed, Instant now, Predicate<JID> lacksFiles) {
        boolean late = !passed.since().plus(TIME_TO_REFUSE).isAfter(now);
        return !passed.takeAt().isAfter(now) || late && lacksFiles.test(key.to());
    }

    /**
     * A client has gone: what it was offered is to be taken soon, and nothing is to be done for what it has offered.
     */
    public void clientGone(JID client) {
        offers.keySet().removeIf(key -> key.from().equals(client));
        Instant takeAt = clock.instant().plus(TIME_TO_GO);
        offers.replaceAll((key, passed) -> key.to().equals(client) && !passed.taken()
                ? new Passed(passed.offer(), passed.since(), takeAt, false)
                : passed);
    }

    /** Forgets all offers: they are their clients'. */
    public void forgetAll() {
        offers.clear();
    }

    /** @return how many offers are noted */
    public int size() {
        return offers.size();
    }
}
