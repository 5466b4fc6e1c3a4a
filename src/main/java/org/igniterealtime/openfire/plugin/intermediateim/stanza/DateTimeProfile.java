package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as XMPP writes them: the profile DateTime of XEP-0082 §3.2. */
public final class DateTimeProfile {

    /** Digits of a fraction that are read; further ones are skipped (§3.2). */
    private static final int NANO_DIGITS = 9;

    private static final Pattern DATE_TIME =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
                    + "(Z|[+-][0-9]{2}:[0-9]{2})");

    private DateTimeProfile() {}

    /**
     * @param text as it came
     * @return the time; empty if the text is no DateTime. The end of a day may be called 24:00:00, as XML Schema has
     *     it, and a leap second counts as the second before
     */
    public static Optional<Instant> read(String text) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(instant(parts)).filter(DateTimeProfile::canBeWritten);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(Matcher parts) {
        LocalDate date = LocalDate.parse(parts.group(1));
        String fraction = parts.group(4) == null ? "" : parts.group(4);
        boolean endOfDay = parts.group(2).equals("24:00") && parts.group(3).equals("00") && fraction.matches("0*");
        LocalTime time = endOfDay ? LocalTime.MIDNIGHT : time(parts.group(2), parts.group(3), fraction);
        return OffsetDateTime.of(endOfDay ? date.plusDays(1) : date, time, ZoneOffset.of(parts.group(5)))
                .toInstant();
    }

    private static LocalTime time(String minutes, String seconds, String fraction) {
        LocalTime time = LocalTime.parse(minutes + ":" + (seconds.equals("60") ? "59" : seconds));
        String nanos = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        return time.withNano(Integer.parseInt(nanos));
    }

    /**
     * @param time of a year of four digits
     * @return in UTC, which tells nobody where we are (§6); without what is smaller than a millisecond
     * @throws IllegalArgumentException for other years
     */
    public static String write(Instant time) {
        if (!canBeWritten(time)) {
            throw new IllegalArgumentException("no year of four digits: " + time);
        }
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static boolean canBeWritten(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= 9999;
    }
}
