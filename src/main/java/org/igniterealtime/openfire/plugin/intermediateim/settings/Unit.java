package org.igniterealtime.openfire.plugin.intermediateim.settings;

/**
 * What the numbers of a setting count.
 *
 * @param name end of the i18n key {@code intermediateim.unit.<name>}; empty for numbers without a unit, such as ports
 */
public record Unit(String name) {

    public static final Unit NONE = new Unit("");
    public static final Unit SECONDS = new Unit("seconds");
    public static final Unit DAYS = new Unit("days");
    public static final Unit HOURS = new Unit("hours");
    public static final Unit KIB = new Unit("kib");
    public static final Unit MIB = new Unit("mib");
    public static final Unit KIB_PER_SECOND = new Unit("kib-per-second");
    public static final Unit PER_SECOND = new Unit("per-second");
}
