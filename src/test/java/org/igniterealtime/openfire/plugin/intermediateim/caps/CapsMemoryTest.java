package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStoreTest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * What is held takes of memory, measured. Apart from its other tests, since mutation tests would repeat it again and
 * again.
 */
class CapsMemoryTest {

    private static final Logger Log = LoggerFactory.getLogger(CapsMemoryTest.class);

    @Test
    @Tag("long")
    void tenThousandUsualClientsTakeLessThan40MiB() {
        CapsStore large = CapsStoreTest.withoutArchive(10_000);
        String client = Vectors.features(Vectors.COMPLEX_FEATURES) + Vectors.SOFTWARE;
        long before = usedMemory();
        for (int i = 0; i < 10_000; i++) {
            CapsStoreTest.offerClient(large, i, client);
        }
        long used = usedMemory() - before;
        Log.info(
                "10,000 clients: {} octets measured, {} estimated",
                used,
                large.size().octets());

        assertEquals(10_000, large.size().entries());
        assertTrue(used < 40L << 20, used + " octets");
        assertTrue(large.size().octets() < 40L << 20, large.size().toString());
        assertTrue(used < 1.5 * large.size().octets(), "estimated " + large.size() + ", measured " + used);
    }

    /** All that one presence can announce: eight hashes, a node and a ver, as long as they are read. */
    private static final Element FATTEST = fattest();

    private static Element fattest() {
        StringBuilder hashes = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            hashes.append("<hash xmlns='urn:xmpp:hashes:2' algo='sha-")
                    .append(i)
                    .append("'/>");
        }
        return Xml.presence("<presence xmlns='jabber:client'><c xmlns='urn:xmpp:caps'>" + hashes
                        + "</c><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + "n".repeat(1_000)
                        + "'/></presence>")
                .getElement();
    }

    /** Nobody else's is the same; its address is long, too. */
    private static Presence fattest(String bareJid, int number) {
        Element presence = FATTEST.createCopy();
        presence.addAttribute("from", bareJid + "/" + "r".repeat(900) + number);
        presence.element(QName.get("c", "urn:xmpp:caps"))
                .elements()
                .forEach(hash -> hash.setText(number + "x".repeat(230)));
        presence.element(QName.get("c", "http://jabber.org/protocol/caps"))
                .addAttribute("ver", number + "v".repeat(230));
        return new Presence(presence);
    }

    /** @return what is held after so many presences of strangers, each seen coming in and going out to somebody */
    private static CapsFeature filled(long octets, int presences) {
        AtomicInteger random = new AtomicInteger();
        CapsFeature feature = new CapsFeature(
                new FakeProved(),
                "example.org",
                (owner, other) -> false,
                address -> true,
                stanza -> {},
                () -> "random" + random.incrementAndGet(),
                Clock.systemUTC(),
                octets,
                List.of(),
                new FakeUserPresence());
        FeatureChain chain = new FeatureChain(List.of(feature));
        for (int i = 0; i < presences; i++) {
            Presence presence = fattest("user" + i + "@evil" + i % 50 + ".example", i);
            chain.handle(presence, Stage.ENTRY, Source.ELSEWHERE, null);
            chain.handle(presence, Stage.DELIVERY, Source.ELSEWHERE, new JID("user" + i % 100 + "@example.org/x"));
            chain.handle(
                    fattest("room" + i + "@evil" + i % 50 + ".example", i),
                    Stage.DELIVERY,
                    Source.ELSEWHERE,
                    new JID("user" + i % 100 + "@example.org/x"));
            if (i % 100 == 0) { // it is called once a second, however many come
                feature.ask();
            }
        }
        return feature;
    }

    @Test
    void whatStrangersAnnounceIsBoundedInOctets() {
        CapsFeature feature = filled(4 << 20, 3_000);
        assertTrue(feature.octets() <= 4 << 20, "" + feature.octets());
        assertTrue(feature.octets() > 1 << 20, "" + feature.octets());
    }

    /** What readme.html says of the worst case: the part of the heap, and what is about to be asked. */
    @Test
    @Tag("long")
    void largestAnnouncementsStayWithinTheMemoryBound() {
        long before = usedMemory();
        CapsFeature feature = filled(64 << 20, 100_000);
        long used = usedMemory() - before;
        Log.info("100,000 fat announcements: {} octets measured, {} estimated", used, feature.octets());

        assertTrue(feature.octets() <= 64 << 20, "" + feature.octets());
        assertTrue(
                used <= (64 << 20) + CapsQueryScheduler.MAX_OCTETS + CapsQueryScheduler.MAX_OCTETS_OF_PARTIES,
                used + " octets");
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
