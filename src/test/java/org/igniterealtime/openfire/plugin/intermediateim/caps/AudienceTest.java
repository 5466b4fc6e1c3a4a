package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final String ROMEO = "romeo@example.org/orchard";
    private static final String JULIET = "juliet@example.org/balcony";
    private static final String NURSE = "nurse@example.org/house";
    private static final String ROOM = "room@conference.example.org";
    private static final Announcements V1 = announcements("v1");
    private static final Announcements V2 = announcements("v2");

    private final Audience audience = new Audience(100);

    private static Announcements announcements(String ver) {
        return new Announcements(List.of(new Announcement("sha-1", "urn:a", ver)));
    }

    private static Address at(String address) {
        return Address.of(address);
    }

    private static Element presence(String ver) {
        return Xml.element("<presence xmlns='jabber:client'>" + (ver.isEmpty() ? "" : "<c xmlns='http://jabber.org/protocol/caps' "
                + "hash='sha-1' node='urn:a' ver='" + ver + "'/>") + "</presence>");
    }

    @Test
    void knowsWhatItWasToldLast() {
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), JULIET));
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V2);
        assertEquals(Optional.of(V1), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(Optional.empty(), audience.lastTold(at(JULIET), ROMEO));
        audience.tell(at(ROMEO), JULIET, V2);
        assertEquals(Optional.of(V2), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(2, audience.size());
    }

    @Test
    void isToldNothingNewByTheSameAgainNorByPresenceWithoutAnything() {
        assertTrue(audience.knows(at(ROMEO), JULIET, presence("")));
        assertFalse(audience.knows(at(ROMEO), JULIET, presence("v1")));
        audience.tell(at(ROMEO), JULIET, V1);
        assertTrue(audience.knows(at(ROMEO), JULIET, presence("v1")));
        assertFalse(audience.knows(at(ROMEO), JULIET, presence("v2")));
        assertFalse(audience.knows(at(ROMEO), NURSE, presence("v1")));
    }

    @Test
    void forgetsWhoIsUnavailableToIt() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(NURSE), JULIET, V1);
        audience.untell(at(ROMEO), JULIET);
        audience.untell(at(ROMEO), JULIET);
        audience.untell(at("nobody@example.org/x"), JULIET);
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(Optional.of(V1), audience.lastTold(at(NURSE), JULIET));
        assertEquals(1, audience.size());
        audience.tell(at(ROMEO), JULIET, V1);
        assertEquals(Optional.of(V1), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(2, audience.size());
    }

    @Test
    void forgetsARoomItHasLeft() {
        audience.tell(at(ROMEO), ROOM + "/juliet", V1);
        audience.tell(at(ROMEO), ROOM + "/nurse", V1);
        audience.tell(at(ROMEO), ROOM + "2/nurse", V1);
        audience.tell(at(ROMEO), JULIET, V1);
        audience.untellAllOf(at(ROMEO), ROOM);
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), ROOM + "/juliet"));
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), ROOM + "/nurse"));
        assertEquals(Optional.of(V1), audience.lastTold(at(ROMEO), ROOM + "2/nurse"));
        assertEquals(Optional.of(V1), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(2, audience.size());
    }

    @Test
    void forgetsAllWhenItGoes() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V1);
        audience.tell(at(JULIET), NURSE, V1);
        audience.forgetRecipient(at(ROMEO));
        audience.forgetRecipient(at(ROMEO));
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(1, audience.size());
        audience.forgetAll();
        assertEquals(0, audience.size());
        assertEquals(Optional.empty(), audience.lastTold(at(JULIET), NURSE));
    }

    @Test
    void forgetsAUserOnBothSides() {
        audience.tell(at(ROMEO), JULIET, V1);
        audience.tell(at(ROMEO), NURSE, V1);
        audience.tell(at(JULIET), NURSE, V1);
        audience.forget("juliet@example.org");
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), JULIET));
        assertEquals(Optional.of(V1), audience.lastTold(at(ROMEO), NURSE));
        assertEquals(Optional.empty(), audience.lastTold(at(JULIET), NURSE));
        assertEquals(1, audience.size());
    }

    @Test
    void makesRoomByForgettingWhatIsKnownToTheOneWhoKnowsMost() {
        IntStream.range(0, 60).forEach(i -> audience.tell(at(ROMEO), "contact" + i + "@example.org/x", V1));
        IntStream.range(0, 40).forEach(i -> audience.tell(at(JULIET), "contact" + i + "@example.org/x", V1));
        assertEquals(100, audience.size());
        audience.tell(at(NURSE), JULIET, V1);
        assertEquals(41, audience.size());
        assertEquals(Optional.of(V1), audience.lastTold(at(NURSE), JULIET));
        assertEquals(Optional.of(V1), audience.lastTold(at(JULIET), "contact39@example.org/x"));
        assertEquals(Optional.empty(), audience.lastTold(at(ROMEO), "contact0@example.org/x"));
    }

    @Test
    void hearsNoMoreThanSoManyAtATime() {
        Audience large = new Audience(1_000_000);
        IntStream.range(0, 20_001).forEach(i -> large.tell(at(ROMEO), "contact" + i + "@example.org/x", V1));
        assertEquals(20_000, large.size());
        assertEquals(Optional.empty(), large.lastTold(at(ROMEO), "contact20000@example.org/x"));
        large.tell(at(ROMEO), "contact0@example.org/x", V2);
        assertEquals(Optional.of(V2), large.lastTold(at(ROMEO), "contact0@example.org/x"));
    }

    @Test
    void countsRightWhateverHappensAtOnce() throws Exception {
        Audience busy = new Audience(200);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = IntStream.range(0, 4).<Future<?>>mapToObj(t -> threads.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    String recipient = "user" + i % 7 + "@example.org/x";
                    busy.tell(at(recipient), "contact" + i % 50 + "@example.org/x", V1);
                    if (i % 3 == t % 3) {
                        busy.untell(at(recipient), "contact" + i % 50 + "@example.org/x");
                    }
                    if (i % 11 == 0) {
                        busy.forgetRecipient(at(recipient));
                    }
                }
            })).toList();
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(busy.size() <= 200, "" + busy.size());
        busy.forgetAll();
        assertEquals(0, busy.size());
    }
}
