package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Two threads send presence of one seat at the same time: the room may get it in any order, or lose one of them. */
class SendingAtOnceTest extends SeatFixture {

    @BeforeEach
    void besideAClient() {
        isIn();
        clientIsIn();
    }

    private static List<Presence.Show> shows(List<Optional<Presence>> presences) {
        return presences.stream()
                .map(presence -> presence.orElseThrow().getShow())
                .toList();
    }

    @Test
    void eachShowsThatTheClientIsGone() {
        seat.clientUnavailable(CLIENT, now);

        Optional<Presence> one = seat.beginShowing();
        Optional<Presence> other = seat.beginShowing();

        assertEquals(List.of(Presence.Show.away, Presence.Show.away), shows(List.of(one, other)));
    }

    @Test
    void theLastOneSaysItAgain() {
        seat.clientUnavailable(CLIENT, now);
        seat.beginShowing();
        seat.beginShowing();

        List<SeatEffect> first = seat.endSending();
        List<SeatEffect> second = seat.endSending();

        assertEquals(List.of(), first);
        assertEquals(List.of(new SeatEffect.Show()), second);
        assertEquals(List.of(Presence.Show.away), shows(List.of(seat.beginShowing())));
        assertEquals(List.of(), seat.endSending());
        assertEquals(Optional.empty(), seat.beginShowing());
    }

    @Test
    void itStaysOutIfItHasLeftMeanwhile() {
        clientSends("Romeo", "", "<show>dnd</show>");
        seat.clientUnavailable(CLIENT, now);
        seat.beginShowing();
        Packet leave = ((SeatEffect.Send) seat.end(now).get(0)).stanza();
        seat.beginSending();

        seat.endSending();
        List<SeatEffect> again = seat.endSending();

        assertLeaves(leave);
        assertEquals(1, again.size());
        assertLeaves(((SeatEffect.Send) again.get(0)).stanza());
    }

    @Test
    void itStaysOutWhileAClientChangesItsNick() {
        clientSends("Romeo", "", "<show>dnd</show>");
        seat.beginSending();
        clientSends("Montague", "", "");
        seat.beginSending();

        seat.endSending();
        List<SeatEffect> again = seat.endSending();

        assertLeaves(sent().get(0));
        assertLeaves(((SeatEffect.Send) again.get(0)).stanza());
    }

    private static void assertLeaves(Packet stanza) {
        assertEquals(Presence.Type.unavailable, ((Presence) stanza).getType());
    }

    @Test
    void whoSendsAloneSaysItOnce() {
        seat.clientUnavailable(CLIENT, now);

        assertTrue(seat.beginShowing().isPresent());
        assertEquals(List.of(), seat.endSending());
        assertEquals(Optional.empty(), seat.beginShowing());
    }
}
