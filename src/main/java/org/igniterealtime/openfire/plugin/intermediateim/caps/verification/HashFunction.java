package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The hash functions we know, by the names of IANA's registry (XEP-0115 §8.1, XEP-0300). */
public enum HashFunction {
    MD5("md5", "MD5", false),
    SHA_1("sha-1", "SHA-1", false),
    SHA_224("sha-224", "SHA-224", false),
    SHA_256("sha-256", "SHA-256", true),
    SHA_384("sha-384", "SHA-384", false),
    SHA_512("sha-512", "SHA-512", true),
    SHA3_256("sha3-256", "SHA3-256", true),
    SHA3_512("sha3-512", "SHA3-512", true);

    private final String word;
    private final String algorithm;
    private final boolean fitForCaps2;

    HashFunction(String word, String algorithm, boolean fitForCaps2) {
        this.word = word;
        this.algorithm = algorithm;
        this.fitForCaps2 = fitForCaps2;
    }

    /** @param word its name; letter case does not count */
    public static Optional<HashFunction> named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(each -> each.word.equals(lower)).findFirst();
    }

    /** @return its name, in lower case */
    public String word() {
        return word;
    }

    /** @return whether XEP-0390 may use it: what XEP-0414 forbids it may not */
    boolean isFitForCaps2() {
        return fitForCaps2;
    }

    byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java 17 has " + algorithm, e);
        }
    }
}
