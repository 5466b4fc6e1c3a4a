package org.igniterealtime.openfire.plugin.intermediateim.files.model;

/** Why a file is not taken, or not any longer. */
public enum RefusalReason {

    /** Larger than one file may be. */
    TOO_LARGE,
    /** Larger than the scanner takes, and such files are not to be taken. */
    TOO_LARGE_TO_SCAN,
    /** The sender is already sending as many files at once as one may. */
    TOO_MANY_AT_ONCE,
    /** The sender has sent all that a day allows. */
    DAILY_QUOTA,
    /** The receiver's inbox has no room for it. */
    INBOX_FULL,
    /** The sender's files would take more than half of the receiver's inbox. */
    SENDER_SHARE,
    /** The inboxes of all users together have no room for it. */
    STORE_FULL,
    /** The disk has no room for it. */
    DISK_FULL,
    /** Files of its type are not allowed, judged by its name or by its content. */
    TYPE_NOT_ALLOWED,
    /** Not as many bytes came as were offered. */
    WRONG_SIZE,
    /** The content does not have the hash that was offered. */
    WRONG_HASH,
    /** For some time no bytes came. */
    STALLED,
    /** The sender or the receiver ended the transfer. */
    CANCELLED,
    /** Files can't be stored now: the database or the disk does not do it. */
    UNAVAILABLE
}
