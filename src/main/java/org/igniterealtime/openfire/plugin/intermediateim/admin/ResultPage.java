package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;
import java.util.function.Function;

/**
 * A page of what a search has found.
 *
 * @param search what was searched for; empty for everything
 * @param rows   of this page only
 * @param total  rows of all pages
 * @param number of this page, from 1
 */
public record ResultPage<R>(String search, List<R> rows, int total, int number) {

    /** On a page. */
    public static final int ROWS = 20;

    public ResultPage {
        rows = List.copyOf(rows);
    }

    /** @param number of the page that is wanted; the last one if there are fewer */
    public static <R> ResultPage<R> among(List<R> all, String search, int number) {
        int at = Math.min(number, pages(all.size()));
        return new ResultPage<>(
                search, all.stream().skip((at - 1L) * ROWS).limit(ROWS).toList(), all.size(), at);
    }

    private static int pages(int total) {
        return Math.max(1, (total + ROWS - 1) / ROWS);
    }

    public int pages() {
        return pages(total);
    }

    /** @return the page with other rows for the same results */
    public <T> ResultPage<T> map(Function<? super R, T> row) {
        return new ResultPage<>(search, rows.stream().map(row).toList(), total, number);
    }
}
