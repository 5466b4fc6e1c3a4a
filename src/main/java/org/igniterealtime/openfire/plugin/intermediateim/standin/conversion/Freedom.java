package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

/** What may be done to a message. */
enum Freedom {
    /** Anything. */
    FREE,
    /** Something points into the body by offset, so the body has to stay; other forms may be added. */
    BODY_STAYS,
    /** Nothing. */
    NONE;

    Freedom and(Freedom other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
