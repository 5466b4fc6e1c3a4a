package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;

/** A page of what a search has found. */
public final class ResultPage<R> {

    /** On a page. */
    public static final int ROWS = 20;

    private final String search;
    private final List<R> rows;
    private final int total;
    private final int number;

    /**
     * @param rows   of this page only
     * @param total  rows of all pages
     * @param number of this page, from 1
     */
    public ResultPage(String search, List<R> rows, int total, int number) {
        this.search = search;
        this.rows = rows;
        this.total = total;
        this.number = number;
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

    public String getSearch() {
        return search;
    }

    public List<R> getRows() {
        return rows;
    }

    public int getTotal() {
        return total;
    }

    public int getNumber() {
        return number;
    }

    public int getPages() {
        return pages(total);
    }
}
