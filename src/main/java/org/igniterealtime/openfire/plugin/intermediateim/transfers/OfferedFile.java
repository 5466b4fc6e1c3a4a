package org.igniterealtime.openfire.plugin.intermediateim.transfers;

import java.util.OptionalLong;

/**
 * What an SI (XEP-0096) or Jingle (XEP-0234) offer said of the file. A stranger wrote it: shown to people, escaped, and
 * used for nothing else.
 *
 * @param name cut after {@value #MAX_NAME} UTF-16 code units, the smallest in which a database counts what a column
 *     takes;
 *             control characters are left out
 * @param size in bytes; empty if unknown or nonsense
 */
public record OfferedFile(String name, OptionalLong size) {

    static final int MAX_NAME = 255;

    public OfferedFile {
        name = cut(name.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        if (size.isPresent() && size.getAsLong() < 0) {
            size = OptionalLong.empty();
        }
    }

    /** A character outside the basic plane is two code units, and stays whole. */
    private static String cut(String name) {
        if (name.length() <= MAX_NAME) {
            return name;
        }
        return name.substring(0, Character.isHighSurrogate(name.charAt(MAX_NAME - 1)) ? MAX_NAME - 1 : MAX_NAME);
    }
}
