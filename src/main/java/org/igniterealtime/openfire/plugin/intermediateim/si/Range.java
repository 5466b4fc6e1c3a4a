package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.Optional;
import java.util.OptionalLong;
import org.dom4j.Element;

/**
 * The part of a file that the receiver wants (XEP-0096 §3).
 *
 * @param offset bytes to leave out at the beginning
 * @param length bytes to send; empty for all from the offset on
 */
public record Range(long offset, OptionalLong length) {

    public static final Range WHOLE = new Range(0, OptionalLong.empty());

    private static final String DIGITS = "[0-9]{1,18}";

    public Range {
        if (offset < 0 || length.orElse(0) < 0) {
            throw new IllegalArgumentException("negative offset or length");
        }
    }

    /** @return whether it says nothing, which is as good as no range */
    public boolean isWhole() {
        return offset == 0 && length.isEmpty();
    }

    /**
     * @param size of the file
     * @return how many bytes are to be sent; empty if the file does not have them all
     */
    public OptionalLong bytesOf(long size) {
        if (offset > size || length.orElse(0) > size - offset) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(length.orElse(size - offset));
    }

    /** @return empty if an attribute is no number of bytes */
    static Optional<Range> read(Element range) {
        String length = range.attributeValue("length");
        OptionalLong from = number(range.attributeValue("offset", "0"));
        OptionalLong bytes = length == null ? OptionalLong.empty() : number(length);
        return from.isEmpty() || length != null && bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Range(from.getAsLong(), bytes));
    }

    void writeTo(Element range) {
        if (offset > 0) {
            range.addAttribute("offset", String.valueOf(offset));
        }
        length.ifPresent(bytes -> range.addAttribute("length", String.valueOf(bytes)));
    }

    /** @return a number of bytes in decimal digits; empty for anything else, and for more than there are on earth */
    static OptionalLong number(String text) {
        String digits = text.strip();
        return digits.matches(DIGITS) ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
