package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first  of its bytes, counted from 0
 * @param length in bytes
 */
public record ByteRange(long first, long length) {

    private static final String UNIT = "bytes=";
    private static final Pattern SPEC = Pattern.compile("([0-9]{0,100})-([0-9]{0,100})");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Nothing of the file is in the range that was asked for, or it makes no sense. */
    static final class UnsatisfiableException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnsatisfiableException(String range) {
            super(range, null, false, false);
        }
    }

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /**
     * Reads a Range field (RFC 9110 section 14).
     *
     * @return the range; empty if the whole file is to be sent: there are several ranges, or they are of another unit
     * @throws UnsatisfiableException if the answer is 416
     */
    static Optional<ByteRange> read(String field, long size) throws UnsatisfiableException {
        if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length()) || field.indexOf(',') >= 0) {
            return Optional.empty();
        }
        Matcher spec = SPEC.matcher(field.substring(UNIT.length()).strip());
        if (!spec.matches()) {
            throw new UnsatisfiableException(field);
        }
        if (spec.group(1).isEmpty()) {
            return suffix(field, spec.group(2), size);
        }
        long first = number(spec.group(1));
        long last = spec.group(2).isEmpty() ? Long.MAX_VALUE : number(spec.group(2));
        if (first >= size || last < first) {
            throw new UnsatisfiableException(field);
        }
        return Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    private static Optional<ByteRange> suffix(String field, String digits, long size) throws UnsatisfiableException {
        long length = digits.isEmpty() ? 0 : Math.min(number(digits), size);
        if (digits.isEmpty() || number(digits) == 0) {
            throw new UnsatisfiableException(field);
        }
        return size == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, length));
    }

    private static long number(String digits) {
        return new BigInteger(digits).min(MOST).longValue(); // no file is longer
    }

    /** @return as in a Content-Range field */
    String of(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
