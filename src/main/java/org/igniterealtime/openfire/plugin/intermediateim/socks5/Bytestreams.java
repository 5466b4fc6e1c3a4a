package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Accounts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ProxyCounters;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.RateLimit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * The streams there are, by where their peers meet. Joining, activating and ending are one atomic step each, inside a
 * {@code compute} of the map; what follows from them happens outside. Any thread.
 */
public final class Bytestreams implements LiveStreams {

    private static final Logger Log = LoggerFactory.getLogger(Bytestreams.class);

    private final ConcurrentMap<DestinationAddress, Bytestream> streams = new ConcurrentHashMap<>();
    /** How many streams have a socket from an address, by {@link ConnectionLimiter#key}. */
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

    private final AtomicLong lastId = new AtomicLong();
    private final Accounts accounts;
    private final ConnectionLimiter connectionLimiter;
    private final Offers offers;
    private final Predicate<DestinationAddress> selfTest;
    private final TransferLog log;
    private final Counters counters;
    private final Clock clock;
    private final TimeMeter time;
    private final RateLimit total;
    private volatile Limits limits;

    /**
     * @param selfTest whether a test of the proxy by itself meets there: it counts nowhere
     * @param time     what rates go by
     */
    Bytestreams(
            Limits limits,
            Accounts accounts,
            ConnectionLimiter connectionLimiter,
            Offers offers,
            Predicate<DestinationAddress> selfTest,
            TransferLog log,
            Counters counters,
            Clock clock,
            TimeMeter time) {
        this.limits = limits;
        this.accounts = accounts;
        this.connectionLimiter = connectionLimiter;
        this.offers = offers;
        this.selfTest = selfTest;
        this.log = log;
        this.counters = counters;
        this.clock = clock;
        this.time = time;
        this.total = new RateLimit(RateLimit.BYTES, time);
        this.total.limit(limits.allBytesPerSecond());
    }

    /** Has other limits hold from now on, for streams that are open too; but none is closed for their number. */
    void limit(Limits changed) {
        limits = changed;
        accounts.limit(changed);
        connectionLimiter.limit(changed);
        total.limit(changed.allBytesPerSecond());
        for (Bytestream stream : streams.values()) {
            stream.rate().limit(changed.streamBytesPerSecond());
            stream.adapt(total);
        }
    }

    /**
     * Takes a socket to the others with the same address, where they wait for activation: two, or a few more if a party
     * has connected twice. Who comes to an active stream is refused and changes nothing, since anybody who saw the
     * offer can come (XEP-0065 §11.2).
     *
     * @return the stream; empty if the peer is refused, by a limit or as one too many
     */
    public Optional<Bytestream> join(DestinationAddress address, Peer peer) {
        AtomicReference<Bytestream> joined = new AtomicReference<>();
        List<Peer> gone = new ArrayList<>();
        streams.compute(address, (key, known) -> {
            if (known == null) {
                joined.set(begin(key, peer));
                return joined.get();
            }
            if (hasRoom(known, peer, gone) && countStream(peer, known)) {
                known.join(peer);
                peer.joined(known);
                joined.set(known);
            } else {
                Log.info("An additional connection to the stream {} was refused. It came from {}", key, peer.address());
            }
            return known;
        });
        gone.forEach(Peer::close);
        if (joined.get() == null && !selfTest.test(address)) {
            counters.add(ProxyCounters.REFUSED, 1);
        }
        return Optional.ofNullable(joined.get());
    }

    private Bytestream begin(DestinationAddress address, Peer peer) {
        int most = limits.streamsInAll();
        boolean test = selfTest.test(address);
        if (!test && (most > 0 && streams.size() >= most || !peer.isLocal() && !countStream(peer))) {
            return null;
        }
        RateLimit rate = new RateLimit(RateLimit.BYTES, time);
        rate.limit(limits.streamBytesPerSecond());
        Bytestream stream = new Bytestream(
                this, String.valueOf(lastId.incrementAndGet()), address, peer, clock.instant(), rate, test);
        peer.joined(stream);
        return stream;
    }

    /** @param gone is given those that make room, to be closed */
    private boolean hasRoom(Bytestream stream, Peer peer, List<Peer> gone) {
        boolean bothLocal = peer.isLocal() && stream.peers().stream().anyMatch(Peer::isLocal);
        if (stream.isActive() || bothLocal) {
            return false;
        }
        gone.addAll(drop(stream, Bytestream.MAX_WAITING - 1));
        return stream.peers().size() < Bytestream.MAX_WAITING;
    }

    /** Has sockets leave that can be done without, until so many remain. @return them, to be closed */
    private List<Peer> drop(Bytestream stream, int most) {
        List<Peer> gone = stream.dispensable(most);
        leave(stream, gone);
        return gone;
    }

    private void leave(Bytestream stream, List<Peer> gone) {
        Set<String> before = keysOf(stream.peers());
        stream.leave(gone);
        before.removeAll(keysOf(stream.peers()));
        if (!stream.isSelfTest()) {
            before.forEach(this::uncountStream);
        }
    }

    private boolean countStream(Peer peer, Bytestream known) {
        return known.isSelfTest() || peer.isLocal() || keysOf(known.peers()).contains(keyOf(peer)) || countStream(peer);
    }

    /** Counts a stream for the peer's address, unless there are too many. */
    private boolean countStream(Peer peer) {
        int most = limits.streamsPerAddress();
        int[] counted = {0};
        perAddress.merge(keyOf(peer), 1, (known, one) -> {
            counted[0] = most > 0 && known >= most ? -1 : 0;
            return counted[0] < 0 ? known : known + one;
        });
        return counted[0] == 0;
    }

    private static String keyOf(Peer peer) {
        return ConnectionLimiter.key(peer.address());
    }

    private static Set<String> keysOf(List<Peer> peers) {
        return peers.stream()
                .filter(peer -> !peer.isLocal())
                .map(Bytestreams::keyOf)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Has bytes pass between two sockets, if the two that are to meet there are these (XEP-0065 §6.3.5). */
    ActivationResult activate(ActivationRequest request) {
        AtomicReference<ActivationResult> outcome = new AtomicReference<>(ActivationResult.NOT_FOUND);
        List<Peer> gone = new ArrayList<>();
        Bytestream stream = streams.computeIfPresent(request.address(), (key, known) -> {
            outcome.set(activate(known, request, gone));
            return known;
        });
        gone.forEach(Peer::close);
        if (outcome.get() == ActivationResult.OPENED) {
            outcome.set(relay(stream));
        }
        return outcome.get();
    }

    private ActivationResult activate(Bytestream stream, ActivationRequest request, List<Peer> gone) {
        JID requester = request.requester();
        JID target = request.target();
        if (isAnothers(stream, requester, target)) {
            return ActivationResult.NOT_FOUND;
        }
        if (stream.isActive()) {
            return request.concealed() ? ActivationResult.NOT_FOUND : ActivationResult.OPEN_ALREADY;
        }
        gone.addAll(drop(stream, Bytestream.PAIR));
        if (stream.peers().size() < Bytestream.PAIR) {
            return ActivationResult.ONE_SIDED; // concealed or not: the one socket may be the requester's own
        }
        if (request.concealed()) {
            return ActivationResult.NOT_FOUND;
        }
        if (stream.peers().size() > Bytestream.PAIR) {
            List<Peer> others = stream.atOtherStreamhosts();
            leave(stream, others);
            gone.addAll(others);
        }
        if (stream.peers().size() > Bytestream.PAIR) {
            Log.info(
                    "The stream {} of {} was not activated because more than two connections are waiting for it. "
                            + "They came from {}",
                    stream.address(),
                    requester,
                    stream.peers().stream().map(Peer::address).toList());
            return ActivationResult.TOO_MANY_SOCKETS;
        }
        Accounts.Charged charged = accounts.charge(charged(request));
        if (charged.refusal() != null) {
            return charged.refusal() == Accounts.Refusal.QUOTA
                    ? ActivationResult.USED_UP
                    : ActivationResult.TOO_MANY_STREAMS;
        }
        Optional<Offers.OfferedStream> offer = offers.at(stream.address());
        stream.activate(
                new Bytestream.Parties(
                        requester,
                        target,
                        offer.flatMap(Offers.OfferedStream::file),
                        offer.map(Offers.OfferedStream::expected).orElse(OptionalLong.empty()),
                        clock.instant(),
                        charged.accounts()),
                total);
        offers.activated(stream.address());
        return ActivationResult.OPENED;
    }

    private static List<JID> charged(ActivationRequest request) {
        return switch (request.charged()) {
            case NOBODY -> List.of();
            case REQUESTER -> List.of(request.requester());
            case BOTH -> List.of(request.requester(), request.target());
        };
    }

    /** The hash is of three texts in a row: who has a JID that another's ends in could split them in another place. */
    private boolean isAnothers(Bytestream stream, JID requester, JID target) {
        return stream.parties()
                .map(known ->
                        !known.requester().equals(requester) || !known.target().equals(target))
                .or(() -> offers.at(stream.address()).map(offer -> !offer.isBetween(requester, target)))
                .orElse(false);
    }

    private ActivationResult relay(Bytestream stream) {
        List<Peer> peers = stream.peers();
        try {
            peers.get(0).relayTo(peers.get(1), stream);
        } catch (RuntimeException e) {
            Log.error("The stream {} could not be opened", stream.address(), e);
            end(stream, Reason.BROKEN);
            return ActivationResult.FAILED;
        }
        if (!stream.isSelfTest()) {
            peers.stream().filter(peer -> !peer.isLocal()).forEach(peer -> connectionLimiter.succeeded(peer.address()));
            counters.add(ProxyCounters.OPENED, 1);
        }
        return ActivationResult.OPENED;
    }

    /**
     * Begins an active stream between the plugin's own end and a socket that the plugin has connected to a streamhost.
     * In one step, so that nobody else can meet either of them; and only if nobody is at that address, which the
     * requester may have chosen.
     *
     * @param end    the target's
     * @param socket closed if there is no stream
     * @return whether there is; the end is told only if so
     */
    boolean open(ActivationRequest request, LocalEnd end, Peer socket) {
        AtomicReference<ActivationResult> outcome = new AtomicReference<>();
        List<Peer> gone = new ArrayList<>();
        Bytestream stream = streams.compute(request.address(), (key, known) -> {
            if (known != null) {
                return known;
            }
            Bytestream begun = begin(key, end);
            if (begun == null || !countStream(socket, begun)) {
                return null;
            }
            begun.join(socket);
            socket.joined(begun);
            outcome.set(activate(begun, request, gone));
            if (outcome.get() != ActivationResult.OPENED) {
                leave(begun, List.of(socket));
                return null;
            }
            return begun;
        });
        if (outcome.get() != ActivationResult.OPENED) {
            counters.add(ProxyCounters.REFUSED, 1);
            socket.close();
            return false;
        }
        if (end.isClosed()) { // left while this was being connected
            end(stream, Reason.BROKEN);
            return false;
        }
        return relay(stream) == ActivationResult.OPENED;
    }

    Optional<Bytestream> at(DestinationAddress address) {
        return Optional.ofNullable(streams.get(address));
    }

    /** @return whether a socket of the stream that meets there comes from an address that counts as the same */
    boolean hasSocketFrom(InetAddress network, DestinationAddress address) {
        String key = ConnectionLimiter.key(network);
        return at(address)
                .filter(stream -> keysOf(stream.peers()).contains(key))
                .isPresent();
    }

    /** @return whether the plugin itself waits there, in the name of the target: it need not be connected then */
    boolean hasLocalEnd(DestinationAddress address) {
        return at(address)
                .filter(stream -> stream.peers().stream().anyMatch(Peer::isLocal))
                .isPresent();
    }

    /** Ends a stream: whoever takes it out of the map says why, closes the sockets and tells the log. */
    void end(Bytestream stream, Reason reason) {
        end(stream, reason, UnaryOperator.identity());
    }

    /** @param named how the log is to name a party */
    private void end(Bytestream stream, Reason reason, UnaryOperator<JID> named) {
        if (!streams.remove(stream.address(), stream)) {
            return;
        }
        List<Peer> peers = stream.peers();
        if (!stream.isSelfTest()) {
            keysOf(peers).forEach(this::uncountStream);
        }
        peers.forEach(Peer::close);
        stream.parties().ifPresent(parties -> {
            charge(stream, parties);
            accounts.release(parties.accounts());
            StreamView last = stream.view(offers.at(stream.address()));
            log.finished(new FinishedTransfer(
                    named.apply(parties.requester()),
                    named.apply(parties.target()),
                    last.file(),
                    last.bytesToTarget(),
                    last.bytesToRequester(),
                    parties.activated(),
                    clock.instant(),
                    outcome(reason, parties, last)));
        });
        Log.debug("The stream {} is over: {}", stream.address(), reason);
    }

    /**
     * Both sides may end in good order and yet have passed less than was offered: a sender that gave up, or a file cut
     * short.
     */
    private static Reason outcome(Reason reason, Bytestream.Parties parties, StreamView last) {
        long passed = Math.max(last.bytesToTarget(), last.bytesToRequester()); // which way the file went is not said
        return reason == Reason.COMPLETED && passed < parties.expected().orElse(0) ? Reason.INCOMPLETE : reason;
    }

    /** Counts a stream less for an address. */
    private void uncountStream(String addressKey) {
        perAddress.computeIfPresent(addressKey, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Lets a closed socket go: with the last, or with one of two between which bytes pass, the stream ends. */
    void lost(Bytestream stream, Peer peer) {
        boolean[] over = {false};
        streams.computeIfPresent(stream.address(), (key, known) -> {
            if (known == stream && known.peers().contains(peer)) {
                over[0] = known.isActive() || known.peers().size() == 1;
                if (!over[0]) {
                    leave(known, List.of(peer));
                }
            }
            return known;
        });
        if (over[0]) {
            end(stream, Reason.BROKEN);
        }
    }

    private void charge(Bytestream stream, Bytestream.Parties parties) {
        long bytes = stream.unchargedBytes();
        parties.accounts().forEach(account -> account.bytesToday().addAndGet(bytes));
        if (!stream.isSelfTest()) {
            counters.add(ProxyCounters.BYTES, bytes);
        }
    }

    /** Ends what has taken too long and charges what has passed. To be called about once per second, by one thread. */
    public void tick() {
        Instant now = clock.instant();
        accounts.tick();
        for (Bytestream stream : streams.values()) {
            stream.parties().ifPresentOrElse(parties -> look(stream, parties, now), () -> {
                if (!stream.connected().plus(limits.activation()).isAfter(now)) {
                    end(stream, Reason.IDLE);
                }
            });
        }
    }

    private void look(Bytestream stream, Bytestream.Parties parties, Instant now) {
        charge(stream, parties);
        if (parties.accounts().stream().anyMatch(accounts::hasUsedUp)) {
            end(stream, Reason.QUOTA);
        } else if (!stream.quietSince(now).plus(limits.idle()).isAfter(now)) {
            end(stream, Reason.IDLE);
        }
    }

    /**
     * Ends what a user takes part in, because the user is deleted. In the other party's history the user is but
     * somebody of the domain.
     */
    void endOf(JID bareJid) {
        String user = bareJid.toBareJID();
        for (Bytestream stream : streams.values()) {
            if (stream.parties()
                    .filter(both -> both.requester().toBareJID().equals(user)
                            || both.target().toBareJID().equals(user))
                    .isPresent()) {
                end(
                        stream,
                        Reason.USER_DELETED,
                        party -> party.toBareJID().equals(user) ? new JID(party.getDomain()) : party);
            }
        }
    }

    /** Ends every stream. */
    public void endAll() {
        streams.values().forEach(stream -> end(stream, Reason.SHUTDOWN));
    }

    @Override
    public List<StreamView> live() {
        return streams.values().stream()
                .filter(stream -> !stream.isSelfTest())
                .sorted(Comparator.comparing(Bytestream::connected))
                .map(stream -> stream.view(offers.at(stream.address())))
                .toList();
    }

    @Override
    public boolean close(String id) {
        Optional<Bytestream> found = streams.values().stream()
                .filter(stream -> stream.id().equals(id))
                .findAny();
        found.ifPresent(stream -> end(stream, Reason.CLOSED_BY_ADMIN));
        return found.isPresent();
    }
}
