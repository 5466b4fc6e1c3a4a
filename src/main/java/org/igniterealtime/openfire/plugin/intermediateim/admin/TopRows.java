package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;

/** The rows of a table that could have any number: the first of them, and how many there are. */
public final class TopRows<R> {

    static final int MOST = 100;

    private final List<R> all;

    public TopRows(List<R> all) {
        this.all = all;
    }

    /** @return no more than {@value #MOST} */
    public List<R> getRows() {
        return all.subList(0, Math.min(all.size(), MOST));
    }

    public int getTotal() {
        return all.size();
    }

    /** @return whether there are more than are shown */
    public boolean isCut() {
        return all.size() > MOST;
    }
}
