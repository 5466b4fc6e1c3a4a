package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartyLimitedCacheTest {

    private static final long OCTETS = 100_000;
    private static final String ROMEO = "romeo@example.org/orchard";

    private final PartyLimitedCache<String, String> cache = new PartyLimitedCache<>(
            OCTETS, new Parties("example.org"), (key, value) -> Octets.of(key) + Octets.of(value));

    private void fill(String domain, int times) {
        for (int i = 0; i < times; i++) {
            String address = "user" + i + "@" + domain + "/x";
            cache.put(address, "y".repeat(100), address);
        }
    }

    @Test
    void holdsAndGivesBack() {
        cache.put(ROMEO, "v1", ROMEO);
        cache.put(ROMEO, "v2", ROMEO);
        assertEquals("v2", cache.get(ROMEO));
        assertEquals(List.of("v2"), cache.values());
        cache.changeIfPresent(ROMEO, ROMEO, value -> value + "a");
        assertEquals("v2a", cache.get(ROMEO));
        cache.remove(ROMEO, "other");
        assertEquals("v2a", cache.remove(ROMEO));
        assertNull(cache.get(ROMEO));
        cache.changeIfPresent(ROMEO, ROMEO, value -> "again");
        assertNull(cache.get(ROMEO));
    }

    @Test
    void neverHoldsMoreOfOneOtherServerThanItsShare() {
        cache.put("nurse@capulet.example/house", "v1", "nurse@capulet.example/house");
        cache.put(ROMEO, "v1", ROMEO);
        for (int i = 0; i < 5_000; i++) {
            String address = "user" + i + "@evil.example/x";
            cache.put(address, "y".repeat(100), address);
            assertTrue(
                    cache.octetsOf("evil.example") <= OCTETS / PartyLimitedCache.SHARES,
                    "" + cache.octetsOf("evil.example"));
        }

        assertTrue(
                cache.octetsOf("evil.example") > OCTETS / PartyLimitedCache.SHARES / 3,
                "" + cache.octetsOf("evil.example"));
        assertEquals("v1", cache.get("nurse@capulet.example/house"));
        assertEquals("v1", cache.get(ROMEO));
    }

    @Test
    void neverHoldsMoreThanItMayAsAWhole() {
        for (int i = 0; i < 20; i++) {
            fill("evil" + i + ".example", 200);
            fill("example.org", 200);
        }
        assertTrue(cache.octets() <= OCTETS, "" + cache.octets());
    }

    @Test
    void chargesNobodyForWhatHasGone() {
        fill("evil.example", 20);
        cache.put("user0@evil.example/x", "z", "user0@evil.example/x");
        cache.changeIfPresent("user1@evil.example/x", "user1@evil.example/x", value -> "longer than before".repeat(10));
        cache.changeIfPresent("user2@evil.example/x", "user2@evil.example/x", value -> null);
        cache.changeIfPresent("user3@evil.example/x", "user3@evil.example/x", value -> value);
        assertTrue(cache.octetsOf("evil.example") > 0);
        assertEquals(cache.octets(), cache.octetsOf("evil.example"));
        cache.removeIf((key, value) -> value.equals("z"));
        assertEquals(cache.octets(), cache.octetsOf("evil.example"));
        cache.clear();
        assertEquals(0, cache.octetsOf("evil.example"));
    }

    @Test
    void takesRoomsAndComponentsOfThisServerForOurs() {
        Parties parties = new Parties("example.org");
        assertEquals("room@conference.example.org", parties.of("room@conference.example.org/nick"));
        assertEquals("romeo@example.org", parties.of(ROMEO));
        assertEquals("notexample.org", parties.of("romeo@notexample.org/x"));
        assertTrue(parties.isForeign("romeo@notexample.org/x"));
    }
}
