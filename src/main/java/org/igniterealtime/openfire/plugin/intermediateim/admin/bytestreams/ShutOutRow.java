package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ShutOut;

/**
 * A network address that may not connect for a while.
 *
 * @param fault end of an i18n key
 */
public record ShutOutRow(String id, String network, String fault, int faults, String timeLeft) {

    static ShutOutRow of(ShutOut shutOut, Quantities quantities, Instant now) {
        return new ShutOutRow(
                shutOut.id(),
                shutOut.network(),
                shutOut.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                shutOut.faults(),
                quantities.time(Duration.between(now, shutOut.until())));
    }
}
