package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** What has become of a file. */
public enum FileState {

    /** Its bytes are coming in. */
    RECEIVING,
    /** Whole, and not delivered yet. */
    WAITING,
    /** The receiver has it; the store has it no longer. */
    DELIVERED,
    /** The receiver did not want it; the store has it no longer. */
    DECLINED,
    /** It should be in the store's directory, and is not. It waits again if it turns up there. */
    LOST;

    /** @return whether the file is in the store, or is to be */
    public boolean isStored() {
        return this == RECEIVING || this == WAITING || this == LOST;
    }
}
