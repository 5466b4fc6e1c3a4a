package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** MB/s of each round, and those of others in the same rounds, by name. */
    void rates(String what, List<Double> ours, Map<String, List<Double>> others) {
        row(
                "| %s, MB/s: the plugin / %s | %.1f / %s | |",
                what,
                String.join(" / ", others.keySet()),
                Spread.of(ours).median(),
                others.values().stream()
                        .map(other -> String.format(
                                Locale.ROOT, "%.1f", Spread.of(other).median()))
                        .collect(Collectors.joining(" / ")));
    }

    /** How often the slowest of the others it is, round by round, and is to be at least. */
    void goal(List<Double> ours, double limit, List<List<Double>> others) {
        Spread ratios = ratios(ours, others);
        row(
                "| the same / the slower of these, median (quartiles) | %s | %s |",
                text(ratios), goal(ratios.median() >= limit, "≥ " + limit));
    }

    /** How often another it is. */
    void ratio(String name, List<Double> ours, List<Double> other) {
        row("| the same / %s, median (quartiles) | %s | |", name, text(ratios(ours, List.of(other))));
    }

    private static Spread ratios(List<Double> ours, List<List<Double>> others) {
        return Spread.of(IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round)
                        / others.stream()
                                .mapToDouble(other -> other.get(round))
                                .min()
                                .orElseThrow())
                .toList());
    }

    private static String text(Spread ratios) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratios.median(), ratios.at(0.25), ratios.at(0.75));
    }

    /**
     * @param who     sends or receives meanwhile
     * @param ours    ms of a ping during a transfer with the server
     * @param clients ms of a ping during a transfer with another client
     */
    void roundTrips(String who, Spread idle, Spread clients, Spread ours) {
        row(
                "| round trip of a client that %s, ms, median / 99 %%: idle | %.2f / %.2f | |",
                who, idle.median(), idle.at(0.99));
        row("| the same while Smack and Smack pass a file | %.2f / %.2f | |", clients.median(), clients.at(0.99));
        row(
                "| the same while Smack and the server do | %.2f / %.2f | %s; %s |",
                ours.median(),
                ours.at(0.99),
                goal(ours.median() <= 2 * idle.median(), "median ≤ 2 × idle"),
                goal(ours.at(0.99) <= 2 * idle.at(0.99), "99 % ≤ 2 × idle"));
    }

    /** @param windowBytes that may wait for the disk, of each transfer */
    void atOnce(Crowd.Outcome outcome, int transfers, int windowBytes) {
        row(
                "| %d transfers at once: arrived as they were sent, in %.1f s | %d | %s |",
                transfers, outcome.seconds(), outcome.intact(), goal(outcome.intact() == transfers, "all"));
        row(
                "| threads more than before: server; of them the plugin's | %d; %d | %s |",
                outcome.threads(), outcome.ownThreads(), goal(outcome.ownThreads() <= 0, "the plugin's 0"));
        double limit = (double) transfers * windowBytes / Size.MIB;
        Spread heap = outcome.heapMib();
        row(
                "| heap more than before, MiB, median / most of %d looks | %.1f / %.1f | %s |",
                heap.values().size(),
                heap.median(),
                heap.at(1),
                goal(heap.at(1) <= limit, "windows of all: " + limit)); // without a look it is missed
    }

    private static String goal(boolean met, String goal) {
        return goal + ": " + (met ? "met" : "**missed**");
    }

    String text() throws IOException {
        return String.format(
                Locale.ROOT,
                """
                %s; load average %s

                | | measured | goal |
                | :--- | ---: | :--- |
                %s""",
                size,
                Files.readString(Path.of("/proc/loadavg")).replaceAll("(\\S+ \\S+ \\S+).*\\s", "$1"),
                rows);
    }
}
