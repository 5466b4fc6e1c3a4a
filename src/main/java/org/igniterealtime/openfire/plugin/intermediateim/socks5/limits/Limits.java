package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.time.Duration;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

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
        Duration idle) {

    public static Limits of(Settings settings) {
        return new Limits(
                settings.get(Settings.SOCKS5_STREAM_RATE) * 1024,
                settings.get(Settings.SOCKS5_USER_RATE) * 1024,
                settings.get(Settings.SOCKS5_TOTAL_RATE) * 1024,
                settings.get(Settings.SOCKS5_STREAMS_PER_USER).intValue(),
                settings.get(Settings.SOCKS5_STREAMS_PER_ADDRESS).intValue(),
                settings.get(Settings.SOCKS5_WAITING_PER_ADDRESS).intValue(),
                settings.get(Settings.SOCKS5_STREAMS_TOTAL).intValue(),
                settings.get(Settings.SOCKS5_CONNECTIONS_PER_SECOND).intValue(),
                settings.get(Settings.SOCKS5_FAILURES_IN_A_ROW).intValue(),
                settings.get(Settings.SOCKS5_DAILY_MEBIBYTES) * 1024 * 1024,
                settings.get(Settings.SOCKS5_BUFFER_MEBIBYTES) * 1024 * 1024,
                settings.get(Settings.SOCKS5_HANDSHAKE_TIMEOUT),
                settings.get(Settings.SOCKS5_ACTIVATION_TIMEOUT),
                settings.get(Settings.SOCKS5_IDLE_TIMEOUT));
    }
}
