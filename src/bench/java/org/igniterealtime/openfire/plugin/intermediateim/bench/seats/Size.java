package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        boolean quick = !arguments.isEmpty() && arguments.get(0).equals("--quick");
        Map<String, Integer> values = new TreeMap<>(quick ? QUICK : FULL);
        for (int i = quick ? 1 : 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!values.containsKey(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        "bin/bench-seats [--quick] [--<name> <value> ...]; names and values are " + values);
            }
            values.put(name, Integer.valueOf(arguments.get(i + 1)));
        }
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
