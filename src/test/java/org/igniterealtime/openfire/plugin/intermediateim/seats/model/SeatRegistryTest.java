package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Key;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class SeatRegistryTest {

    private static final JID ROMEO = new JID("romeo@example.org");
    private static final JID JULIET = new JID("juliet@example.org");
    private static final JID BALCONY = new JID("balcony@rooms.example.org");
    private static final JID GARDEN = new JID("garden@rooms.example.org");

    private final SeatRegistry<RemoteSeat> registry = new SeatRegistry<>();
    private final RemoteSeat romeo = new RemoteSeat(ROMEO, BALCONY, "r4nd0m", "Romeo");

    @Test
    void findsASeatByItsFullAddressAlone() {
        registry.add(romeo);

        assertSame(romeo, registry.at("romeo@example.org/r4nd0m"));
        assertNull(registry.at("romeo@example.org/other"));
        assertNull(registry.at("romeo@example.org"));
        assertNull(registry.at("juliet@example.org/r4nd0m"));
        assertNull(registry.at("romeo@example.com/r4nd0m"));
        assertNull(registry.at("r4nd0m"));
        assertNull(registry.at(null));
    }

    @Test
    void holdsOneSeatOfAnOwnerInARoom() {
        assertTrue(registry.add(romeo));

        assertFalse(registry.add(new RemoteSeat(ROMEO, BALCONY, "an0ther", "Romeo")));
        assertFalse(registry.add(romeo));
        assertNull(registry.at("romeo@example.org/an0ther"));
        assertEquals(List.of(romeo), registry.of(ROMEO));
        assertEquals(List.of(romeo), registry.in(BALCONY));
        assertEquals(1, registry.size());
    }

    @Test
    void distinguishesSeatsOfOneOwnerByTheirRoom() {
        RemoteSeat inTheGarden = new RemoteSeat(ROMEO, GARDEN, "g4rden", "Romeo");
        RemoteSeat juliet = new RemoteSeat(JULIET, GARDEN, "jul1et", "Juliet");
        List.of(romeo, inTheGarden, juliet).forEach(registry::add);

        assertSame(romeo, registry.get(new Key(ROMEO, BALCONY)));
        assertSame(inTheGarden, registry.get(new Key(ROMEO, GARDEN)));
        assertNull(registry.get(new Key(JULIET, BALCONY)));
        assertSame(inTheGarden, registry.of(ROMEO, "garden@rooms.example.org/Juliet"));
        assertEquals(List.of(inTheGarden, juliet), registry.in(GARDEN));
    }

    @Test
    void hasNoSeatsOfAUserOfAnotherServerWithTheSameName() {
        registry.add(romeo);

        assertNull(registry.get(new Key(new JID("romeo@example.com"), BALCONY)));
        assertEquals(List.of(), registry.of(new JID("romeo@example.com")));
    }

    @Test
    void forgetsASeatThatIsRemovedWhicheverObjectNamesIt() {
        registry.add(romeo);

        assertTrue(registry.remove(new RemoteSeat(ROMEO, BALCONY, "r4nd0m", "Romeo")));
        assertFalse(registry.remove(romeo));
        assertTrue(registry.isEmpty());
        assertEquals(List.of(), registry.all());
        assertEquals(List.of(), registry.of(ROMEO));
        assertEquals(List.of(), registry.in(BALCONY));
        assertNull(registry.at("romeo@example.org/r4nd0m"));
    }

    @Test
    void keepsASeatWhenAnotherOneOfTheSameKeyIsRemoved() {
        registry.add(romeo);

        assertFalse(registry.remove(new RemoteSeat(ROMEO, BALCONY, "f0rmer", "Romeo")));
        assertSame(romeo, registry.get(new Key(ROMEO, BALCONY)));
    }
}
