package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class Socks5FailuresTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID CHAMBER = new JID("juliet@capulet.lit/chamber");
    private static final JID ORCHARD = new JID("romeo@montague.lit/orchard");

    private final FakeClock clock = new FakeClock();
    private final Socks5Failures failures = new Socks5Failures(clock);

    @Test
    void areRememberedForTheSameSoftwareOfTheSameUser() {
        failures.add(BALCONY, "https://example.org/client");

        assertTrue(failures.has(BALCONY, "https://example.org/client"));
        assertTrue(failures.has(CHAMBER, "https://example.org/client"));
        assertFalse(failures.has(BALCONY, "https://example.org/other"));
        assertFalse(failures.has(ORCHARD, "https://example.org/client"));
    }

    @Test
    void areForgottenAfterADay() {
        failures.add(BALCONY, "");
        clock.pass(Socks5Failures.MEMORY.minus(Duration.ofSeconds(1)));
        assertTrue(failures.has(BALCONY, ""));

        clock.pass(Duration.ofSeconds(1));

        assertFalse(failures.has(BALCONY, ""));
    }

    @Test
    void theOldestMakeRoom() {
        failures.add(BALCONY, "first");
        failures.add(BALCONY, "second");
        failures.add(BALCONY, "first");
        for (int i = 0; i < 999; i++) {
            failures.add(ORCHARD, "software " + i);
        }

        assertTrue(failures.has(BALCONY, "first"));
        assertFalse(failures.has(BALCONY, "second"));
    }
}
