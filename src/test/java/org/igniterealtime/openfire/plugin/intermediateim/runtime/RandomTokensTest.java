package org.igniterealtime.openfire.plugin.intermediateim.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomTokensTest {

    @Test
    void areDigitsAndLettersAndDiffer() {
        RandomTokens tokens = RandomTokens.from(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String token = tokens.next();
            assertTrue(token.matches("[0-9a-z]{1,25}"), token);
            assertTrue(seen.add(token));
        }
    }

    @Test
    void haveAllBitsOfTheGenerator() {
        Random ones = new Random() {
            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0xff);
            }
        };
        assertEquals("f5lxx1zz5pnorynqglhzmsp33", RandomTokens.from(ones).next()); // 2^128 - 1
    }
}
