package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ShutOut;

/** A network address that may not connect for a while. */
public final class ShutOutRow {

    private final ShutOut shutOut;
    private final Quantities quantities;
    private final Instant now;

    ShutOutRow(ShutOut shutOut, Quantities quantities, Instant now) {
        this.shutOut = shutOut;
        this.quantities = quantities;
        this.now = now;
    }

    public String getId() {
        return shutOut.id();
    }

    public String getNetwork() {
        return shutOut.network();
    }

    /** @return end of an i18n key */
    public String getFault() {
        return shutOut.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int getFaults() {
        return shutOut.faults();
    }

    public String getTimeLeft() {
        return quantities.time(Duration.between(now, shutOut.until()));
    }
}
