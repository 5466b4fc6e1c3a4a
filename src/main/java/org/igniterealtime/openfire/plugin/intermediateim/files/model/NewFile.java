package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.util.Optional;
import java.util.regex.Pattern;
import org.xmpp.packet.JID;

/**
 * A file as it was offered (XEP-0096).
 *
 * @param sender      full JID, as a rule
 * @param owner       bare JID of the local user who is to have it
 * @param size        in bytes, not negative
 * @param md5         of the content, 32 lowercase hex digits; empty if the sender did not tell
 * @param description what the sender says about it; empty if nothing. Control characters but line feed and tab are left
 *                    out, and it is cut after {@value #MAX_DESCRIPTION} UTF-16 code units
 */
public record NewFile(
        JID sender,
        JID owner,
        FileName name,
        long size,
        Optional<String> md5,
        String description,
        OfferedTo offeredTo) {

    static final int MAX_DESCRIPTION = 1000;

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    public NewFile {
        if (size < 0) {
            throw new IllegalArgumentException("a file of less than no bytes");
        }
        if (owner.getNode() == null || owner.getResource() != null) {
            throw new IllegalArgumentException("an owner is the bare JID of a user");
        }
        if (md5.filter(hash -> !MD5.matcher(hash).matches()).isPresent()) {
            throw new IllegalArgumentException("not an MD5 hash in lowercase hex digits");
        }
        description = printable(description);
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\t')
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .takeWhile(c -> printable.length() + Character.charCount(c) <= MAX_DESCRIPTION)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
