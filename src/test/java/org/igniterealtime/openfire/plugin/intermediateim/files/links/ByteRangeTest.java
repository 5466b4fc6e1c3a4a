package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 14, with its own examples for a file of 10,000 bytes. */
class ByteRangeTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "bytes=0-499, 10000, 0, 500",
        "bytes=500-999, 10000, 500, 500",
        "bytes=-500, 10000, 9500, 500",
        "bytes=9500-, 10000, 9500, 500",
        "bytes=0-, 10000, 0, 10000",
        "bytes=0-0, 10000, 0, 1",
        "bytes=-1, 10000, 9999, 1",
        "bytes=9999-, 10000, 9999, 1",
        "bytes=0-10000, 10000, 0, 10000",
        "bytes=5-99999999999999999999999999, 10, 5, 5",
        "bytes=-99999999999999999999999999, 10, 0, 10",
        "bytes=0000000000000000000000005-0000000000000000000000006, 10, 5, 2",
        "Bytes= 1-2, 10, 1, 2"
    })
    void aPart(String field, long size, long first, long length) throws Exception {
        assertEquals(Optional.of(new ByteRange(first, length)), ByteRange.read(field, size));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            value = {"bytes=0-0,-1|10", "bytes=1-2,4-5|10", "lines=1-2|10", "bytes|10", "''|10", "1-2|10", "bytes=-5|0"
            })
    void theWhole(String field, long size) throws Exception {
        assertEquals(Optional.empty(), ByteRange.read(field, size));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "bytes=10-, 10",
        "bytes=10-20, 10",
        "bytes=99999999999999999999-, 10",
        "bytes=5-4, 10",
        "bytes=-0, 10",
        "bytes=-, 10",
        "bytes=, 10",
        "bytes=a-b, 10",
        "bytes=1, 10",
        "bytes=--1, 10",
        "bytes=1--2, 10",
        "bytes=+1-2, 10",
        "bytes=0x1-2, 10",
        "bytes=٠-٢, 10",
        "bytes=0-, 0",
        "bytes=0-0, 0"
    })
    void nothing(String field, long size) {
        assertThrows(ByteRange.UnsatisfiableException.class, () -> ByteRange.read(field, size));
    }

    @Property
    void aPartIsInTheFile(
            @ForAll @LongRange(min = 0) long first,
            @ForAll @LongRange(min = 0) long last,
            @ForAll @LongRange(min = 0) long size) {
        try {
            ByteRange range =
                    ByteRange.read("bytes=" + first + "-" + last, size).orElseThrow();
            assertEquals(first, range.first());
            assertEquals(Math.min(last, size - 1), range.first() + range.length() - 1);
        } catch (ByteRange.UnsatisfiableException e) {
            assertEquals(true, first >= size || last < first);
        }
    }
}
