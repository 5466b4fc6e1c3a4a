package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Account;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.RateLimit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.IpText;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.JID;

/**
 * A meeting of two sockets. It is changed inside {@code compute} of the registry only; any thread may look.
 *
 * <p>More than two may wait, since a party may have connected twice, or again. Activation leaves two of them. The first
 * counts as the target's: see {@link StreamView}.
 */
public final class Bytestream {

    /** Parts of a second's worth that are read at once where a rate is limited, so that waits are short. */
    private static final int READS_PER_SECOND = 20;

    private static final int MIN_CHUNK = 1024;

    /** Sockets that wait for one activation. */
    static final int MAX_WAITING = 4;
    /** Sockets that an active stream has. */
    static final int PAIR = 2;

    private final Bytestreams registry;
    private final String id;
    private final DestinationAddress address;
    private final Instant connected;
    private final RateLimit rate;
    private final boolean selfTest;
    private final Flow fromFirst = new Flow();
    private final Flow fromSecond = new Flow();
    private final AtomicLong charged = new AtomicLong();
    private volatile List<Peer> peers; // in the order in which they came
    private volatile Parties parties;
    private volatile int chunk = Integer.MAX_VALUE;
    /** What was passed when the registry last looked, and since when it is that much; its thread only. */
    private long lastSeen;

    private Instant quietSince;

    /**
     * Who they are, what they pass if that was seen and how many bytes of it are expected, since when, and who is
     * charged.
     */
    record Parties(
            JID requester,
            JID target,
            Optional<OfferedFile> file,
            OptionalLong expected,
            Instant activated,
            List<Account> accounts) {}

    Bytestream(
            Bytestreams registry,
            String id,
            DestinationAddress address,
            Peer first,
            Instant connected,
            RateLimit rate,
            boolean selfTest) {
        this.registry = registry;
        this.id = id;
        this.address = address;
        this.peers = List.of(first);
        this.connected = connected;
        this.rate = rate;
        this.selfTest = selfTest;
    }

    String id() {
        return id;
    }

    DestinationAddress address() {
        return address;
    }

    /** @return whether the proxy tests itself with it, so that it counts nowhere */
    public boolean isSelfTest() {
        return selfTest;
    }

    Instant connected() {
        return connected;
    }

    RateLimit rate() {
        return rate;
    }

    /** @return the bytes read from the first socket */
    public Flow fromFirst() {
        return fromFirst;
    }

    /** @return the bytes read from the second socket */
    public Flow fromSecond() {
        return fromSecond;
    }

    /** @return how many bytes to read at once at most, for the rates that hold */
    public int chunk() {
        return chunk;
    }

    /** Ends the stream, if it has not ended: closes both sockets. */
    public void end(FinishedTransfer.Reason reason) {
        registry.end(this, reason);
    }

    /** Tells that the socket of a peer is closed: a waiting one goes, an active stream ends. */
    public void lost(Peer peer) {
        registry.lost(this, peer);
    }

    /** @return the sockets in the order in which they came; of an active stream two */
    List<Peer> peers() {
        return peers;
    }

    void join(Peer peer) {
        List<Peer> more = new ArrayList<>(peers);
        more.add(peer);
        peers = List.copyOf(more);
    }

    void leave(List<Peer> gone) {
        peers = peers.stream().filter(peer -> !gone.contains(peer)).toList();
    }

    /**
     * Looks at each socket, if there are too many.
     *
     * @param most how many there should be
     * @return those beyond that which can be done without, the older first: they have failed, or ended without a byte
     */
    List<Peer> dispensable(int most) {
        List<Peer> all = peers;
        if (all.size() <= most) {
            return List.of();
        }
        List<Peer.Input> inputs = all.stream().map(Peer::look).toList();
        return Stream.of(Peer.Input.LOST, Peer.Input.ENDED)
                .flatMap(input -> IntStream.range(0, all.size())
                        .filter(i -> inputs.get(i) == input)
                        .mapToObj(all::get))
                .limit(all.size() - most)
                .toList();
    }

    /**
     * Some targets connect to every streamhost that they are told, and use one of them: the requester comes to that
     * one, and last (XEP-0065 §6.3).
     *
     * @return those that came to others, if that leaves two
     */
    List<Peer> atOtherStreamhosts() {
        SocketAddress used = peers.get(peers.size() - 1).streamhost();
        if (used == null) {
            return List.of();
        }
        List<Peer> others =
                peers.stream().filter(peer -> !used.equals(peer.streamhost())).toList();
        return peers.size() - others.size() == PAIR ? others : List.of();
    }

    boolean isActive() {
        return parties != null;
    }

    void activate(Parties both, RateLimit total) {
        List<RateLimit> rates = rates(total, both);
        fromFirst.limit(rates);
        fromSecond.limit(rates);
        adapt(rates);
        quietSince = both.activated();
        parties = both; // last: with this it is active
    }

    private List<RateLimit> rates(RateLimit total, Parties both) {
        List<RateLimit> rates = new ArrayList<>(List.of(rate, total));
        both.accounts().forEach(account -> rates.add(account.rate()));
        return rates;
    }

    /** Chooses the size of a read by the least of the rates, as they are now. */
    private void adapt(List<RateLimit> rates) {
        long least = Long.MAX_VALUE;
        for (RateLimit each : rates) {
            if (each.perSecond() > 0) {
                least = Math.min(least, each.perSecond());
            }
        }
        chunk = (int) Math.min(Integer.MAX_VALUE, Math.max(MIN_CHUNK, least / READS_PER_SECOND));
    }

    void adapt(RateLimit total) {
        Parties now = parties;
        if (now != null) {
            adapt(rates(total, now));
        }
    }

    StreamView.State state() {
        if (isActive()) {
            return StreamView.State.ACTIVE;
        }
        return peers.size() < PAIR ? StreamView.State.WAITING : StreamView.State.JOINED;
    }

    /** @return empty before activation */
    Optional<Parties> parties() {
        return Optional.ofNullable(parties);
    }

    /** @return how many bytes have passed since this was last asked */
    long unchargedBytes() {
        long passed = fromFirst.bytesRead() + fromSecond.bytesRead();
        return passed - charged.getAndSet(passed);
    }

    /** @return since when nothing has passed, as far as the registry could see */
    Instant quietSince(Instant now) {
        long passed = fromFirst.bytesRead() + fromSecond.bytesRead();
        if (passed != lastSeen) {
            lastSeen = passed;
            quietSince = now;
        }
        return quietSince;
    }

    StreamView view(Optional<Offers.OfferedStream> offer) {
        Optional<Parties> known = parties();
        return new StreamView(
                id,
                address,
                known.map(Parties::requester).or(() -> offer.map(Offers.OfferedStream::requester)),
                known.map(Parties::target).or(() -> offer.map(Offers.OfferedStream::target)),
                known.map(Parties::file).orElseGet(() -> offer.flatMap(Offers.OfferedStream::file)),
                fromSecond.bytesRead(),
                fromFirst.bytesRead(),
                state(),
                connected,
                known.map(Parties::activated),
                peers().stream()
                        .filter(peer -> !peer.isLocal())
                        .map(Peer::address)
                        .distinct()
                        .map(IpText::write)
                        .toList());
    }
}
