package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** What has become of a file. */
public enum FileState {

    /** Its bytes are coming in. */
    RECEIVING,
    /** Whole, and not delivered yet. */
    WAITING,
    /** Whole, and not to be delivered before it is scanned, or an administrator lets it go. */
    HELD,
    /** The scanner has found malware in it, and it is about to be told to whom that concerns. */
    DETECTED,
    /**
     * Malware was found in it, and that was told. It is kept until its time is over, or an administrator lets it go.
     */
    INFECTED,
    /** Its owner was sent a link. It stays in the store until its time is over. */
    LINKED,
    /** The receiver has it; the store has it no longer. */
    DELIVERED,
    /** The receiver did not want it; the store has it no longer. */
    DECLINED,
    /** It should be in the store's directory, and is not. If it turns up there it is again what it was before. */
    LOST;

    /** @return whether nobody gets the file, which is there, for the time being */
    public boolean isKeptBack() {
        return this == HELD || this == DETECTED || this == INFECTED;
    }

    /** @return whether the file is in the store, or is to be */
    public boolean isStored() {
        return this == RECEIVING || this == LOST || isThere();
    }

    /** @return whether the whole file is in the store's directory, as far as is known */
    public boolean isThere() {
        return this == WAITING || this == LINKED || isKeptBack();
    }
}
