package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.LAPTOP;
import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.PHONE;
import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.SEAT;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;
import org.xmpp.packet.JID;

/**
 * Whatever two clients of one user do beside a seat, and whenever the room's answers come: in the end the seat knows
 * the truth.
 */
class SeveralClientsPropertiesTest {

    private static final List<String> NICKS = List.of("romeo", "mobile");

    /** One thing that happens. */
    private record Deed(String what, Consumer<RoomSimulation> act) {

        @Override
        public String toString() {
            return what;
        }
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        Arbitrary<JID> client = Arbitraries.of(RoomSimulation.CLIENTS);
        Arbitrary<String> nick = Arbitraries.of(NICKS);
        Arbitrary<Deed> joins = Combinators.combine(client, nick)
                .as((who, name) -> deed("joins as " + name, who, room -> room.joins(who, name)));
        Arbitrary<Deed> renames = Combinators.combine(client, nick)
                .as((who, name) -> deed("wants " + name, who, room -> room.says(who, name)));
        Arbitrary<Deed> says = client.map(who -> deed("says something", who, room -> room.says(who, null)));
        Arbitrary<Deed> leaves = client.map(who -> deed("leaves", who, room -> room.leaves(who)));
        Arbitrary<Deed> goes = client.map(who -> deed("is gone", who, room -> room.goes(who)));
        Arbitrary<Deed> unavailable = client.map(who -> deed("is unavailable", who, room -> room.goesUnavailable(who)));
        Arbitrary<Deed> delivers =
                Arbitraries.of(LAPTOP, PHONE, SEAT).map(who -> deed("gets", who, room -> room.delivers(who)));
        Arbitrary<Deed> acts = Arbitraries.of(
                deed("acts", SEAT, RoomSimulation::acts),
                deed("takes its turn", SEAT, RoomSimulation::takesTurn),
                deed("has time", SEAT, RoomSimulation::ticks));
        Arbitrary<Deed> settles = Arbitraries.just(new Deed("all settles", RoomSimulation::settle));
        return Arbitraries.frequencyOf(
                        Tuple.of(3, joins),
                        Tuple.of(2, renames),
                        Tuple.of(1, says),
                        Tuple.of(2, leaves),
                        Tuple.of(1, goes),
                        Tuple.of(1, unavailable),
                        Tuple.of(6, delivers),
                        Tuple.of(4, acts),
                        Tuple.of(1, settles))
                .list()
                .ofMaxSize(40);
    }

    private static Deed deed(String what, JID who, Consumer<RoomSimulation> act) {
        return new Deed(who.getResource() + " " + what, act);
    }

    @Property(tries = 500)
    void endsInTheTruth(@ForAll ModelRoom.Kind kind, @ForAll @From("deeds") List<Deed> deeds) {
        RoomSimulation simulation = new RoomSimulation(kind);
        deeds.forEach(deed -> deed.act().accept(simulation));
        simulation.settle();
        simulation.isTrue();
    }

    @Property(tries = 300)
    void whoKicksTheNickIsRidOfTheSeat(@ForAll ModelRoom.Kind kind, @ForAll @From("deeds") List<Deed> deeds) {
        RoomSimulation simulation = new RoomSimulation(kind);
        deeds.forEach(deed -> deed.act().accept(simulation));
        simulation.settle();
        simulation.room.kicks(simulation.seat.view().nick());
        simulation.settle();
        assertTrue(simulation.seat.isOver(), () -> simulation.seat.view().toString());
        assertTrue(!simulation.room.has(SEAT));
        assertNotEquals(
                0,
                simulation.told.stream()
                        .filter(SeatEffect.Ended.class::isInstance)
                        .count());
    }
}
