package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NickSetTest {

    @Property
    void isASet(
            @ForAll long seed,
            @ForAll @Size(max = 40) List<String> added,
            @ForAll @Size(max = 40) List<String> removed) {
        NickSet nicks = new NickSet(seed);
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < Math.max(added.size(), removed.size()); i++) {
            if (i < added.size()) {
                assertEquals(expected.add(added.get(i)), nicks.add(added.get(i)));
            }
            if (i < removed.size()) {
                assertEquals(expected.remove(removed.get(i)), nicks.remove(removed.get(i)));
            }
            assertEquals(expected.size(), nicks.size());
        }
        added.forEach(nick -> assertEquals(expected.contains(nick), nicks.contains(nick)));
        nicks.clear();
        assertEquals(0, nicks.size());
        added.forEach(nick -> assertFalse(nicks.contains(nick)));
    }

    @Property
    void hashesAsSplitMixDoes(@ForAll long seed) {
        assertEquals(new SplittableRandom(seed).nextLong(), new NickSet(seed).hash("\0"));
    }

    @Test
    void isBounded() {
        NickSet nicks = new NickSet(1);
        for (int i = 0; i < NickSet.MOST; i++) {
            assertTrue(nicks.add("nick" + i));
        }
        assertFalse(nicks.add("one more"));
        assertFalse(nicks.contains("one more"));
        assertEquals(NickSet.MOST, nicks.size());
        assertTrue(nicks.remove("nick7"));
        assertTrue(nicks.add("one more"));
    }
}
