package org.igniterealtime.openfire.plugin.intermediateim.bench;

import java.util.Collection;
import java.util.List;

/** Measured values, from the least to the most. */
public record Spread(List<Double> values) {

    public static Spread of(Collection<Double> values) {
        return new Spread(values.stream().sorted().toList());
    }

    /** @param share of the values that are not above it */
    public double at(double share) {
        return values.isEmpty()
                ? Double.NaN
                : values.get((int) Math.min(values.size() - 1, Math.floor(values.size() * share)));
    }

    public double median() {
        return at(0.5);
    }
}
