package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;

/**
 * How many messages were converted, by kind and by the software of those who wrote and read them, since this was made.
 * Bounded: of software that comes when there is no more room, only the kind is counted. Any thread.
 */
public final class ConversionStatistics {

    /** Different software on both sides; clients may announce what they like. */
    static final int MOST = 500;

    private static final int LONGEST_NAME = 100;

    private final Clock clock;
    private final Map<Pair, Count> counts = new HashMap<>(); // guarded by itself
    private LocalDate today; // guarded by counts

    private record Pair(ConversionKind kind, String writer, String reader) {}

    private static final class Count {

        private long all;
        private long today;
    }

    /**
     * @param writer name of the software that wrote; empty if not known, or if there was no room for it
     * @param reader name of that which got the copy
     * @param today  on this day of the server's time zone
     */
    public record Row(ConversionKind kind, String writer, String reader, long today, long all) {}

    /** @param clock whose zone says when a day begins */
    public ConversionStatistics(Clock clock) {
        this.clock = clock;
        today = LocalDate.now(clock);
    }

    void add(ConversionKind kind, String writer, String reader) {
        Pair pair = new Pair(kind, cut(writer), cut(reader));
        synchronized (counts) {
            beginDay();
            Count count = counts.get(pair);
            if (count == null) {
                Pair known = counts.size() < MOST ? pair : new Pair(kind, "", "");
                count = counts.computeIfAbsent(known, each -> new Count());
            }
            count.all++;
            count.today++;
        }
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private void beginDay() {
        LocalDate now = LocalDate.now(clock);
        if (!now.equals(today)) {
            today = now;
            counts.values().forEach(count -> count.today = 0);
        }
    }

    /** @return most frequent first */
    public List<Row> rows() {
        synchronized (counts) {
            beginDay();
            return counts.entrySet().stream()
                    .map(entry -> new Row(
                            entry.getKey().kind(),
                            entry.getKey().writer(),
                            entry.getKey().reader(),
                            entry.getValue().today,
                            entry.getValue().all))
                    .sorted(Comparator.comparingLong(Row::all)
                            .reversed()
                            .thenComparing(Row::kind)
                            .thenComparing(Row::writer)
                            .thenComparing(Row::reader))
                    .toList();
        }
    }

    void clear() {
        synchronized (counts) {
            counts.clear();
        }
    }
}
