package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.util.regex.Pattern;

/**
 * What was found out about the content of a whole file.
 *
 * @param mediaType by the content alone, whatever the file is called; {@code application/octet-stream} if unknown
 * @param sha256    64 lowercase hex digits
 */
public record FileContent(String mediaType, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public FileContent {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 hash in lowercase hex digits");
        }
    }
}
