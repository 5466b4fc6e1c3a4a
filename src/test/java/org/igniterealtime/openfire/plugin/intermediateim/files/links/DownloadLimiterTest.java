package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.igniterealtime.openfire.plugin.intermediateim.files.links.DownloadLimiter.Admission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many are let in. */
class DownloadLimiterTest {

    private final DownloadLimiter limiter = new DownloadLimiter(() -> 3, () -> 2);

    @Test
    void aClientHasItsShare() {
        assertEquals(Admission.ADMITTED, limiter.enter("192.0.2.1"));
        assertEquals(Admission.ADMITTED, limiter.enter("192.0.2.1"));
        assertEquals(Admission.TOO_MANY_OF_CLIENT, limiter.enter("192.0.2.1"));
        assertEquals(Admission.ADMITTED, limiter.enter("192.0.2.2"));
        assertEquals(Admission.TOO_MANY, limiter.enter("192.0.2.3"));
        limiter.leave("192.0.2.1");
        assertEquals(Admission.ADMITTED, limiter.enter("192.0.2.1"));
    }

    @Test
    void nothingIsLeftOfThoseWhoLeft() {
        limiter.enter("192.0.2.1");
        limiter.leave("192.0.2.1");
        assertEquals(0, limiter.all());
        limiter.enter("192.0.2.1");
        assertEquals(Admission.ADMITTED, limiter.enter("192.0.2.1"));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "2001:db8::1, 2001:db8::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "0:0:0:0:0:0:0:1, ::1, true",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "no:address, no:address, true",
        "[::1], ::2, true"
    })
    void anIpv6NetworkIsOneClient(String one, String other, boolean isSame) {
        limiter.enter(one);
        limiter.enter(one);
        assertEquals(isSame ? Admission.TOO_MANY_OF_CLIENT : Admission.ADMITTED, limiter.enter(other));
    }
}
