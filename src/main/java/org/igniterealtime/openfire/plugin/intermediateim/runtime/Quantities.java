package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantities {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private final Locale locale;

    public Quantities(Locale locale) {
        this.locale = locale;
    }

    /** @return e.g. {@code 17 B} or {@code 1.4 MiB} */
    public String bytes(double bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= STEP && unit < UNITS.length - 1) {
            number /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        int digits = unit == 0 || number >= 100 ? 0 : 1;
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(number) + "\u00a0" + UNITS[unit];
    }

    /** @return {@code 0:07}, {@code 12:34} or {@code 1:02:03} */
    public String time(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return shown.toHours() > 0
                ? "%d:%02d:%02d".formatted(shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart())
                : "%d:%02d".formatted(shown.toMinutes(), shown.toSecondsPart());
    }
}
