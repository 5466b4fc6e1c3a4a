package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;

class RoomOccupantsTest {

    private static final AddressKey ROMEO = AddressKey.of("romeo@example.org/orchard");
    private static final AddressKey JULIET = AddressKey.of("juliet@example.org/balcony");
    private static final String ROOM = "room@conference.example.org";
    private static final String NICK = ROOM + "/nick";

    private final RoomOccupants occupants = new RoomOccupants(new Parties("example.org"), 1 << 20);

    private static Element presence(String... codes) {
        Element presence = Xml.element("<presence xmlns='jabber:client'><show>away</show><x xmlns='" + MucUser.MUC_USER
                + "'><item role='none'/></x></presence>");
        for (String code : codes) {
            ((Element) presence.elements().get(1)).addElement("status").addAttribute("code", code);
        }
        return presence;
    }

    @Test
    void areThoseWhosePresenceComesFromARoom() {
        assertTrue(RoomOccupants.isOccupant(presence()));
        assertFalse(RoomOccupants.isOccupant(
                Xml.element("<presence xmlns='jabber:client'><x xmlns='http://jabber.org/protocol/muc'/></presence>")));
    }

    @Test
    void areKnownByTheirOwnPresence() {
        occupants.available(ROMEO, NICK, presence("100"));
        assertEquals(Optional.empty(), occupants.realJidOf(NICK));
        occupants.available(ROMEO, NICK, presence("100", "110"));
        assertEquals(Optional.of(ROMEO), occupants.realJidOf(NICK));
        assertEquals(Optional.of(NICK), occupants.occupantIn(ROOM, ROMEO));
        assertEquals(Optional.empty(), occupants.occupantIn(ROOM + "2", ROMEO));
        occupants.available(ROMEO, NICK, Xml.element("<presence xmlns='jabber:client'/>"));
    }

    @Test
    void leaveByTheirOwnUnavailablePresence() {
        occupants.available(ROMEO, NICK, presence("110"));
        assertTrue(occupants.leaves(ROMEO, NICK, presence()));
        assertTrue(occupants.leaves(ROMEO, ROOM + "/other", presence("110")));
        assertFalse(occupants.leaves(ROMEO, ROOM + "/other", presence()));
        assertFalse(occupants.leaves(JULIET, NICK, presence()));
        assertFalse(occupants.leaves(ROMEO, NICK, presence("303", "110")), "just another nick");
    }

    @Test
    void areForgottenWhenTheyLeave() {
        occupants.available(ROMEO, NICK, presence("110"));
        occupants.left(ROMEO, ROOM + "2");
        assertEquals(Optional.of(ROMEO), occupants.realJidOf(NICK));
        occupants.left(ROMEO, ROOM);
        assertEquals(Optional.empty(), occupants.realJidOf(NICK));
        assertEquals(Optional.empty(), occupants.occupantIn(ROOM, ROMEO));
    }

    @Test
    void areForgottenWithTheUserAndAllAtOnce() {
        occupants.available(ROMEO, NICK, presence("110"));
        occupants.available(JULIET, ROOM + "/juliet", presence("110"));
        occupants.forget("romeo@example.org");
        assertEquals(Optional.empty(), occupants.realJidOf(NICK));
        assertEquals(Optional.empty(), occupants.occupantIn(ROOM, ROMEO));
        assertEquals(Optional.of(JULIET), occupants.realJidOf(ROOM + "/juliet"));
        occupants.forgetAll();
        assertEquals(Optional.empty(), occupants.realJidOf(ROOM + "/juliet"));
        assertEquals(Optional.empty(), occupants.occupantIn(ROOM, JULIET));
    }
}
