package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeProfileTest {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @ParameterizedTest
    @CsvSource({
        "1969-07-21T02:56:15Z, 1969-07-21T02:56:15Z",
        "1969-07-20T21:56:15-05:00, 1969-07-21T02:56:15Z",
        "2002-10-13T23:58:37.123Z, 2002-10-13T23:58:37.123Z",
        "2002-10-13T23:58:37+00:00, 2002-10-13T23:58:37Z",
        "2002-10-13T23:58:37-00:00, 2002-10-13T23:58:37Z",
        "2002-10-14T05:28:37+05:30, 2002-10-13T23:58:37Z",
        "1610-04-20T00:00:00Z, 1610-04-20T00:00:00Z",
        "2002-10-13T24:00:00Z, 2002-10-14T00:00:00Z",
        "2002-10-13T24:00:00.000Z, 2002-10-14T00:00:00Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z"
    })
    @Requirement("0082-02")
    void readsEveryLegalForm(String text, Instant time) {
        assertEquals(Optional.of(time), DateTimeProfile.read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2002-10-13T23:58:37.1Z, 2002-10-13T23:58:37.1Z",
        "2002-10-13T23:58:37.123456789012Z, 2002-10-13T23:58:37.123456789Z",
        "2002-10-13T23:58:37.000000000000Z, 2002-10-13T23:58:37Z"
    })
    @Requirement("0082-03")
    void readsFractionsOfAnyLength(String text, Instant time) {
        assertEquals(Optional.of(time), DateTimeProfile.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2002-10-13T23:58:37",
                "2005-11-29T11:21Z",
                "2002-10-13 23:58:37Z",
                "2002-10-13t23:58:37Z",
                "2002-10-13T23:58:37z",
                "2002-10-13T23:58:37+0100",
                "2002-10-13T23:58:37+01",
                "2002-10-13T23:58:37+19:00",
                "2002-10-13T23:58:37.Z",
                "2002-10-13T23:58:37,5Z",
                "20021013T23:58:37",
                "2002-02-30T00:00:00Z",
                "2002-13-01T00:00:00Z",
                "2002-10-13T25:00:00Z",
                "2002-10-13T24:00:01Z",
                "2002-10-13T24:00:00.1Z",
                "2002-10-13T23:60:00Z",
                "2002-10-13T23:58:61Z",
                "9999-12-31T24:00:00Z",
                "0000-01-01T00:00:00+01:00",
                "12002-10-13T23:58:37Z",
                "-2002-10-13T23:58:37Z",
                " 2002-10-13T23:58:37Z",
                "２００２-10-13T23:58:37Z"
            })
    @Requirement("0082-02")
    void readsNothingElse(String text) {
        assertEquals(Optional.empty(), DateTimeProfile.read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1969-07-21T02:56:15Z, 1969-07-21T02:56:15Z",
        "2002-10-13T23:58:00Z, 2002-10-13T23:58:00Z",
        "2002-10-13T23:58:37.123456Z, 2002-10-13T23:58:37.123Z",
        "2002-10-13T23:58:37.100Z, 2002-10-13T23:58:37.100Z"
    })
    @Requirement({"0082-07", "0082-08"})
    void writesInUtc(Instant time, String text) {
        assertEquals(text, DateTimeProfile.write(time));
    }

    @Test
    void doesNotWriteWhatNobodyCouldRead() {
        Instant tooLate = Instant.ofEpochSecond(YEAR_9999 + 1);
        Instant tooEarly = Instant.ofEpochSecond(YEAR_0 - 1);

        assertThrows(IllegalArgumentException.class, () -> DateTimeProfile.write(tooLate));
        assertThrows(IllegalArgumentException.class, () -> DateTimeProfile.write(tooEarly));
    }

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);

        String text = DateTimeProfile.write(time);

        assertEquals(Optional.of(time), DateTimeProfile.read(text));
        assertTrue(text.endsWith("Z"));
    }

    @Property
    void neverThrows(
            @ForAll @StringLength(max = 40) @Chars({'0', '1', '2', '9', '-', ':', 'T', 'Z', '.', '+'}) String text) {
        DateTimeProfile.read(text);
    }
}
