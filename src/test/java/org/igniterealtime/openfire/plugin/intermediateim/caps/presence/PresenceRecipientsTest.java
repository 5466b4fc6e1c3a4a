package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.AddressKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Parties;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.junit.jupiter.api.Test;

class PresenceRecipientsTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final String JULIET = "juliet@example.org/balcony";
    private static final String NURSE = "nurse@example.org/house";
    private static final String ROOM = "room@conference.example.org";
    private static final Announcements V1 = announcements("v1");
    private static final Announcements V2 = announcements("v2");

    private final PresenceRecipients audience = new PresenceRecipients(new Parties("example.org"), 100_000);

    private static Announcements announcements(String ver) {
        return new Announcements(List.of(new Announcement("sha-1", "urn:a", ver)));
    }

    private static AddressKey at(String address) {
        return AddressKey.of(address);
    }

    @Test
    void knowsWhatItWasToldLast() {
        assertFalse(audience.wasToldAnything(at(ROMEO), JULIET));
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V2);
        assertTrue(audience.wasTold(at(ROMEO), JULIET, V1));
        assertFalse(audience.wasToldAnything(at(JULIET), ROMEO));
        audience.tell(at(ROMEO), JULIET, V2);
        assertFalse(audience.wasTold(at(ROMEO), JULIET, V1));
        assertTrue(audience.wasTold(at(ROMEO), JULIET, V2));
        assertEquals(2, audience.size());
    }

    @Test
    void forgetsWhoIsUnavailableToIt() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(NURSE), JULIET, V1);
        audience.removeAnnouncement(at(ROMEO), JULIET);
        audience.removeAnnouncement(at(ROMEO), JULIET);
        audience.removeAnnouncement(at("nobody@example.org/x"), JULIET);
        assertFalse(audience.wasToldAnything(at(ROMEO), JULIET));
        assertTrue(audience.wasTold(at(NURSE), JULIET, V1));
        assertEquals(1, audience.size());
        audience.tell(at(ROMEO), JULIET, V1);
        assertTrue(audience.wasTold(at(ROMEO), JULIET, V1));
        assertEquals(2, audience.size());
    }

    @Test
    void forgetsARoomItHasLeft() {
        audience.tell(at(ROMEO), ROOM + "/juliet", V1);
        audience.tell(at(ROMEO), ROOM + "/nurse", V1);
        audience.tell(at(ROMEO), ROOM + "2/nurse", V1);
        audience.tell(at(ROMEO), JULIET, V1);
        audience.removeAnnouncementsFrom(at(ROMEO), ROOM);
        assertFalse(audience.wasToldAnything(at(ROMEO), ROOM + "/juliet"));
        assertFalse(audience.wasToldAnything(at(ROMEO), ROOM + "/nurse"));
        assertTrue(audience.wasTold(at(ROMEO), ROOM + "2/nurse", V1));
        assertTrue(audience.wasTold(at(ROMEO), JULIET, V1));
        assertEquals(2, audience.size());
    }

    @Test
    void forgetsAllWhenItGoes() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V1);
        audience.tell(at(JULIET), NURSE, V1);
        audience.forgetRecipient(at(ROMEO));
        audience.forgetRecipient(at(ROMEO));
        assertFalse(audience.wasToldAnything(at(ROMEO), JULIET));
        assertEquals(1, audience.size());
        audience.forgetAll();
        assertEquals(0, audience.size());
        assertFalse(audience.wasToldAnything(at(JULIET), NURSE));
    }

    @Test
    void forgetsAUserOnBothSides() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V1);
        audience.tell(at(JULIET), NURSE, V1);
        audience.forget("juliet@example.org");
        assertFalse(audience.wasToldAnything(at(ROMEO), JULIET));
        assertTrue(audience.wasTold(at(ROMEO), NURSE, V1));
        assertFalse(audience.wasToldAnything(at(JULIET), NURSE));
        assertEquals(1, audience.size());
    }

    @Test
    void makesRoomByForgettingWhatTheBiggestPartyHasTold() {
        for (int i = 0; i < 500; i++) {
            audience.tell(at("user" + i % 20 + "@example.org/x"), ROOM + "/" + i, V1);
        }
        audience.tell(at(ROMEO), JULIET, V1);
        int before = audience.size();
        for (int i = 500; i < 1_000; i++) {
            audience.tell(at("user" + i % 20 + "@example.org/x"), ROOM + "/" + i, V1);
        }
        assertTrue(audience.wasTold(at(ROMEO), JULIET, V1));
        assertTrue(audience.size() > before / 4, "" + audience.size());
        assertTrue(audience.octets() <= 100_000, "" + audience.octets());
    }

    @Test
    void remembersNoMoreOfOneOtherServerThanItsShare() {
        audience.tell(at(ROMEO), "nurse@capulet.example/house", V1);
        for (int i = 0; i < 10_000; i++) {
            audience.tell(
                    at("user" + i % 50 + "@example.org/x"), "user" + i + "@evil.example/" + "r".repeat(i % 900), V1);
        }
        assertTrue(audience.octets() <= 100_000 / PresenceRecipients.SHARES + 1_000, "" + audience.octets());
        assertTrue(audience.wasTold(at(ROMEO), "nurse@capulet.example/house", V1));
    }

    @Test
    void countsWhoIsMadeUpAsARecipient() {
        audience.tell(at(ROMEO), JULIET, V1);
        long client = audience.octets();
        audience.tell(at("x".repeat(1_000) + "@evil.example"), JULIET, V1);
        assertTrue(audience.octets() > 2 * client + 1_000, "" + audience.octets());
        audience.forgetAll();
        assertEquals(0, audience.octets());
    }

    @Test
    void countsRightWhateverHappensAtOnce() throws Exception {
        PresenceRecipients busy = new PresenceRecipients(new Parties("example.org"), 20_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(t -> threads.submit(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            String recipient = "user" + i % 7 + "@example.org/x";
                            busy.tell(at(recipient), "contact" + i % 50 + "@example.org/x", V1);
                            if (i % 3 == t % 3) {
                                busy.removeAnnouncement(at(recipient), "contact" + i % 50 + "@example.org/x");
                            }
                            if (i % 11 == 0) {
                                busy.forgetRecipient(at(recipient));
                            }
                        }
                    }))
                    .toList();
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(busy.octets() <= 20_000, "" + busy.octets());
        busy.forgetAll();
        assertEquals(0, busy.size());
        assertEquals(0, busy.octets());
    }
}
