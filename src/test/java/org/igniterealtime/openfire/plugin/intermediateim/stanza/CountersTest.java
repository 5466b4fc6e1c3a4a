package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {

    private final Counters counters = new Counters(List.of("b", "a"));

    @Test
    void countByName() {
        counters.add("a", 2);
        counters.add("a", 3);

        assertEquals(Map.of("a", 5L, "b", 0L), counters.snapshot());
        assertEquals(List.of("b", "a"), List.copyOf(counters.snapshot().keySet()), "in the order announced");
    }

    @Test
    void knowNoNameThatWasNotAnnounced() {
        assertThrows(IllegalArgumentException.class, () -> counters.add("c", 1));
    }
}
