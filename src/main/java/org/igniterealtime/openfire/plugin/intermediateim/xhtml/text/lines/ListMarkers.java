package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

/** What stands before the items of one list: a dash, or their numbers from 1. */
final class ListMarkers {
    private final boolean ordered;
    private int items;

    ListMarkers(boolean ordered) {
        this.ordered = ordered;
    }

    String next() {
        items++;
        return ordered ? items + ". " : "- ";
    }
}
