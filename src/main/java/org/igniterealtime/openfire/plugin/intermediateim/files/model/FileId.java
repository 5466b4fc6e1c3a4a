package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which file. It is the file's name in the store's directory, so nothing that a sender wrote is part of a path. Whoever
 * knows it has no right to the file.
 *
 * @param hex 32 lowercase hex digits
 */
public record FileId(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
    private static final int BYTES = 16;

    public FileId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not 32 lowercase hex digits");
        }
    }

    /** @return whether this is the text of an id */
    public static boolean isValid(String text) {
        return HEX.matcher(text).matches();
    }

    public static FileId random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new FileId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return hex;
    }
}
