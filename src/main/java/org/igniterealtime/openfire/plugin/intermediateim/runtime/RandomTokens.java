package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Texts that nobody can guess, for resources, ids of stanzas and sessions, and form tokens. Any thread. */
@FunctionalInterface
public interface RandomTokens {

    /** @return a new token of digits and letters a-z, at most 25 characters */
    String next();

    /** @param random nobody can guess the tokens if nobody can guess what it gives: a SecureRandom */
    static RandomTokens from(RandomGenerator random) {
        return () -> {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            return new BigInteger(1, bits).toString(Character.MAX_RADIX);
        };
    }
}
