package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class AddressesTest {

    private final JID room = new JID("room@rooms.example.org");

    @Test
    void areAsTheStanzaHasThem() {
        Message message = new Message();
        assertNull(Addresses.to(message));
        assertNull(Addresses.from(message));
        message.setTo("juliet@example.org/balcony");
        message.setFrom("room@rooms.example.org/Romeo");
        assertEquals("juliet@example.org/balcony", Addresses.to(message));
        assertEquals("room@rooms.example.org/Romeo", Addresses.from(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"room@rooms.example.org", "room@rooms.example.org/Romeo", "room@rooms.example.org/a/b@c"})
    void areOfTheRoomWithAndWithoutNick(String address) {
        assertTrue(Addresses.isOf(room, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "room",
                "rooms.example.org",
                "room@rooms.example.or",
                "room@rooms.example.orgs",
                "rooms@rooms.example.org",
                "roo@rooms.example.org",
                "bedroom@rooms.example.org",
                "room/rooms.example.org",
                "room@rooms.example.org.net/Romeo",
                "room@rooms.example.net"
            })
    void areNotOfTheRoom(String address) {
        assertFalse(Addresses.isOf(room, address));
    }

    @Test
    void ofNobodyAreNotOfTheRoom() {
        assertFalse(Addresses.isOf(room, null));
    }

    @ParameterizedTest
    @CsvSource({
        "romeo@example.org/orchard,romeo@example.org,example.org,true",
        "romeo@example.org,romeo@example.org,example.org,false",
        "example.org,example.org,example.org,false",
        "example.org/a@b/c,example.org,example.org,true",
        "room@conference.example.org/a/b,room@conference.example.org,conference.example.org,true"
    })
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

    @ParameterizedTest
    @CsvSource({
        "room@rooms.example.org/Romeo, Romeo",
        "room@rooms.example.org/a/b, a/b",
        "rooms.example.org/x@y, x@y",
        "room@rooms.example.org, ''",
        "room@rooms.example.org/, ''"
    })
    void haveAResource(String address, String resource) {
        assertEquals(resource, Addresses.resource(address));
    }
}
