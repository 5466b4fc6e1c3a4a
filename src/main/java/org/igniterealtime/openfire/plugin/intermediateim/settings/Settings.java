package org.igniterealtime.openfire.plugin.intermediateim.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnswerPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy.Images;

/** The values of all settings at one moment; immutable. */
public final class Settings {

    /** Which of the two parties of a stream. */
    public enum Parties {
        ANYONE,
        ONE,
        BOTH
    }

    /** A thousand GiB: more than any machine passes, and far from overflow in bytes. */
    private static final long MAX_KIB = 1L << 30;

    /** First part of our main address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SERVICE_SUBDOMAIN = Setting.domainLabel("service.subdomain", "intermediateim");

    /** Whether XHTML-IM is made safe. */
    public static final Setting<Boolean> XHTML_ENABLED = Setting.flag("xhtml.enabled", true);

    /** What is done with the XHTML-IM that clients of this server send. */
    public static final Setting<Mode> XHTML_LOCAL = Setting.choice("xhtml.local", Mode.SANITIZE);

    /** What is done with the XHTML-IM that comes from other servers and from components. */
    public static final Setting<Mode> XHTML_REMOTE = Setting.choice("xhtml.remote", Mode.SANITIZE);

    /** Which images are kept. */
    public static final Setting<Images> XHTML_IMAGES = Setting.choice("xhtml.images", XhtmlPolicy.DEFAULT.images());

    /** Which links are kept. */
    public static final Setting<Set<String>> XHTML_LINK_SCHEMES =
            Setting.linkSchemes("xhtml.link-schemes", XhtmlPolicy.DEFAULT.linkSchemes());

    /** Whether the target of a link is shown where its text names another one. */
    public static final Setting<Boolean> XHTML_LINK_HONESTY =
            Setting.flag("xhtml.link-honesty", XhtmlPolicy.DEFAULT.linkHonesty());

    /** Whether there is a proxy for SOCKS5 bytestreams. */
    public static final Setting<Boolean> SOCKS5_ENABLED = Setting.flag("socks5.enabled", true);

    /** First part of the proxy's address, {@code <label>.<server's domain>}. */
    public static final Setting<String> SOCKS5_SUBDOMAIN = Setting.domainLabel("socks5.subdomain", "bytestreams");

    /** TCP port that the proxy listens on. */
    public static final Setting<Long> SOCKS5_PORT = Setting.number("socks5.port", 7778, 1, 65_535);

    /** Which parties of a stream must be users of this server. */
    public static final Setting<Parties> SOCKS5_PARTIES = Setting.choice("socks5.parties", Parties.ONE);

    /** Openfire groups whose members may use the proxy; empty: everybody. */
    public static final Setting<List<String>> SOCKS5_GROUPS = Setting.list("socks5.groups");

    /** Bare JIDs and domains that may not use the proxy. */
    public static final Setting<List<String>> SOCKS5_BLOCKED = Setting.list("socks5.blocked");

    /** KiB per second of one stream; 0: no limit. */
    public static final Setting<Long> SOCKS5_STREAM_RATE = Setting.number("socks5.rate-per-stream", 0, 0, MAX_KIB);

    /** KiB per second of all streams of a user; 0: no limit. */
    public static final Setting<Long> SOCKS5_USER_RATE = Setting.number("socks5.rate-per-user", 0, 0, MAX_KIB);

    /** KiB per second of all streams; 0: no limit. */
    public static final Setting<Long> SOCKS5_TOTAL_RATE = Setting.number("socks5.rate-total", 0, 0, MAX_KIB);

    /** Active streams of a user; 0: no limit. */
    public static final Setting<Long> SOCKS5_STREAMS_PER_USER =
            Setting.number("socks5.streams-per-user", 20, 0, 1_000_000);

    /** Streams with a socket from one network address; 0: no limit. */
    public static final Setting<Long> SOCKS5_STREAMS_PER_ADDRESS =
            Setting.number("socks5.streams-per-address", 200, 0, 1_000_000);

    /** Connections from one network address that wait for activation; 0: no limit. */
    public static final Setting<Long> SOCKS5_WAITING_PER_ADDRESS =
            Setting.number("socks5.waiting-per-address", 100, 0, 1_000_000);

    /** Streams in all; 0: no limit. */
    public static final Setting<Long> SOCKS5_STREAMS_TOTAL =
            Setting.number("socks5.streams-total", 5_000, 0, 1_000_000);

    /** Connections per second from one network address; 0: no limit. */
    public static final Setting<Long> SOCKS5_CONNECTIONS_PER_SECOND =
            Setting.number("socks5.connections-per-second", 50, 0, 1_000_000);

    /** Broken handshakes in a row, after which a network address is shut out for a while; 0: never. */
    public static final Setting<Long> SOCKS5_FAILURES_IN_A_ROW =
            Setting.number("socks5.failures-in-a-row", 10, 0, 1_000_000);

    /** MiB of a user per day, both directions together; 0: no limit. */
    public static final Setting<Long> SOCKS5_DAILY_MEBIBYTES =
            Setting.number("socks5.mib-per-user-and-day", 0, 0, MAX_KIB);

    /** MiB that wait for slow readers, of all streams together. */
    public static final Setting<Long> SOCKS5_BUFFER_MEBIBYTES = Setting.number("socks5.buffer-mib", 128, 1, 1 << 20);

    /** Time for the SOCKS5 handshake. */
    public static final Setting<Duration> SOCKS5_HANDSHAKE_TIMEOUT = Setting.seconds("socks5.handshake-timeout", 10);

    /** Time from the first connection of a stream to its activation. */
    public static final Setting<Duration> SOCKS5_ACTIVATION_TIMEOUT = Setting.seconds("socks5.activation-timeout", 60);

    /** Time without a byte, after which a stream is closed. */
    public static final Setting<Duration> SOCKS5_IDLE_TIMEOUT = Setting.seconds("socks5.idle-timeout", 300);

    /** Which host is announced to whom; see {@code socks5.StreamhostRules}. */
    public static final Setting<String> SOCKS5_STREAMHOSTS = Setting.text("socks5.streamhosts");

    /** Whether the proxy stands in for the one that Openfire brings. */
    public static final Setting<Boolean> SOCKS5_REPLACE_BUILTIN = Setting.flag("socks5.replace-builtin", false);

    /** How long finished transfers are remembered; zero: not at all. */
    public static final Setting<Duration> SOCKS5_HISTORY = Setting.days("socks5.history-days", 30);

    /** Whether users can have seats kept in rooms. */
    public static final Setting<Boolean> SEATS_ENABLED = Setting.flag("seats.enabled", true);

    /** First part of the address where seats are asked for, {@code <label>.<server's domain>}. */
    public static final Setting<String> SEATS_SUBDOMAIN = Setting.domainLabel("seats.subdomain", "agents");

    /** Seats of a user; 0: no limit. */
    public static final Setting<Long> SEATS_PER_USER = Setting.number("seats.per-user", 20, 0, 1_000_000);

    /** Seats in all; 0: no limit. */
    public static final Setting<Long> SEATS_TOTAL = Setting.number("seats.total", 20_000, 0, 1_000_000);

    /** Private messages and mentions that are kept for a seat; 0: none. */
    public static final Setting<Long> SEATS_KEPT_MESSAGES = Setting.number("seats.kept-messages", 200, 0, 10_000);

    /** KiB that are kept for a seat. */
    public static final Setting<Long> SEATS_KEPT_KIB = Setting.number("seats.kept-kib", 512, 1, 1 << 20);

    /** How long something is kept. */
    public static final Setting<Duration> SEATS_KEPT_DAYS = Setting.days("seats.kept-days", 30);

    /** How many seats join per second. */
    public static final Setting<Long> SEATS_JOINS_PER_SECOND = Setting.number("seats.joins-per-second", 250, 1, 10_000);

    /** How long a client that is available may take to come into the room, before it is told without. */
    public static final Setting<Duration> SEATS_RETURN_WAIT = Setting.seconds("seats.return-wait", 60);

    /** Openfire groups for whose members seats are kept where they have bookmarked rooms. */
    public static final Setting<List<String>> SEATS_GROUPS = Setting.list("seats.groups");

    /** Whether capabilities are kept. */
    public static final Setting<Boolean> CAPS_ENABLED = Setting.flag("caps.enabled", true);

    /** In whose name questions about capabilities are answered. */
    public static final Setting<AnswerPolicy> CAPS_ANSWER = Setting.choice("caps.answer", AnswerPolicy.ALL);

    /** Verified capabilities that are kept. */
    public static final Setting<Long> CAPS_ENTRIES = Setting.number("caps.entries", 10_000, 100, 1_000_000);

    /** Every setting, in the order of readme.html. */
    public static final List<Setting<?>> ALL = List.of(
            SERVICE_SUBDOMAIN,
            XHTML_ENABLED,
            XHTML_LOCAL,
            XHTML_REMOTE,
            XHTML_IMAGES,
            XHTML_LINK_SCHEMES,
            XHTML_LINK_HONESTY,
            SOCKS5_ENABLED,
            SOCKS5_SUBDOMAIN,
            SOCKS5_PORT,
            SOCKS5_PARTIES,
            SOCKS5_GROUPS,
            SOCKS5_BLOCKED,
            SOCKS5_STREAM_RATE,
            SOCKS5_USER_RATE,
            SOCKS5_TOTAL_RATE,
            SOCKS5_STREAMS_PER_USER,
            SOCKS5_STREAMS_PER_ADDRESS,
            SOCKS5_WAITING_PER_ADDRESS,
            SOCKS5_STREAMS_TOTAL,
            SOCKS5_CONNECTIONS_PER_SECOND,
            SOCKS5_FAILURES_IN_A_ROW,
            SOCKS5_DAILY_MEBIBYTES,
            SOCKS5_BUFFER_MEBIBYTES,
            SOCKS5_HANDSHAKE_TIMEOUT,
            SOCKS5_ACTIVATION_TIMEOUT,
            SOCKS5_IDLE_TIMEOUT,
            SOCKS5_STREAMHOSTS,
            SOCKS5_REPLACE_BUILTIN,
            SOCKS5_HISTORY,
            CAPS_ENABLED,
            CAPS_ANSWER,
            CAPS_ENTRIES,
            SEATS_ENABLED,
            SEATS_SUBDOMAIN,
            SEATS_PER_USER,
            SEATS_TOTAL,
            SEATS_KEPT_MESSAGES,
            SEATS_KEPT_KIB,
            SEATS_KEPT_DAYS,
            SEATS_JOINS_PER_SECOND,
            SEATS_RETURN_WAIT,
            SEATS_GROUPS);

    public static final Settings DEFAULTS = new Settings(Map.of());

    private final Map<Setting<?>, Object> changed;

    private Settings(Map<Setting<?>, Object> changed) {
        this.changed = Map.copyOf(changed);
    }

    @SuppressWarnings("unchecked") // with() stores nothing but a T under a Setting<T>
    public <T> T get(Setting<T> setting) {
        return (T) changed.getOrDefault(setting, setting.defaultValue());
    }

    public <T> Settings with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> values = new HashMap<>(changed);
        values.put(setting, value);
        return new Settings(values);
    }

    /** @return what the sanitizer keeps */
    public XhtmlPolicy xhtmlPolicy() {
        return new XhtmlPolicy(get(XHTML_IMAGES), get(XHTML_LINK_SCHEMES), get(XHTML_LINK_HONESTY));
    }

    /**
     * @param feature name of a feature
     * @return its switch, {@code <feature>.enabled}
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Setting<Boolean> switchOf(String feature) {
        for (Setting<?> setting : ALL) {
            if (setting.name().equals(feature + ".enabled")) {
                @SuppressWarnings("unchecked") // settings named .enabled are flags
                Setting<Boolean> flag = (Setting<Boolean>) setting;
                return flag;
            }
        }
        throw new IllegalArgumentException(feature);
    }
}
