package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeanViewTest {

    /** A bean, as pages have them. */
    public static final class Room {

        private final String name;
        private final boolean open;

        Room(String name, boolean open) {
            this.name = name;
            this.open = open;
        }

        public String getName() {
            return name;
        }

        public boolean isOpen() {
            return open;
        }

        public Thread.State getState() {
            return null;
        }

        public List<Room> getNeighbours() {
            return Arrays.asList(new Room("hall", true), null);
        }

        public Map<String, Room> getByKey() {
            return Map.of("key", new Room("cellar", false));
        }

        public String getWithArgument(String argument) {
            return argument;
        }

        public String getBroken() {
            throw new IllegalStateException("broken");
        }

        @Override
        public String toString() {
            return name + "!";
        }
    }

    private final Map<?, ?> view = (Map<?, ?>) BeanView.of(new Room("attic", true));

    @Test
    void hasThePropertiesOfTheBean() {
        assertEquals("attic", view.get("name"));
        assertEquals(true, view.get("open"));
        assertNull(view.get("state"));
        assertFalse(view.isEmpty());
        assertEquals("attic!", view.toString());
    }

    @Test
    void showsWhatPropertiesHoldInTheSameWay() {
        List<?> neighbours = (List<?>) view.get("neighbours");
        assertEquals("hall", ((Map<?, ?>) neighbours.get(0)).get("name"));
        assertNull(neighbours.get(1));
        Map<?, ?> cellar = (Map<?, ?>) ((Map<?, ?>) view.get("byKey")).get("key");
        assertEquals("cellar", cellar.get("name"));
    }

    @Test
    void leavesOthersAsTheyAre() {
        assertEquals("text", BeanView.of("text"));
        assertNull(BeanView.of(null));
        assertSame(Kind.ONE, BeanView.of(Kind.ONE));
    }

    private enum Kind {
        ONE
    }

    @Test
    void refusesPropertiesThatAreNone() {
        for (String property : Set.of("nmae", "class", "withArgument", "getName", "")) {
            assertThrows(IllegalArgumentException.class, () -> view.get(property), property);
        }
    }

    @Test
    void throwsWhatTheGetterThrows() {
        assertEquals(
                "broken",
                assertThrows(IllegalStateException.class, () -> view.get("broken"))
                        .getMessage());
    }
}
