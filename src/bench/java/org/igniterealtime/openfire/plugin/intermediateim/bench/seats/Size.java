package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Arguments;

/**
 * How much is measured.
 *
 * @param seats    in all
 * @param rooms    that they are in, evenly
 * @param messages of a round, to all rooms in turn
 * @param rounds   with seats, and as many without
 * @param warmUp   rounds of each kind that come before
 * @param idle     seconds for which a client pings while nothing happens
 */
record Size(int seats, int rooms, int messages, int rounds, int warmUp, int idle) {

    private static final Map<String, Integer> FULL =
            Map.of("seats", 10_000, "rooms", 500, "messages", 5_000, "rounds", 15, "warm-up", 10, "idle", 20);
    private static final Map<String, Integer> QUICK =
            Map.of("seats", 1_000, "rooms", 50, "messages", 2_000, "rounds", 5, "warm-up", 3, "idle", 5);

    /** @param arguments {@code --quick}, then {@code --<name> <number>} for what is to be otherwise */
    static Size of(List<String> arguments) {
        Map<String, Integer> values = Arguments.parse("bin/bench-seats", FULL, QUICK, arguments);
        return new Size(
                values.get("seats"),
                values.get("rooms"),
                values.get("messages"),
                values.get("rounds"),
                values.get("warm-up"),
                values.get("idle"));
    }

    int seatsInRoom() {
        return seats / rooms;
    }

    /** @return how many stanzas one round sends to seats, or to those in their place */
    long deliveries() {
        return (long) messages * seatsInRoom();
    }
}
