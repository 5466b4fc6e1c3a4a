package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

class SeatTrafficTest {

    private final SeatRegistry<RemoteSeat> seats = new SeatRegistry<>();

    @BeforeEach
    void keepSeat() {
        seats.add(new RemoteSeat(new JID("romeo@montague.lit"), new JID("orchard@rooms.lit"), "seat", "Romeo"));
    }

    /** {@code R} is the room, {@code O} an occupant, {@code S} the seat, {@code C} a client of its owner. */
    private static String expanded(String text) {
        return text.replace("R", "orchard@rooms.lit")
                .replace("O", "orchard@rooms.lit/Juliet")
                .replace("S", "romeo@montague.lit/seat")
                .replace("C", "romeo@montague.lit/phone");
    }

    private static Packet stanza(String name, String type, String from, String to, String content) {
        String xml = "<" + name
                + (type == null ? "" : " type='" + type + "'")
                + (from == null ? "" : " from='" + expanded(from) + "'")
                + (to == null ? "" : " to='" + expanded(to) + "'")
                + ">" + (content == null ? "" : content) + "</" + name + ">";
        return switch (name) {
            case "message" -> new Message(Xml.element(xml), true);
            case "presence" -> new Presence(Xml.element(xml), true);
            default -> new IQ(Xml.element(xml), true);
        };
    }

    @ParameterizedTest
    @CsvSource({
        // to a seat, whoever sends it
        "message,  groupchat, O, S, ELSEWHERE, TO_SEAT",
        "presence, , R, S, ELSEWHERE, TO_SEAT",
        "presence, , C, S, LOCAL_CLIENT, TO_SEAT",
        "iq, get, tybalt@capulet.lit/x, S, ELSEWHERE, TO_SEAT",
        "message, , , S, ELSEWHERE, TO_SEAT",
        // presence of clients
        "presence, , C, O, LOCAL_CLIENT, FROM_CLIENT",
        "presence, unavailable, C, R, LOCAL_CLIENT, FROM_CLIENT",
        "presence, , C, , LOCAL_CLIENT, FROM_CLIENT",
        "presence, , C, , ELSEWHERE, FROM_CLIENT",
        "presence, , C, montague.lit, LOCAL_CLIENT, NONE",
        "presence, , S, O, ELSEWHERE, NONE",
        "presence, , benvolio@montague.lit/x, O, LOCAL_CLIENT, NONE",
        "presence, , romeo@capulet.lit/x, O, ELSEWHERE, NONE",
        "presence, , O, C, ELSEWHERE, NONE",
        // from occupants to clients
        "message, chat, O, C, ELSEWHERE, TO_CLIENT",
        "message, , O, C, ELSEWHERE, TO_CLIENT",
        "message, unheard-of, O, C, ELSEWHERE, TO_CLIENT",
        "iq, get, O, C, ELSEWHERE, TO_CLIENT",
        "iq, set, O, C, ELSEWHERE, TO_CLIENT",
        "iq, result, O, C, ELSEWHERE, NONE",
        "message, groupchat, O, C, ELSEWHERE, NONE",
        "message, error, O, C, ELSEWHERE, NONE",
        "message, chat, O, C, LOCAL_CLIENT, NONE",
        "message, chat, R, C, ELSEWHERE, NONE",
        "message, chat, O, romeo@montague.lit, ELSEWHERE, NONE",
        "message, chat, O, benvolio@montague.lit/x, ELSEWHERE, NONE",
        "message, chat, crypt@rooms.lit/Juliet, C, ELSEWHERE, NONE",
        "message, chat, , C, ELSEWHERE, NONE",
        "message, chat, O, , ELSEWHERE, NONE"
    })
    void isToldAtEntry(String name, String type, String from, String to, Source source, SeatTraffic expected) {
        assertEquals(expected, SeatTraffic.of(stanza(name, type, from, to, null), Stage.ENTRY, source, seats));
    }

    @ParameterizedTest
    @CsvSource({
        "presence, , O, C, , PRESENCE_TO_CLIENT",
        "presence, error, R, C, , PRESENCE_TO_CLIENT",
        "presence, , O, benvolio@montague.lit/x, , NONE",
        "presence, , crypt@rooms.lit/Juliet, C, , NONE",
        "presence, , , C, , NONE",
        "presence, , O, , , NONE",
        "message, groupchat, O, C, <body/><delay xmlns='urn:xmpp:delay'/>, HISTORY_TO_CLIENT",
        "message, groupchat, O, C, <body/><x xmlns='jabber:x:delay'/>, HISTORY_TO_CLIENT",
        "message, groupchat, R, C, <subject/>, HISTORY_TO_CLIENT",
        "message, groupchat, O, C, <body/>, MESSAGE_TO_CLIENT",
        "message, groupchat, crypt@rooms.lit/Juliet, C, <body/>, NONE",
        "message, groupchat, O, benvolio@montague.lit/x, <body/>, NONE",
        "message, chat, O, C, <body/>, NONE",
        "iq, get, O, C, , NONE"
    })
    void isToldAtDelivery(String name, String type, String from, String to, String content, SeatTraffic expected) {
        assertEquals(
                expected,
                SeatTraffic.of(stanza(name, type, from, to, content), Stage.DELIVERY, Source.ELSEWHERE, seats));
    }

    @Test
    void isNoneWithoutSeats() {
        assertEquals(
                SeatTraffic.NONE,
                SeatTraffic.of(
                        stanza("presence", null, "C", "O", null),
                        Stage.ENTRY,
                        Source.LOCAL_CLIENT,
                        new SeatRegistry<RemoteSeat>()));
    }
}
