package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Texts that nobody can guess, for resources, ids of sessions and form tokens. Any thread. */
@FunctionalInterface
public interface RandomTokens {

    int BITS = 128;

    /** @return a new token of letters a-z and digits, at most 25 characters */
    String next();

    /** @return tokens of {@value #BITS} random bits each */
    static RandomTokens from(SecureRandom random) {
        return () -> new BigInteger(BITS, random).toString(Character.MAX_RADIX);
    }
}
