package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 0 B",
        "1023, '1,023 B'",
        "1024, 1.0 KiB",
        "1500000, 1.4 MiB",
        "150000000, 143 MiB",
        "5000000000, 4.7 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesHaveAUnit(long bytes, String text) {
        assertEquals(text, new Quantities(Locale.ENGLISH).bytes(bytes).replace('\u00a0', ' '));
    }

    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({"0, 0:00", "7, 0:07", "754, 12:34", "3723, 1:02:03", "360000, 100:00:00", "-5, 0:00"})
    void timesReadLikeAClock(long seconds, String text) {
        assertEquals(text, new Quantities(Locale.GERMAN).time(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource("'1,4 MiB'")
    void numbersAreWrittenAsTheLanguageDoes(String text) {
        assertEquals(text, new Quantities(Locale.GERMAN).bytes(1_500_000).replace('\u00a0', ' '));
    }
}
