package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens can be told with the key, and without it not. */
class LinkTokensTest {

    private static final byte[] KEY = HexFormat.of().parseHex("0b".repeat(32));
    private static final FileId FILE = new FileId("3f".repeat(16));

    private final LinkTokens tokens = new LinkTokens(KEY);

    /** As {@code openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b…} computes it. */
    @Test
    void aTokenIsTheCodeOfTheId() {
        assertEquals("af056d9ed43bda459ef65bfe014069043537c03f", tokens.token(FILE));
        assertTrue(LinkTokens.isToken(tokens.token(FILE)));
    }

    @Test
    void everyFileAndEveryKeyHasItsOwn() {
        assertNotEquals(tokens.token(FILE), tokens.token(new FileId("3e".repeat(16))));
        assertNotEquals(tokens.token(FILE), new LinkTokens(new byte[32]).token(FILE));
    }

    @Test
    void theHashIsThatOfTheTokensText() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", LinkTokens.hash("abc"));
    }

    @Test
    void aShortKeyIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new LinkTokens(new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "..", "'", "G0000000000000000000000000000000000000000", "\u0660"})
    void tellsATokenFromOtherTexts(String text) {
        assertFalse(LinkTokens.isToken(text));
    }
}
