package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.xmpp.packet.JID;

/**
 * Streams that were offered through this server, by where the parties will meet, so that people can be shown what passes. A
 * bounded number for a bounded time: an offer need not have been seen. Any thread.
 */
final class Offers {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, File> files = new Recent<>(MOST); // guarded by this
    private final Map<DestinationAddress, Offer> offers = new Recent<>(MOST); // guarded by this

    Offers(Clock clock) {
        this.clock = clock;
    }

    /**
     * A stream that was offered.
     *
     * @param requester comes first in the hash (XEP-0065 §6.3.2)
     * @param file      empty if nothing was said of a file
     */
    record Offer(JID requester, JID target, Optional<OfferedFile> file, Instant seen) {
    }

    private record File(OfferedFile file, Instant seen) {
    }

    /** Keeps what was said of a file, until the stream of this id is offered between the two, by whichever of them. */
    synchronized void offered(String sid, JID one, JID other, OfferedFile file) {
        files.put(key(sid, one, other), new File(file, clock.instant()));
    }

    /**
     * Keeps who offered a stream to whom. The first offer for a meeting place holds: nobody else can claim it later by
     * another split of the same hashed text.
     */
    synchronized void offered(String sid, JID requester, JID target) {
        Optional<OfferedFile> file = Optional.ofNullable(files.get(key(sid, requester, target)))
                .filter(known -> isFresh(known.seen())).map(File::file);
        Offer offer = new Offer(requester, target, file, clock.instant());
        offers.merge(DestinationAddress.of(sid, requester, target), offer, (known, ours) -> isFresh(known.seen()) ? known : ours);
    }

    synchronized Optional<Offer> at(DestinationAddress address) {
        return Optional.ofNullable(offers.get(address)).filter(offer -> isFresh(offer.seen()));
    }

    synchronized void forgetAll() {
        files.clear();
        offers.clear();
    }

    private boolean isFresh(Instant seen) {
        return seen.plus(KEPT).isAfter(clock.instant());
    }

    /** The two in the order of their texts: Jingle has both parties offer streams of one session. */
    private static String key(String sid, JID one, JID other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) < 0 ? a + '\n' + b + '\n' + sid : b + '\n' + a + '\n' + sid;
    }
}
