package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;

/** Looks at the content of a file as it comes by: its size, its hashes, and its type. Not thread-safe. */
final class ContentCheck {

    private final NewFile offer;
    private final MediaTypes types;
    private final TypePolicy policy;
    private final MessageDigest sha256 = digest("SHA-256");
    private final Optional<MessageDigest> md5;
    private byte[] head; // null once the type is known
    private int headBytes;
    private String mediaType;
    private long bytes;

    ContentCheck(NewFile offer, MediaTypes types, TypePolicy policy) {
        this.offer = offer;
        this.types = types;
        this.policy = policy;
        this.md5 = offer.md5().map(hash -> digest("MD5"));
        this.head = new byte[(int) Math.min(offer.size(), MediaTypes.HEAD_BYTES)];
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has them
        }
    }

    /**
     * @param more is left as it is
     * @throws RefusedException if the file is too long, or, as soon as its beginning is there, of a type that is not
     *                          allowed
     */
    void update(ByteBuffer more) throws RefusedException {
        bytes += more.remaining();
        if (bytes > offer.size()) {
            throw new RefusedException(RefusalReason.WRONG_SIZE);
        }
        sha256.update(more.duplicate());
        md5.ifPresent(digest -> digest.update(more.duplicate()));
        if (head != null) {
            int taken = Math.min(more.remaining(), head.length - headBytes);
            more.duplicate().get(head, headBytes, taken);
            headBytes += taken;
            if (headBytes == head.length) {
                checkType();
            }
        }
    }

    private void checkType() throws RefusedException {
        if (!policy.permits(types.byContent(head, offer.name()))) {
            throw new RefusedException(RefusalReason.TYPE_NOT_ALLOWED);
        }
        mediaType = types.byContent(head);
        head = null;
    }

    /**
     * Says what the content is, at its end. To be called once.
     *
     * @throws RefusedException if it is not what was offered
     */
    FileContent finish() throws RefusedException {
        if (bytes < offer.size()) {
            throw new RefusedException(RefusalReason.WRONG_SIZE);
        }
        if (head != null) { // of a file without content
            checkType();
        }
        if (md5.isPresent() && !hex(md5.get()).equals(offer.md5().orElseThrow())) {
            throw new RefusedException(RefusalReason.WRONG_HASH);
        }
        return new FileContent(mediaType, hex(sha256));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
