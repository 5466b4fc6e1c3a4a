package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.time.Duration;

/**
 * How much is too much. Zero means no limit, except for the times and {@code bufferBytes}.
 *
 * @param streamBytesPerSecond of one stream, both directions together
 * @param userBytesPerSecond   of all streams of a user
 * @param allBytesPerSecond    of all streams
 * @param streamsPerUser       that a user, as requester or as target, may have active
 * @param streamsPerAddress    that have a socket from one network address
 * @param waitingPerAddress    connections from one network address that belong to no active stream
 * @param streamsInAll         waiting, joined and active ones
 * @param connectionsPerSecond from one network address
 * @param failuresInARow       broken handshakes, after which a network address is shut out for a while
 * @param bytesPerUserAndDay   in both directions; days begin at midnight UTC
 * @param bufferBytes          that wait for slow readers, of all streams together
 * @param handshake            time for the SOCKS5 handshake
 * @param activation           time from the first connection to activation
 * @param idle                 time without a byte in either direction
 */
public record Limits(
        long streamBytesPerSecond,
        long userBytesPerSecond,
        long allBytesPerSecond,
        int streamsPerUser,
        int streamsPerAddress,
        int waitingPerAddress,
        int streamsInAll,
        int connectionsPerSecond,
        int failuresInARow,
        long bytesPerUserAndDay,
        long bufferBytes,
        Duration handshake,
        Duration activation,
        Duration idle) {}
