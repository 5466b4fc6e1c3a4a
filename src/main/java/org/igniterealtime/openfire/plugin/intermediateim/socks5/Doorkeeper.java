package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Who may connect, by network address: so many per second, and nobody for a while who keeps failing (XEP-0065 §11.3). An
 * IPv6 client has a /64 to itself, so that counts as one. Remembers a bounded number of addresses. Any thread.
 */
public final class Doorkeeper {

    static final Duration FIRST_BLOCK = Duration.ofSeconds(10);
    static final Duration LONGEST_BLOCK = Duration.ofMinutes(10);

    private static final int ADDRESSES = 10_000;
    private static final int PREFIX_BYTES = 8;

    private final Clock clock;
    private final TimeMeter time;
    private final Map<String, Visitor> visitors = new Recent<>(ADDRESSES); // guarded by this
    private Limits limits;

    public Doorkeeper(Limits limits, Clock clock, TimeMeter time) {
        this.clock = clock;
        this.time = time;
        this.limits = limits;
    }

    private static final class Visitor {

        private final Rate connections;
        private int failures;
        private Instant blockedUntil = Instant.MIN;

        Visitor(Rate connections) {
            this.connections = connections;
        }
    }

    synchronized void limit(Limits changed) {
        limits = changed;
        visitors.values().forEach(visitor -> visitor.connections.limit(changed.connectionsPerSecond()));
    }

    /** Counts a connection. @return whether it may stay */
    public synchronized boolean admits(InetAddress address) {
        Visitor visitor = visitors.computeIfAbsent(key(address), this::welcome);
        return !isBlocked(visitor) && visitor.connections.tryTake();
    }

    private boolean isBlocked(Visitor visitor) {
        return limits.failuresInARow() > 0 && clock.instant().isBefore(visitor.blockedUntil);
    }

    /** Tells that a handshake was broken or took too long, or that nobody activated what it was for. */
    public synchronized void failed(InetAddress address) {
        Visitor visitor = visitors.computeIfAbsent(key(address), this::welcome);
        visitor.failures++;
        int beyond = visitor.failures - limits.failuresInARow();
        if (limits.failuresInARow() > 0 && beyond >= 0) {
            Duration block = FIRST_BLOCK.multipliedBy(1L << Math.min(beyond, 10));
            visitor.blockedUntil = clock.instant().plus(block.compareTo(LONGEST_BLOCK) < 0 ? block : LONGEST_BLOCK);
        }
    }

    /** Tells that a stream of this address was activated. */
    public synchronized void succeeded(InetAddress address) {
        Visitor visitor = visitors.get(key(address));
        if (visitor != null) {
            visitor.failures = 0;
        }
    }

    private Visitor welcome(String key) {
        Rate connections = new Rate(Rate.ONES, time);
        connections.limit(limits.connectionsPerSecond());
        return new Visitor(connections);
    }

    /** @return the same for all addresses that count as one */
    static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes);
    }
}
