package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;

/** What was measured, as a table in Markdown. */
final class Table {

    private final StringBuilder rows = new StringBuilder();
    private final Size size;

    Table(Size size) {
        this.size = size;
    }

    private void row(String format, Object... values) {
        String row = String.format(Locale.ROOT, format, values);
        System.out.println(row);
        rows.append(row).append('\n');
    }

    /** @param silent µs of each round, for a message and occupant. @param seats the same where those are seats */
    void messages(List<Double> silent, List<Double> seats) {
        Spread beyond = Spread.of(IntStream.range(0, seats.size())
                .mapToObj(i -> seats.get(i) - silent.get(i))
                .toList());
        row(
                "| CPU µs of a message for each silent occupant; for each seat | %.2f; %.2f | |",
                Spread.of(silent).median(), Spread.of(seats).median());
        row(
                "| that is for each seat beyond the room's own work, median (quartiles) of %d rounds | %.2f (%.2f to %.2f) | %s |",
                seats.size(), beyond.median(), beyond.at(0.25), beyond.at(0.75), goal(beyond.median() <= 3, "3"));
    }

    /** @param silent bytes of all silent occupants. @param seats of all seats */
    void heap(long silent, long seats) {
        row("| heap bytes of a silent occupant; of a seat | %d; %d | |", silent / size.seats(), seats / size.seats());
        row(
                "| that is for each seat beyond what the room needs | %d | %s |",
                (seats - silent) / size.seats(), goal((seats - silent) / size.seats() <= 4096, "4096"));
    }

    /**
     * @param pings ms while the seats came back.
     * @param idle ms of the same client at the same server while nothing happened
     */
    void back(String event, double seconds, Spread pings, Spread idle) {
        row("| %s: seconds until all are back | %.1f | %s |", event, seconds, goal(seconds <= 60, "60"));
        row(
                "| a client's ping meanwhile, ms: median / 99 %% / most | %s | %s |",
                text(pings), goal(pings.at(0.99) <= 2 * idle.at(0.99), "99 % within 2 x idle"));
        row("| the same while idle | %s | |", text(idle));
    }

    private static String text(Spread millis) {
        return String.format(Locale.ROOT, "%.2f / %.2f / %.1f", millis.median(), millis.at(0.99), millis.at(1));
    }

    private static String goal(boolean met, String goal) {
        return goal + ": " + (met ? "met" : "missed");
    }

    String text() throws IOException {
        return String.format(
                Locale.ROOT,
                """
                %d seats in %d rooms; rounds of %d messages; load average %s

                | | measured | goal |
                | :--- | ---: | :--- |
                %s""",
                size.seats(),
                size.rooms(),
                size.messages(),
                Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1"),
                rows);
    }
}
