package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/**
 * Makes the tokens by which links name files. Whoever knows a token may have the file; whoever knows the file's id, or
 * the hash of its token, can't tell the token without the key. Any thread.
 */
public final class LinkTokens {

    public static final int MIN_KEY_BYTES = 32;

    private static final String MAC = "HmacSHA256";
    private static final int TOKEN_BYTES = 20;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{" + 2 * TOKEN_BYTES + "}");

    private final SecretKeySpec key;

    /**
     * @param key nobody can guess it; the nodes of a cluster have the same
     * @throws IllegalArgumentException if it is shorter than {@value #MIN_KEY_BYTES} bytes
     */
    public LinkTokens(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the key is too short");
        }
        this.key = new SecretKeySpec(key, MAC);
    }

    /** @return 160 bits in lowercase hex digits, always the same for the same file */
    public String token(FileId file) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] code = mac.doFinal(file.hex().getBytes(US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(code, TOKEN_BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw unusable(e);
        }
    }

    /** @return whether a token looks like this */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** @return what a token is looked up by: its SHA-256 hash in 64 lowercase hex digits */
    public static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(GeneralSecurityException e) {
        return new IllegalStateException("every JDK has these algorithms", e);
    }
}
