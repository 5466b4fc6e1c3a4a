package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.si.OfferObserver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.OwnerBoundedMap;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Streams that were offered through this server, and who agreed to them: so that people can be shown what passes, and
 * nobody is charged for a stream that it has not agreed to. A bounded number for a bounded time, and a bounded part of
 * it for each sender: an offer need not have been seen. Any thread.
 */
final class Offers implements OfferObserver {

    /** In characters of text, for each of the four maps. */
    private static final int MAX_IN_ALL = 4 << 20;

    private static final int MAX_OF_ONE = MAX_IN_ALL / 50;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Clock clock;
    private final OwnerBoundedMap<String, File> files =
            new OwnerBoundedMap<>(MAX_IN_ALL, MAX_OF_ONE); // all guarded by this
    private final OwnerBoundedMap<DestinationAddress, OfferedStream> offers =
            new OwnerBoundedMap<>(MAX_IN_ALL, MAX_OF_ONE);
    private final OwnerBoundedMap<String, Asked> questions = new OwnerBoundedMap<>(MAX_IN_ALL, MAX_OF_ONE);
    private final OwnerBoundedMap<DestinationAddress, Consent> consents = new OwnerBoundedMap<>(MAX_IN_ALL, MAX_OF_ONE);

    Offers(Clock clock) {
        this.clock = clock;
    }

    /**
     * A stream that was offered.
     *
     * @param requester comes first in the hash (XEP-0065 §6.3.2)
     * @param file      empty if nothing was said of a file
     * @param expected  bytes that are to pass: of the file, or of the part of it that is wanted; empty if unknown
     * @param proxies   addresses of the proxies that were offered
     */
    record OfferedStream(
            JID requester,
            JID target,
            Optional<OfferedFile> file,
            OptionalLong expected,
            Set<String> proxies,
            Instant seen) {

        boolean isBetween(JID one, JID other) {
            return requester.equals(one) && target.equals(other);
        }
    }

    private record File(OfferedFile file, OptionalLong expected, Instant seen) {}

    private record Asked(Question question, Instant seen) {}

    /** @param proxy that the target connected to; empty if it only agreed to a stream */
    private record Consent(JID requester, JID target, Optional<String> proxy, Instant seen) {}

    /**
     * Keeps what was said of a file, until the stream of this id is offered between the two, by whichever of them.
     *
     * @param expected see {@link OfferedStream}
     */
    @Override
    public synchronized void offered(
            String owner, String sid, JID one, JID other, OfferedFile file, OptionalLong expected) {
        String key = key(sid, one, other);
        files.put(
                owner,
                key,
                new File(file, expected, clock.instant()),
                key.length() + file.name().length());
    }

    @Override
    public synchronized void wanted(String owner, String sid, JID one, JID other, long offset, OptionalLong length) {
        File known = files.get(key(sid, one, other));
        if (known != null && isFresh(known.seen())) {
            OptionalLong size = known.file().size();
            OptionalLong expected = length.isPresent() || size.isEmpty()
                    ? length
                    : OptionalLong.of(Math.max(0, size.getAsLong() - offset));
            offered(owner, sid, one, other, known.file(), expected);
        }
    }

    /**
     * Keeps who offered a stream to whom. The first offer for a meeting place holds: nobody else can claim it later by
     * another split of the same hashed text.
     */
    @Override
    public synchronized void offered(String owner, String sid, JID requester, JID target, Set<String> proxies) {
        DestinationAddress address = DestinationAddress.of(sid, requester, target);
        Optional<OfferedStream> known = at(address);
        if (known.isPresent() && (proxies.isEmpty() || !known.get().isBetween(requester, target))) {
            return;
        }
        Optional<File> file =
                Optional.ofNullable(files.get(key(sid, requester, target))).filter(said -> isFresh(said.seen()));
        OfferedStream offer = new OfferedStream(
                requester,
                target,
                file.map(File::file),
                file.map(File::expected).orElse(OptionalLong.empty()),
                Set.copyOf(proxies),
                clock.instant());
        offers.put(
                owner,
                address,
                offer,
                length(requester, target)
                        + proxies.stream().mapToInt(String::length).sum()
                        + offer.file().map(named -> named.name().length()).orElse(0));
    }

    synchronized Optional<OfferedStream> at(DestinationAddress address) {
        return Optional.ofNullable(offers.get(address)).filter(offer -> isFresh(offer.seen()));
    }

    @Override
    public synchronized void asked(String owner, String id, Question question) {
        String key = key(id, question.requester(), question.target());
        questions.put(
                owner,
                key,
                new Asked(question, clock.instant()),
                key.length() + question.sid().length() + length(question.requester(), question.target()));
    }

    @Override
    public synchronized Optional<Question> answered(IQ answer) {
        if (answer.getID() == null) {
            return Optional.empty();
        }
        String key = key(answer.getID(), answer.getTo(), answer.getFrom());
        return Optional.ofNullable(questions.get(key))
                .filter(asked -> asked.question().requester().equals(answer.getTo()) && isFresh(asked.seen()))
                .map(asked -> questions.remove(key).question());
    }

    @Override
    public synchronized void agreed(String owner, String sid, JID requester, JID target, Optional<String> proxy) {
        consents.put(
                owner,
                DestinationAddress.of(sid, requester, target),
                new Consent(requester, target, proxy, clock.instant()),
                length(requester, target) + proxy.map(String::length).orElse(0));
    }

    /** Forgets the stream. */
    @Override
    public synchronized void refused(Question question) {
        DestinationAddress address = DestinationAddress.of(question.sid(), question.requester(), question.target());
        consents.remove(address);
        offers.remove(address);
    }

    /** @return whether the target has agreed to the stream, and to no other proxy than this */
    synchronized boolean isAgreed(DestinationAddress address, JID requester, JID target, String proxy) {
        Predicate<Consent> holds = consent -> isFresh(consent.seen())
                && consent.requester().equals(requester)
                && consent.target().equals(target)
                && consent.proxy().map(proxy::equals).orElse(true);
        return Optional.ofNullable(consents.get(address)).filter(holds).isPresent();
    }

    /** Notes that a stream was activated: to a further one at this place the target has to agree again. */
    synchronized void activated(DestinationAddress address) {
        consents.remove(address);
    }

    synchronized void forgetAll() {
        files.clear();
        offers.clear();
        questions.clear();
        consents.clear();
    }

    private boolean isFresh(Instant seen) {
        return seen.plus(KEPT).isAfter(clock.instant());
    }

    private static int length(JID one, JID other) {
        return one.toString().length() + other.toString().length();
    }

    /** The two in the order of their texts: Jingle has both parties offer streams of one session. */
    private static String key(String id, JID one, JID other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) < 0 ? a + '\n' + b + '\n' + id : b + '\n' + a + '\n' + id;
    }
}
