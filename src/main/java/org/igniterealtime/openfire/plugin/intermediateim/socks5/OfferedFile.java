package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.OptionalLong;

/**
 * What an SI (XEP-0096) or Jingle (XEP-0234) offer said of the file. A stranger wrote it: shown to people, escaped, and used
 * for nothing else.
 *
 * @param name cut after {@value #MAX_NAME} characters; control characters are left out
 * @param size in bytes; empty if unknown or nonsense
 */
public record OfferedFile(String name, OptionalLong size) {

    static final int MAX_NAME = 255;

    public OfferedFile {
        name = name.codePoints().filter(c -> !Character.isISOControl(c)).limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        if (size.isPresent() && size.getAsLong() < 0) {
            size = OptionalLong.empty();
        }
    }
}
