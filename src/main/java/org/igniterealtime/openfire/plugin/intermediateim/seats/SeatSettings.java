package org.igniterealtime.openfire.plugin.intermediateim.seats;

import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;

/** What can be set about seats in rooms. */
public final class SeatSettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("seats");

    private static final Unit SEATS = new Unit("seats");

    /** Whether users can have seats kept in rooms. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** First part of the address where seats are asked for, {@code <label>.<server's domain>}. */
    public static final Setting<String> SUBDOMAIN = AREA.subdomain("subdomain", "agents");

    /** Seats of a user; 0: no limit. */
    public static final Setting<Long> PER_USER = AREA.number("per-user", 20, 0, 1_000_000, SEATS);

    /** Seats in all; 0: no limit. */
    public static final Setting<Long> TOTAL = AREA.number("total", 20_000, 0, 1_000_000, SEATS);

    /** Private messages and mentions that are kept for a seat; 0: none. */
    public static final Setting<Long> KEPT_MESSAGES =
            AREA.number("kept-messages", 200, 0, 10_000, new Unit("messages"));

    /** KiB that are kept for a seat. */
    public static final Setting<Long> KEPT_KIB = AREA.number("kept-kib", 512, 1, 1 << 20, Unit.KIB);

    /** How long something is kept. */
    public static final Setting<Duration> KEPT_DAYS = AREA.days("kept-days", 30);

    /** How many seats join per second. */
    public static final Setting<Long> JOINS_PER_SECOND =
            AREA.number("joins-per-second", 250, 1, 10_000, Unit.PER_SECOND);

    /** How long a client that is available may take to come into the room, before it is told without. */
    public static final Setting<Duration> RETURN_WAIT = AREA.seconds("return-wait", 60);

    /** Openfire groups for whose members seats are kept where they have bookmarked rooms. */
    public static final Setting<List<String>> GROUPS = AREA.list("groups");

    private SeatSettings() {}
}
