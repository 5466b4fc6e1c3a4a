package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.igniterealtime.openfire.plugin.intermediateim.muc.OccupantPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatRegistry;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomMessage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What a seat costs the heap, with its place in the registry. */
class SeatCostTest {

    private static final RoomMessage.Reader READER = new RoomMessage.Reader();

    private static final int SEATS = 5_000;
    private static final int OTHERS = 20;
    private static final int BYTES_EACH = 4_096;

    private final Random random = new Random(1);
    private final Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private Seat inARoom(int number) {
        JID owner = new JID("user" + number + "@example.org");
        JID room = new JID("room" + number / OTHERS + "@rooms.example.org");
        Seat seat = new Seat(
                new SeatConfig(
                        owner,
                        room,
                        new Options("nick " + number),
                        Origin.USER,
                        now,
                        Long.toString(random.nextLong(), 36) + number),
                OccupantPolicy.Times.USUAL,
                random,
                presence -> presence,
                READER,
                false,
                now);
        seat.start();
        Packet asked = ((SeatEffect.Send) seat.join(List.of(), now).get(0)).stanza();
        seat.receive(
                Xml.iq(
                        "<iq type='result' id='" + asked.getID() + "' from='" + room + "'><query "
                                + "xmlns='http://jabber.org/protocol/disco#info'><feature var='http://jabber.org/protocol/muc'/></query></iq>"),
                now);
        for (int i = 0; i < OTHERS; i++) {
            seat.receive(Xml.presence("<presence from='" + room + "/other " + i + "'/>"), now);
        }
        seat.receive(
                Xml.presence("<presence from='" + room + "/nick " + number
                        + "'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"),
                now);
        seat.receive(
                Xml.message("<message type='groupchat' from='" + room + "/other 1'><body>hail</body></message>"), now);
        return seat;
    }

    @Test
    void isWithinItsBound() {
        inARoom(SEATS);
        SeatRegistry<Seat> registry = new SeatRegistry<>();
        long before = usedHeap();
        for (int i = 0; i < SEATS; i++) {
            registry.add(inARoom(i));
        }
        long each = (usedHeap() - before) / SEATS;
        System.out.println("A seat with " + OTHERS + " others in its room has " + each + " bytes of the heap");
        assertTrue(registry.all().stream().allMatch(seat -> seat.view().state() == SeatView.State.AWAY));
        assertTrue(each <= BYTES_EACH, each + " bytes");
    }

    /** The least of several looks: others may be running in this JVM, too. */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
