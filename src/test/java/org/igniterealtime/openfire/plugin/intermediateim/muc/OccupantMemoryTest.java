package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Random;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

/** What an occupant costs the heap. */
class OccupantMemoryTest {

    private static final int OCCUPANTS = 5_000;
    private static final int OTHERS = 20;
    private static final int BYTES_EACH = 2_048;

    private final OccupantPolicy policy = new OccupantPolicy(new Random(1));
    private final Instant now = Instant.parse("2026-11-23T12:00:00Z");

    /** All its own, address and room too: in life, rooms are shared. */
    private Occupant inARoom(int number) {
        JID self = new JID("user" + number + "@example.org/seat-" + policy.newId());
        String room = "room" + number + "@rooms.example.org";
        Occupant occupant = new Occupant(JoinRequest.of(self, new JID(room), "nick " + number), policy);
        occupant.join(Scene.INFO, now);
        for (int i = 0; i < OTHERS; i++) {
            occupant.receive(Xml.presence("<presence from='" + room + "/other " + i + "'/>"), now);
        }
        occupant.receive(
                Xml.presence("<presence from='" + room + "/nick " + number
                        + "'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"),
                now);
        occupant.receive(
                Xml.message("<message type='groupchat' from='" + room + "/other 1'><body>hail</body></message>"), now);
        occupant.tick(occupant.wakeAt());
        return occupant;
    }

    @Test
    void isSmall() {
        inARoom(OCCUPANTS);
        Occupant[] all = new Occupant[OCCUPANTS];
        long before = usedHeap();
        for (int i = 0; i < OCCUPANTS; i++) {
            all[i] = inARoom(i);
        }
        long each = (usedHeap() - before) / OCCUPANTS;
        for (Occupant occupant : all) {
            assertEquals(OTHERS, occupant.others());
        }
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
