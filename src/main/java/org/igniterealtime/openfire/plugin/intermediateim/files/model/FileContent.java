package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was found out about the content of a whole file.
 *
 * @param mediaType by the content alone, whatever the file is called; {@code application/octet-stream} if unknown
 * @param sha256    64 lowercase hex digits
 * @param finding   malware that is in it, as the scanner calls it, at most {@value #MAX_FINDING} characters; empty if
 *                  none was found, or nobody has looked for it
 */
public record FileContent(String mediaType, String sha256, Optional<String> finding) {

    public static final int MAX_FINDING = 200;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public FileContent {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 hash in lowercase hex digits");
        }
        if (finding.filter(name -> name.length() > MAX_FINDING).isPresent()) {
            throw new IllegalArgumentException("the name of a finding is too long");
        }
    }

    /** In which no malware was found. */
    public FileContent(String mediaType, String sha256) {
        this(mediaType, sha256, Optional.empty());
    }

    /** @return the same content, in which this, or nothing, was found */
    FileContent with(Optional<String> changed) {
        return new FileContent(mediaType, sha256, changed);
    }
}
