package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** The vectors of the checklist, V1 to V5. */
class DestinationAddressTest {

    @ParameterizedTest
    @CsvSource({
        "yia72g3v49j7, requester@example.com/foo, room@conference.example.net/Tget, 416781edf1ae50bad01cb8509ba35b43952bc345",
        "vxf9n471bn46, requester@example.com/foo, target@example.org/bar, 98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff",
        "vxf9n471bn46, Requester@Example.com/foo, target@EXAMPLE.org/bar, 98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff",
        "vxf9n471bn46, requester@example.com, target@example.org, 770ccb5a8da8f1f095192966e6bc1d1fd4f592a7"
    })
    @Requirement({"0065-35", "0065-36", "0065-67"})
    void isTheHashOfSidAndPreparedJids(String sid, String requester, String target, String hex) {
        assertEquals(
                hex,
                DestinationAddress.of(sid, new JID(requester), new JID(target)).hex());
    }

    @Test
    void isAnotherForTheJidsSwapped() {
        assertEquals(
                "9373e764762e042b6e55db238e060240390aafa2",
                DestinationAddress.of(
                                "vxf9n471bn46", new JID("target@example.org/bar"), new JID("requester@example.com/foo"))
                        .toString());
    }

    @Test
    void doesNotCountLetterCase() {
        assertEquals(
                new DestinationAddress("abcdef".repeat(6) + "0123"),
                new DestinationAddress("ABCDEF".repeat(6) + "0123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "000000000000000000000000000000000000000g",
                "00000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000"
            })
    void isNothingElse(String text) {
        assertFalse(DestinationAddress.isDigest(text));
        assertThrows(IllegalArgumentException.class, () -> new DestinationAddress(text));
    }

    @Test
    void isFortyHexDigits() {
        assertTrue(DestinationAddress.isDigest("0123456789abcdefABCDEF0123456789abcdef01"));
    }
}
