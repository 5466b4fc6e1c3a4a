package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured, of every proxy in every round. */
final class Results {

    private record Cell(String proxy, Measure measure) {}

    private final Map<Cell, List<Double>> values = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();

    void add(Proxy proxy, Measure measure, double value) {
        values.computeIfAbsent(new Cell(proxy.name(), measure), cell -> new ArrayList<>())
                .add(value);
    }

    /** Notes what went wrong and left a measure without its value. */
    void trouble(String text) {
        troubles.add(text);
    }

    List<String> troubles() {
        return troubles;
    }

    /** @return the figure of all rounds */
    OptionalDouble get(String proxy, Measure measure) {
        List<Double> all = values.get(new Cell(proxy, measure));
        return all == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(measure.fold().of(all));
    }

    /** @return how often one's figure is the other's; empty if one of them is lacking, or the other's is 0 */
    OptionalDouble ratio(String proxy, String other, Measure measure) {
        OptionalDouble one = get(proxy, measure);
        OptionalDouble base = get(other, measure);
        return one.isEmpty() || base.isEmpty() || base.getAsDouble() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.getAsDouble() / base.getAsDouble());
    }

    /** @return the measures in the order of the first time they were taken */
    List<Measure> measures() {
        return values.keySet().stream().map(Cell::measure).distinct().toList();
    }
}
