package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Presence;

/** What a seat announces that it can do. */
class SeatPresenceTest extends SeatFixture {

    private static final String CAPS = "http://jabber.org/protocol/caps";

    @BeforeEach
    void announces() {
        withCapabilities = presence -> {
            presence.getElement().addElement("c", CAPS).addAttribute("ver", "seat");
            return presence;
        };
    }

    /**
     * @return the ver of each announcement in each available presence that was sent, and was not about the address of
     *     another
     */
    private List<List<String>> announced() {
        return all.stream()
                .filter(SeatEffect.Send.class::isInstance)
                .map(effect -> ((SeatEffect.Send) effect).stanza())
                .filter(stanza -> stanza instanceof Presence presence && presence.getType() == null)
                .map(stanza -> ((List<?>) stanza.getElement().elements("c"))
                        .stream().map(c -> ((Element) c).attributeValue("ver")).toList())
                .toList();
    }

    @Test
    @Requirement({"0115-37", "0115-40", "0115-41"})
    void itSaysTheSameInAllPresenceWhileNoClientIsThere() {
        isIn();
        does(seat.change(options, SeatConfig.Origin.USER));
        assertEquals(List.of(List.of("seat")), announced());
        clientIsIn();
        all.clear();
        does(seat.clientUnavailable(CLIENT, now));
        assertEquals(List.of(List.of("seat")), announced(), "away");
    }

    @Test
    @Requirement("0115-41")
    void besideAClientItSaysWhatTheClientSays() {
        isIn();
        all.clear();
        clientSends("Romeo", "", "<x xmlns='http://jabber.org/protocol/muc'/><c xmlns='" + CAPS + "' ver='phone'/>");
        clientReceives("Romeo", "", user(SELF));
        clientSends("Romeo", "", "<show>dnd</show><c xmlns='" + CAPS + "' ver='changed'/>");
        assertEquals(
                true,
                announced().stream().allMatch(vers -> vers.equals(List.of("phone")) || vers.equals(List.of("changed"))),
                announced().toString());
        assertEquals(List.of("changed"), announced().get(announced().size() - 1));
    }
}
