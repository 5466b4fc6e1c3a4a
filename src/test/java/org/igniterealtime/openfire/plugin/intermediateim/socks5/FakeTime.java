package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;

/** The same time for clocks and for limits. */
public final class FakeTime extends FakeClock implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return Duration.between(Instant.EPOCH, instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
