package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;
import java.util.function.Function;

/**
 * The rows of a table that could have any number: the first of them, and how many there are.
 *
 * @param rows  no more than {@value #MOST}
 * @param total how many there are
 */
public record TopRows<R>(List<R> rows, int total) {

    static final int MOST = 100;

    public TopRows {
        rows = List.copyOf(rows);
    }

    /** @return the first of {@code all}, each as a row */
    public static <T, R> TopRows<R> of(List<T> all, Function<? super T, R> row) {
        return new TopRows<>(all.stream().limit(MOST).map(row).toList(), all.size());
    }

    /** @return whether there are more than are shown */
    public boolean cut() {
        return total > rows.size();
    }
}
