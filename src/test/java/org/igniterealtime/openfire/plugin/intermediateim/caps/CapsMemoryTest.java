package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store takes of memory, measured. Apart from its other tests, since mutation tests would repeat it again and again. */
class CapsMemoryTest {

    private static final Logger Log = LoggerFactory.getLogger(CapsMemoryTest.class);

    @Test
    @Tag("long")
    void tenThousandUsualClientsTakeLessThan40MiB() {
        CapsStore large = new CapsStore(10_000, null, CapsShare.NONE, task -> { });
        String client = Vectors.features(Vectors.COMPLEX_FEATURES) + Vectors.SOFTWARE;
        long before = usedMemory();
        for (int i = 0; i < 10_000; i++) {
            CapsStoreTest.offerClient(large, i, client);
        }
        long used = usedMemory() - before;
        Log.info("10,000 clients: {} octets measured, {} estimated", used, large.size().octets());
        assertEquals(10_000, large.size().entries());
        assertTrue(used < 40L << 20, used + " octets");
        assertTrue(large.size().octets() < 40L << 20, large.size().toString());
        assertTrue(used < 1.5 * large.size().octets(), "estimated " + large.size() + ", measured " + used);
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
