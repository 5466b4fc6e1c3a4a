package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.AccessPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.AccessPolicy.LocalParties;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;

/** What can be set about the proxy for SOCKS5 bytestreams. */
public final class ProxySettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("socks5");

    /** A thousand GiB: more than any machine passes, and far from overflow in bytes. */
    private static final long MAX_KIB = 1L << 30;

    private static final int MAX_COUNT = 1_000_000;

    private static final Unit STREAMS = new Unit("streams");

    /** Whether there is a proxy for SOCKS5 bytestreams. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** First part of the proxy's address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SUBDOMAIN = AREA.subdomain("subdomain", "bytestreams");

    /** TCP port that the proxy listens on. */
    public static final Setting<Long> PORT = AREA.number("port", 7778, 1, 65_535, Unit.NONE);

    /** Which parties of a stream must be users of this server. */
    public static final Setting<LocalParties> PARTIES = AREA.choice("parties", LocalParties.ONE);

    /** Openfire groups whose members may use the proxy; empty: everybody. */
    public static final Setting<List<String>> GROUPS = AREA.list("groups");

    /** Bare JIDs and domains that may not use the proxy. */
    public static final Setting<List<String>> BLOCKED = AREA.list("blocked");

    /** Of one stream; 0: no limit. */
    public static final Setting<Long> STREAM_RATE = AREA.number("rate-per-stream", 0, 0, MAX_KIB, Unit.KIB_PER_SECOND);

    /** Of all streams of a user; 0: no limit. */
    public static final Setting<Long> USER_RATE = AREA.number("rate-per-user", 0, 0, MAX_KIB, Unit.KIB_PER_SECOND);

    /** Of all streams; 0: no limit. */
    public static final Setting<Long> TOTAL_RATE = AREA.number("rate-total", 0, 0, MAX_KIB, Unit.KIB_PER_SECOND);

    /** Active streams of a user; 0: no limit. */
    public static final Setting<Long> STREAMS_PER_USER = AREA.number("streams-per-user", 20, 0, MAX_COUNT, STREAMS);

    /** Streams with a socket from one network address; 0: no limit. */
    public static final Setting<Long> STREAMS_PER_ADDRESS =
            AREA.number("streams-per-address", 200, 0, MAX_COUNT, STREAMS);

    /** Connections from one network address that wait for activation; 0: no limit. */
    public static final Setting<Long> WAITING_PER_ADDRESS =
            AREA.number("waiting-per-address", 100, 0, MAX_COUNT, new Unit("connections"));

    /** Streams in all; 0: no limit. */
    public static final Setting<Long> STREAMS_TOTAL = AREA.number("streams-total", 5_000, 0, MAX_COUNT, STREAMS);

    /** Connections from one network address; 0: no limit. */
    public static final Setting<Long> CONNECTIONS_PER_SECOND =
            AREA.number("connections-per-second", 50, 0, MAX_COUNT, Unit.PER_SECOND);

    /** Broken handshakes in a row, after which a network address is shut out for a while; 0: never. */
    public static final Setting<Long> FAILURES_IN_A_ROW =
            AREA.number("failures-in-a-row", 10, 0, MAX_COUNT, new Unit("failures"));

    /** Of a user per day, both directions together; 0: no limit. */
    public static final Setting<Long> DAILY_MEBIBYTES = AREA.number("mib-per-user-and-day", 0, 0, MAX_KIB, Unit.MIB);

    /** What waits for slow readers, of all streams together. */
    public static final Setting<Long> BUFFER_MEBIBYTES = AREA.number("buffer-mib", 128, 1, 1 << 20, Unit.MIB);

    /** Time for the SOCKS5 handshake. */
    public static final Setting<Duration> HANDSHAKE_TIMEOUT = AREA.seconds("handshake-timeout", 10);

    /** Time from the first connection of a stream to its activation. */
    public static final Setting<Duration> ACTIVATION_TIMEOUT = AREA.seconds("activation-timeout", 60);

    /** Time without a byte, after which a stream is closed. */
    public static final Setting<Duration> IDLE_TIMEOUT = AREA.seconds("idle-timeout", 300);

    /** Which host is announced to whom; see {@code streamhosts.StreamhostRules}. */
    public static final Setting<String> STREAMHOSTS = AREA.lines("streamhosts");

    /** Whether the proxy stands in for the one that Openfire brings. */
    public static final Setting<Boolean> REPLACE_BUILTIN = AREA.flag("replace-builtin", false);

    /** How long finished transfers are remembered; zero: not at all. */
    public static final Setting<Duration> HISTORY = AREA.days("history-days", 30);

    private ProxySettings() {}

    public static AccessPolicy accessPolicy(Settings settings) {
        return new AccessPolicy(
                settings.get(PARTIES), Set.copyOf(settings.get(GROUPS)), Set.copyOf(settings.get(BLOCKED)));
    }

    public static Limits limits(Settings settings) {
        return new Limits(
                settings.get(STREAM_RATE) * 1024,
                settings.get(USER_RATE) * 1024,
                settings.get(TOTAL_RATE) * 1024,
                settings.get(STREAMS_PER_USER).intValue(),
                settings.get(STREAMS_PER_ADDRESS).intValue(),
                settings.get(WAITING_PER_ADDRESS).intValue(),
                settings.get(STREAMS_TOTAL).intValue(),
                settings.get(CONNECTIONS_PER_SECOND).intValue(),
                settings.get(FAILURES_IN_A_ROW).intValue(),
                settings.get(DAILY_MEBIBYTES) * 1024 * 1024,
                settings.get(BUFFER_MEBIBYTES) * 1024 * 1024,
                settings.get(HANDSHAKE_TIMEOUT),
                settings.get(ACTIVATION_TIMEOUT),
                settings.get(IDLE_TIMEOUT));
    }
}
