package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({"romeo@example.org/orchard,romeo@example.org,example.org,true", "romeo@example.org,romeo@example.org,example.org,false",
        "example.org,example.org,example.org,false", "example.org/a@b/c,example.org,example.org,true",
        "room@conference.example.org/a/b,room@conference.example.org,conference.example.org,true"})
    void areTakenApart(String address, String bare, String domain, boolean full) {
        assertEquals(bare, Addresses.bare(address));
        assertEquals(domain, Addresses.domain(address));
        assertEquals(full, Addresses.isFull(address));
    }

    @Test
    void areUnderTheirBareJid() {
        assertTrue(Addresses.isUnder("romeo@example.org", "romeo@example.org"));
        assertTrue(Addresses.isUnder("romeo@example.org", "romeo@example.org/x"));
        assertFalse(Addresses.isUnder("romeo@example.org", "romeo@example.organic"));
        assertFalse(Addresses.isUnder("romeo@example.org", "romeo@example.organic/x"));
        assertFalse(Addresses.isUnder("romeo@example.org", "juliet@example.org/x"));
        assertFalse(Addresses.isUnder("romeo@example.org", "romeo"));
    }
}
