package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.IpText;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.HandshakeFault;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may connect, by network address (XEP-0065 §11.3): so many connections per second, so many that wait for
 * activation, and none for a while after several broken handshakes in a row. Nothing else shuts an address out, since
 * it may be that of a whole office. An IPv6 client has a /64 to itself, so that counts as one. Remembers a bounded
 * number of addresses. Any thread.
 */
public final class ConnectionLimiter {

    private static final Logger Log = LoggerFactory.getLogger(ConnectionLimiter.class);

    static final Duration FIRST_BLOCK = Duration.ofSeconds(10);
    static final Duration LONGEST_BLOCK = Duration.ofMinutes(10);

    private static final int ADDRESSES = 10_000;
    private static final int PREFIX_BYTES = 8;

    private final Counters counters;
    private final Clock clock;
    private final TimeMeter time;
    private final Map<String, AddressState> addressStates = new RecentlyUsedMap<>(ADDRESSES); // guarded by this
    /** Connections that are open and belong to no active stream, by address; guarded by this. */
    private final Map<String, Integer> waiting = new HashMap<>();

    private Limits limits;

    public ConnectionLimiter(Limits limits, Counters counters, Clock clock, TimeMeter time) {
        this.counters = counters;
        this.clock = clock;
        this.time = time;
        this.limits = limits;
    }

    private static final class AddressState {

        private final RateLimit connections;
        private int faults;
        private HandshakeFault lastFault;
        private Instant blockedUntil = Instant.MIN;

        AddressState(RateLimit connections) {
            this.connections = connections;
        }

        void forgive() {
            faults = 0;
            blockedUntil = Instant.MIN;
        }
    }

    public synchronized void limit(Limits changed) {
        limits = changed;
        addressStates.values().forEach(state -> state.connections.limit(changed.connectionsPerSecond()));
    }

    /**
     * Counts a connection.
     *
     * @return whether it may stay; then {@link #settled} or {@link #uncounted} is to be told once
     */
    public synchronized boolean admits(InetAddress address) {
        String key = key(address);
        AddressState state = addressStates.computeIfAbsent(key, this::addressState);
        int most = limits.waitingPerAddress();
        boolean admitted =
                !isShutOut(state) && (most == 0 || waiting.getOrDefault(key, 0) < most) && state.connections.tryTake();
        if (admitted) {
            waiting.merge(key, 1, Integer::sum);
        } else {
            counters.add(ProxyCounters.REFUSED, 1);
        }
        return admitted;
    }

    private boolean isShutOut(AddressState state) {
        return limits.failuresInARow() > 0 && clock.instant().isBefore(state.blockedUntil);
    }

    /** Tells that a connection waits no more: its stream is active, or it is closed. */
    public synchronized void settled(InetAddress address) {
        waiting.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Tells that a connection is one of the proxy's to itself: it does not count, for it takes nobody's place. */
    public synchronized void uncounted(InetAddress address) {
        settled(address);
        AddressState state = addressStates.get(key(address));
        if (state != null) {
            state.connections.giveBack();
        }
    }

    /** Tells that a handshake was broken. */
    public synchronized void failed(InetAddress address, HandshakeFault fault) {
        AddressState state = addressStates.computeIfAbsent(key(address), this::addressState);
        state.faults++;
        state.lastFault = fault;
        int beyond = state.faults - limits.failuresInARow();
        if (limits.failuresInARow() > 0 && beyond >= 0) {
            boolean before = isShutOut(state);
            Duration block = FIRST_BLOCK.multipliedBy(1L << Math.min(beyond, 10));
            Duration bearable = block.compareTo(LONGEST_BLOCK) < 0 ? block : LONGEST_BLOCK;
            state.blockedUntil = clock.instant().plus(bearable);
            if (!before) {
                counters.add(ProxyCounters.SHUT_OUT, 1);
                Log.warn(
                        "{} is shut out of the SOCKS5 proxy for {} s after {} failed handshakes. "
                                + "Cause of the last failure: {}",
                        new Object[] {network(key(address)), bearable.toSeconds(), state.faults, fault});
            }
        }
    }

    /** Tells that a stream of this address was activated. */
    public synchronized void succeeded(InetAddress address) {
        AddressState state = addressStates.get(key(address));
        if (state != null) {
            state.forgive();
        }
    }

    /** @return the addresses that may not connect now, the last to come back first; a copy */
    public synchronized List<ShutOut> shutOut() {
        return addressStates.entrySet().stream()
                .filter(each -> isShutOut(each.getValue()))
                .map(each -> new ShutOut(
                        each.getKey(),
                        network(each.getKey()),
                        each.getValue().lastFault,
                        each.getValue().faults,
                        each.getValue().blockedUntil))
                .sorted(Comparator.comparing(ShutOut::until).reversed())
                .toList();
    }

    /**
     * Lets an address connect again.
     *
     * @param id {@link ShutOut#id()}
     * @return whether it was shut out
     */
    public synchronized boolean unblock(String id) {
        AddressState state = addressStates.get(id);
        boolean lifted = state != null && isShutOut(state);
        if (lifted) {
            state.forgive();
        }
        return lifted;
    }

    /** Lets everybody connect again. */
    public synchronized void unblockAll() {
        addressStates.values().forEach(AddressState::forgive);
    }

    private AddressState addressState(String key) {
        RateLimit connections = new RateLimit(RateLimit.ONES, time);
        connections.limit(limits.connectionsPerSecond());
        return new AddressState(connections);
    }

    /** @return the same for all addresses that count as one */
    public static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes);
    }

    /** @return what a key stands for, for people */
    private static String network(String key) {
        byte[] bytes = HexFormat.of().parseHex(key);
        try {
            return bytes.length == PREFIX_BYTES
                    ? new Network(
                                    InetAddress.getByAddress(Arrays.copyOf(bytes, 2 * PREFIX_BYTES)),
                                    PREFIX_BYTES * Byte.SIZE)
                            .toString()
                    : IpText.write(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(key, e);
        }
    }
}
