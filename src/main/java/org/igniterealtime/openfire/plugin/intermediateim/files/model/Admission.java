package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** What becomes of a file because of its size, before anything is known of its content. */
public enum Admission {
    /** It is not taken. */
    REFUSE,
    /** It is {@link FileState#HELD} when it is whole. */
    HOLD,
    /** It can be delivered when it is whole. */
    PASS
}
